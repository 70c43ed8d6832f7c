namespace CommerceAnalytics.LocalHost.Commands;

/// <summary>How a command ended, for scripts.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Ran, and a table or a query failed, or it was stopped.</summary>
    public const int Failed = 1;

    /// <summary>Wrong usage or settings: nothing was done.</summary>
    public const int Refused = 2;
}
