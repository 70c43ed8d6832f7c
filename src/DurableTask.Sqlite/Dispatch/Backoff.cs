namespace DurableTask.Sqlite.Dispatch;

/// <summary>
/// How long something that went wrong is let alone: doubling from a tenth of a second up to half a minute.
/// </summary>
internal static class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <param name="failures">How often it has gone wrong in a row; at least 1.</param>
    public static TimeSpan After(int failures)
    {
        var wait = First * Math.Pow(2, Math.Min(failures - 1, 10));
        return wait < Longest ? wait : Longest;
    }
}
