namespace FunctionsHost.Isolated;

/// <summary>
/// How long to wait before a worker is started again: not at all for the first of a series of failures, then twice as
/// long each time, at most half a minute.
/// </summary>
internal sealed class RestartDelays
{
    // A worker that lived this long is no part of a series of failures.
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private TimeSpan _next;

    /// <summary>Begins a new series when the worker that was lost had lived long.</summary>
    public void Lost(TimeSpan lived)
    {
        if (lived >= Settled)
            _next = TimeSpan.Zero;
    }

    /// <summary>The delay before the next start.</summary>
    public TimeSpan Next()
    {
        var delay = _next;
        var longer = delay == TimeSpan.Zero ? Shortest : delay * 2;
        _next = longer < Longest ? longer : Longest;
        return delay;
    }
}
