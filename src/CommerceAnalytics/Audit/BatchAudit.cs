using CommerceAnalytics.Overview;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Audit;

/// <summary>
/// The audit of a service's batch: brings together what the overview, the tables that were built and their history say.
/// Reads nothing itself.
/// </summary>
public sealed record BatchAudit
{
    /// <summary>Settings of the run.</summary>
    public required CommerceSettings Settings { get; init; }

    /// <summary>Service.</summary>
    public required string ServiceName { get; init; }

    /// <summary>Execution date.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>
    /// Whether tables are held only to what they must fulfil by themselves, as the nights of a backfill are.
    /// </summary>
    public bool InvariantsOnly { get; init; }

    /// <summary>Whether the setting <c>ServiceNames</c> names the service.</summary>
    public bool IsListed { get; init; }

    /// <summary>All summaries that the run builds for the service, in the run's order.</summary>
    public required IReadOnlyList<Summary> Summaries { get; init; }

    /// <summary>The service's rows of the overview of this very date; null where there is none.</summary>
    public IReadOnlyList<OverviewDay>? Overview { get; init; }

    /// <summary>Its rows in the last night of the overview's history; null where there is none.</summary>
    public IReadOnlyList<OverviewDay>? EarlierOverview { get; init; }

    /// <summary>What the audit's query said of the tables of the batch.</summary>
    public required AuditFigures Figures { get; init; }

    /// <summary>The tables of the batch that were built and checked.</summary>
    public required IReadOnlyList<BuiltTable> Tables { get; init; }

    /// <summary>What becomes of each table, in the order of <see cref="Tables"/>.</summary>
    /// <remarks>Findings about days stand with each table that reads their kind: see <see cref="TableAudit.ToldOnce"/>.</remarks>
    public IReadOnlyList<TableVerdict> Judge()
    {
        var service = Service();
        return [.. Tables.Select(table => Judge(service, table))];
    }

    /// <summary>What could not be looked at.</summary>
    public IReadOnlyList<ReportNotice> Notices()
    {
        if (InvariantsOnly)
            return [];
        var hasHistory = Tables.Count == 0 || Tables.Any(table => table.Nights is not null);
        return AuditNotices.Of(Service(), hasHistory);
    }

    private TableVerdict Judge(AuditedService service, BuiltTable table)
    {
        var audited = Audited(service, table);
        var findings = InvariantsOnly ? TableAudit.Invariants(audited) : TableAudit.Findings(audited);
        var warnings = Figures.Warnings(audited.Summary.Summary, Settings.Checks);
        return new(table.QueryType, findings, warnings) { Accepted = AcceptedFinding.Still(table.Accepted, findings) };
    }

    private AuditedTable Audited(AuditedService service, BuiltTable table)
    {
        var summary = service.Summaries.Single(one => one.QueryType == table.QueryType);
        var nights = table.Nights is { } asked ? Figures.Nights(table.QueryType, asked) : null;
        var covered = CoveredDays.Of(Settings, ServiceName, summary.Summary.WindowDays, Date);
        return new(service, summary, Figures.Built(summary.Summary))
        {
            Nights = nights,
            WindowFirstDay = covered.First,
            WindowDays = covered.Count,
            IsFirst = table.IsFirst,
            LogChanged = table.LogChanged,
            Accepted = table.Accepted,
        };
    }

    private AuditedService Service()
    {
        var isCut = CoveredDays.IsCut(Settings, OverviewTable.WindowDays, Date);
        return new()
        {
            ServiceName = ServiceName,
            Date = Date,
            Settings = Settings.Audit,
            Days = Overview is null ? null : new(Overview, isCut),
            EarlierDays = EarlierOverview is null ? null : new(EarlierOverview, isCut: false),
            IsListed = IsListed,
            Summaries = [.. Summaries.Select(summary => new AuditedSummary(summary))],
        };
    }
}

/// <summary>A night of a table's history that was built by the present definition.</summary>
/// <param name="WindowDays">Days of its window that were read.</param>
public sealed record ComparableNight(DateOnly Night, int WindowDays);

/// <summary>A table that was built and checked.</summary>
public sealed record BuiltTable(string QueryType)
{
    /// <summary>
    /// The nights of its history that the query was asked for, with the days of their windows that were read
    /// (<see cref="CoveredDays.Count"/>); null where there is no history.
    /// </summary>
    public IReadOnlyList<ComparableNight>? Nights { get; init; }

    /// <summary>Whether this pipeline never published the table before.</summary>
    public bool IsFirst { get; init; }

    /// <summary>Whether the log is known to have changed between the overview's statement and the table's.</summary>
    public bool LogChanged { get; init; }

    /// <summary>Findings of it that somebody accepted when publishing it by hand.</summary>
    public IReadOnlyList<AcceptedFinding> Accepted { get; init; } = [];
}

/// <summary>What the audit says of a table.</summary>
/// <param name="Findings">Findings, the invariants first.</param>
/// <param name="Warnings">What its rows say about the events behind them.</param>
public sealed record TableVerdict(
    string QueryType,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<ReportNotice> Warnings
)
{
    /// <summary>Whether it may not be published.</summary>
    public bool IsHeld => Findings.Any(finding => finding.Holds);

    /// <summary>Whether sums hold it that it and the overview have in common.</summary>
    public bool IsHeldForItsSums =>
        Findings.Any(finding => finding is { Holds: true, Code: nameof(Rules.SumsDisagree) });

    /// <summary>What is accepted of it from now on: that which was accepted before and was found again.</summary>
    public IReadOnlyList<AcceptedFinding> Accepted { get; init; } = [];
}
