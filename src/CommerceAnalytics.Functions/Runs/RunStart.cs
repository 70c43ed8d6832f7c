namespace CommerceAnalytics.Functions.Runs;

/// <summary>Who starts a run.</summary>
public enum StartKind
{
    /// <summary>The schedule: one run per date, whatever became of it.</summary>
    Scheduled = 0,

    /// <summary>A person: a date that has been run may be run again.</summary>
    OnPurpose = 1,
}

/// <summary>What came of a start.</summary>
public enum StartOutcome
{
    /// <summary>A new run goes on or waits its turn.</summary>
    Started = 0,

    /// <summary>A run of that date is going on or waiting; for the schedule also one that has ended.</summary>
    AlreadyThere = 1,

    /// <summary>Data of a later date is published, and the request does not force.</summary>
    LaterDataPublished = 2,

    /// <summary>A service is neither configured nor in the event log, and the request does not force.</summary>
    ServiceUnknown = 3,
}

/// <summary>What came of a start.</summary>
/// <param name="Outcome">Whether there is a new run.</param>
/// <param name="RunId">The new run, or the one that was there; null where there is neither.</param>
/// <param name="Refusal">Why there is no new run, and what to do; null where there is one.</param>
public sealed record StartResult(StartOutcome Outcome, string? RunId, Failure? Refusal = null)
{
    /// <summary>For <see cref="StartOutcome.ServiceUnknown"/>: what is wrong, a sentence for each service.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}
