using CommerceAnalytics.OneMachine.Storage;

namespace CommerceAnalytics.OneMachine.Lake;

/// <summary>What of a host a command needs.</summary>
internal sealed record HostMode
{
    /// <summary>The app in this process, without HTTP and timers: for one thing that is done and over.</summary>
    public static HostMode InProcess { get; } = new();

    /// <summary>Port of the HTTP API on 127.0.0.1, 0 for a free one; null for none.</summary>
    public int? Port { get; init; }

    /// <summary>Whether timers fire.</summary>
    public bool RunsTimers { get; init; }

    /// <summary>The published app, run in a process of its own; null runs the app in this one.</summary>
    public string? AppFolder { get; init; }

    /// <summary>Where the task hub, the keys and the timers' status are kept.</summary>
    public HostStorage Storage { get; init; }
}
