using CommerceAnalytics.Backfills;
using CommerceAnalytics.Functions.Contracts;

namespace CommerceAnalytics.Functions.Backfill;

/// <summary>Which night comes next.</summary>
/// <param name="Request">The backfill.</param>
/// <param name="From">The newest night that may be it.</param>
public sealed record FindNightInput(BackfillRequest Request, DateOnly From);

/// <summary>A night of which history lacks something; none where it lacks nothing any more.</summary>
/// <param name="Night">The night; null: there is none left.</param>
/// <param name="Tables">What of it.</param>
public sealed record FoundNight(DateOnly? Night, IReadOnlyList<TableName> Tables);

/// <summary>A night to build.</summary>
/// <param name="BackfillId">The backfill.</param>
/// <param name="Request">What it is.</param>
/// <param name="Tables">What of it.</param>
public sealed record StartNightInput(
    string BackfillId,
    BackfillRequest Request,
    DateOnly Night,
    IReadOnlyList<TableName> Tables
);

/// <summary>The run of a night.</summary>
/// <param name="RunId">Instance id.</param>
/// <param name="IsOwn">Whether it is the backfill's, not somebody else's of the same date.</param>
public sealed record StartedNight(string RunId, bool IsOwn);

/// <summary>What a run of a night has come to.</summary>
/// <param name="IsOver">Whether it has ended.</param>
public sealed record NightResult(bool IsOver)
{
    /// <summary>Whether it was cancelled.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>Tables that were entered.</summary>
    public int Entered { get; init; }

    /// <summary>Tables that the audit holds.</summary>
    public IReadOnlyList<string> Held { get; init; } = [];

    /// <summary>Tables that failed.</summary>
    public IReadOnlyList<string> Failed { get; init; } = [];

    /// <summary>What went wrong, in one line; null where nothing did.</summary>
    public string? Why { get; init; }

    /// <summary>Bytes that its queries scanned.</summary>
    public long DataScannedBytes { get; init; }

    /// <summary>What that costs, in US dollars.</summary>
    public decimal CostUsd { get; init; }
}
