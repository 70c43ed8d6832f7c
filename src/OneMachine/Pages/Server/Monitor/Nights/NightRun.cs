using CommerceAnalytics.Audit;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.OneMachine.Pages.Server.Monitor.Nights;

/// <summary>A run of the last nights: what it came to, table by table.</summary>
internal sealed record NightRun
{
    /// <summary>Run id.</summary>
    public required string RunId { get; init; }

    /// <summary>Its execution date; of a rollback the date on which it was asked for.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>What it does with its tables.</summary>
    public RunKind Kind { get; init; }

    /// <summary>Whether the schedule started it.</summary>
    public bool IsScheduled { get; init; }

    /// <summary>When it was started, UTC.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Where it stands.</summary>
    public ReportStatus Status { get; init; }

    /// <summary>What is said of it in one line; null before it has said anything.</summary>
    public string? Line { get; init; }

    /// <summary>Whether the table of all services failed, or is held.</summary>
    public bool OverviewFailed { get; init; }

    /// <summary>Why the table of all services failed; null where it did not, or no report tells.</summary>
    public ReportNotice? OverviewError { get; init; }

    /// <summary>Its tables.</summary>
    public IReadOnlyList<NightTable> Tables { get; init; } = [];

    /// <summary>Whether it publishes tables of its date for readers: no backfill and no rollback.</summary>
    public bool IsOfTheNight => Kind is RunKind.Refresh or RunKind.Publication;
}

/// <summary>A table of such a run.</summary>
/// <param name="Status">What became of it.</param>
internal sealed record NightTable(string ServiceName, string QueryType, TableStatus Status)
{
    /// <summary>What holds it; null where nothing does.</summary>
    public Finding? Finding { get; init; }

    /// <summary>Of a table that was rolled back: the night that readers see since; null of any other.</summary>
    public DateOnly? ShownNight { get; init; }
}
