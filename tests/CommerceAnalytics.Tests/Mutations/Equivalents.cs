namespace CommerceAnalytics.Tests.Mutations;

/// <summary>
/// Mutations that change no row, with the reason: <c>equivalents.txt</c>, where a line with # gives the reason of those
/// below it.
/// </summary>
internal static class Equivalents
{
    public static IReadOnlyDictionary<string, string> Reasons { get; } = Read();

    private static Dictionary<string, string> Read()
    {
        var (reasons, reason) = (new Dictionary<string, string>(), "");
        foreach (
            var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Mutations", "equivalents.txt"))
                .Where(line => line.Length > 0)
        )
        {
            if (line.StartsWith('#'))
                reason = line[1..].Trim();
            else
                reasons[line] = reason;
        }

        return reasons;
    }
}
