using System.Text.Json.Serialization;
using CommerceAnalytics.Audit;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Tables;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Services;

/// <summary>A table of a batch that is audited.</summary>
/// <param name="Attempt">The attempt that built it.</param>
/// <param name="IsFirst">Whether this pipeline never published the table before.</param>
/// <param name="Nights">Nights of its history that it is compared with; null where there is no history.</param>
public sealed record TableToAudit(
    string QueryType,
    int Attempt,
    bool IsFirst,
    IReadOnlyList<ComparableNight>? Nights = null
)
{
    /// <summary>Findings that somebody accepted when publishing the live table by hand; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AcceptedFinding>? Accepted { get; init; }
}

/// <summary>What the audit's statement reads.</summary>
/// <param name="Tables">Tables of a batch.</param>
/// <param name="OverviewNights">
/// Nights of the overview's history; the run's own among them where the live overview shows another date. Null: there is
/// no overview.
/// </param>
public sealed record BatchToAudit(IReadOnlyList<TableToAudit> Tables, IReadOnlyList<DateOnly>? OverviewNights);

/// <summary>Tables of a service whose history is looked for.</summary>
/// <param name="QueryTypes">Query types; that of the overview among them where its nights are looked for.</param>
public sealed record NightsInput(RunScope Run, string ServiceName, IReadOnlyList<string> QueryTypes);

/// <summary>The nights that a table can be compared with.</summary>
/// <param name="Nights">The latest first.</param>
public sealed record ComparableNights(string QueryType, IReadOnlyList<ComparableNight> Nights);

/// <summary>What there is to judge.</summary>
/// <param name="QueryTypes">All tables that the run builds for it.</param>
/// <param name="Tables">Those of the batch.</param>
/// <param name="QueryId">The query that has read their figures, and the service's days where there is an overview.</param>
public sealed record BatchInput(
    RunScope Run,
    string ServiceName,
    IReadOnlyList<string> QueryTypes,
    IReadOnlyList<TableToAudit> Tables,
    string QueryId
);

/// <summary>What the audit says of a batch.</summary>
/// <param name="Tables">One verdict a table, in the order of the batch.</param>
/// <param name="Notices">What could not be looked at.</param>
/// <param name="Checks">
/// The check of each table, in the order of the batch; null where the query did not tell: then the catalog does.
/// </param>
public sealed record BatchVerdict(
    IReadOnlyList<TableVerdict> Tables,
    IReadOnlyList<ReportNotice> Notices,
    IReadOnlyList<CheckResult?> Checks
);
