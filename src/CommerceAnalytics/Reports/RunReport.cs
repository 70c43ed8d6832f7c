using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace CommerceAnalytics.Reports;

/// <summary>What a run did, is doing, or could not do: docs/change/contract.md, "A run's report".</summary>
/// <param name="RunId">Instance id, e.g. <c>commerce-2025-10-28</c>.</param>
/// <param name="Status">Where the run stands.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="FinishedAt">UTC, or null while it runs.</param>
/// <param name="Services">In the order of the run.</param>
/// <param name="Totals">Sums over all tables.</param>
public sealed record RunReport(
    string RunId,
    DateOnly ExecutionDate,
    ReportStatus Status,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    IReadOnlyList<ServiceReport> Services,
    ReportTotals Totals
)
{
    /// <summary>
    /// What was read from the raw log for all services; null where tables were refreshed from the raw log itself.
    /// </summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public ExtractReport? Extract { get; init; }

    /// <summary>
    /// The table of all services, which is refreshed before theirs; null in a run that refreshes none, as a rollback.
    /// </summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public TableReport? Overview { get; init; }

    /// <summary>
    /// Which start made the run: tells two runs of one id apart, where the first was purged. Null in reports of earlier
    /// programs.
    /// </summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public string? StartId { get; init; }

    /// <summary>What kind of run it is.</summary>
    public RunKind Kind { get; init; }

    /// <summary>The run whose failed tables this one ran again; null for any other.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public string? RerunOf { get; init; }

    /// <summary>
    /// The run that ran the failed tables of this one again and published them all; null while there is none. Looked up
    /// when the report is read.
    /// </summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public string? MendedBy { get; init; }

    /// <summary>Of a publication by hand: the run whose tables the audit had held; null for any other.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public string? PublicationOf { get; init; }

    /// <summary>Of a publication by hand: who asked for it; null for any other.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public string? AskedBy { get; init; }

    /// <summary>
    /// The runs that published tables of this one by hand; null while there is none. Looked up when the report is read.
    /// </summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public IReadOnlyList<string>? PublishedBy { get; init; }

    /// <summary>What should be looked at of the run as a whole, e.g. that it was late.</summary>
    public IReadOnlyList<ReportNotice> Warnings { get; init; } = [];

    /// <summary>The overview, where there is one, and then the tables of all services.</summary>
    public IEnumerable<TableReport> AllTables()
    {
        var tables = Services.SelectMany(service => service.Tables);
        return Overview is null ? tables : tables.Prepend(Overview);
    }
}

/// <summary>What a run does with its tables.</summary>
public enum RunKind
{
    /// <summary>Builds, checks and publishes them.</summary>
    Refresh = 0,

    /// <summary>Points them back to the version before.</summary>
    Rollback = 1,

    /// <summary>
    /// Removes them for good, with all that is kept for their service. No run: only its report is of this kind.
    /// </summary>
    Removal = 2,

    /// <summary>Builds a past night of them for history alone: a part of a backfill.</summary>
    Backfill = 3,

    /// <summary>Publishes by hand what the audit has held.</summary>
    Publication = 4,
}

/// <summary>One service of a run.</summary>
/// <param name="Status">Where it stands.</param>
/// <param name="Tables">In the order of <see cref="Summaries.SummarySet"/>.</param>
public sealed record ServiceReport(string ServiceName, ReportStatus Status, IReadOnlyList<TableReport> Tables);

/// <summary>Where a run, or one service of it, stands.</summary>
public enum ReportStatus
{
    /// <summary>Goes on, or waits its turn.</summary>
    Running = 0,

    /// <summary>Every table was published.</summary>
    Succeeded = 1,

    /// <summary>A table failed.</summary>
    Failed = 2,

    /// <summary>Was cancelled.</summary>
    Cancelled = 3,
}

/// <summary>What became of a table's refresh.</summary>
public enum TableStatus
{
    /// <summary>Not reached yet, or left alone on purpose.</summary>
    Skipped = 0,

    /// <summary>Readers see the new data.</summary>
    Published = 1,

    /// <summary>Failed; readers see what they saw before.</summary>
    Failed = 2,

    /// <summary>Cancelled; readers see what they saw before.</summary>
    Cancelled = 3,

    /// <summary>
    /// Built, but held back by the audit: readers see what they saw before, and what was built is kept.
    /// </summary>
    Held = 4,
}

/// <summary>Something that a person should know: an error or a warning.</summary>
/// <param name="Code">Stable, upper camel case.</param>
/// <param name="Message">What happened.</param>
/// <param name="Advice">What to do next.</param>
public sealed record ReportNotice(string Code, string Message, string Advice);
