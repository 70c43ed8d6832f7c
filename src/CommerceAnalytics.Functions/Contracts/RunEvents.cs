namespace CommerceAnalytics.Functions.Contracts;

/// <summary>Events of a run.</summary>
public static class RunEvents
{
    /// <summary>To a run, from outside: stop its queries and end in order. Any payload.</summary>
    public const string Cancel = "Cancel";

    /// <summary>To a run, from its services, with a <c>ServiceProgress</c>.</summary>
    internal const string Progress = "Progress";

    /// <summary>To a backfill, from the run of one of its nights, with the run's id: it has ended.</summary>
    internal const string NightOver = "NightOver";
}
