using CommerceAnalytics.Naming;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Audit;

/// <summary>A table that was built and checked, and everything that the audit judges it by.</summary>
/// <param name="Service">Its service's night.</param>
/// <param name="Summary">Its summary.</param>
/// <param name="Figures">What its rows say.</param>
public sealed record AuditedTable(AuditedService Service, AuditedSummary Summary, BuiltFigures Figures)
{
    /// <summary>
    /// Nights of history before the date with the summary's present definition, and what their rows say; null where
    /// there is no history.
    /// </summary>
    public IReadOnlyList<NightFigures>? Nights { get; init; }

    /// <summary>First day, in the reporting zone, whose events the table may hold.</summary>
    public required DateOnly WindowFirstDay { get; init; }

    /// <summary>Days of its window that are read: fewer where <c>MinDataDate</c> or <c>ExcludedDays</c> cut it.</summary>
    public required int WindowDays { get; init; }

    /// <summary>Whether this pipeline never published the table before.</summary>
    public bool IsFirst { get; init; }

    /// <summary>Whether the log is known to have changed between the overview's statement and the table's.</summary>
    public bool LogChanged { get; init; }

    /// <summary>Findings of it that somebody accepted when publishing it by hand.</summary>
    public IReadOnlyList<AcceptedFinding> Accepted { get; init; } = [];

    /// <summary>Name of the live table.</summary>
    public string Table => SummaryNames.Table(Service.ServiceName, Summary.QueryType);

    internal AuditSettings Settings => Summary.Summary.Audit.Over(Service.Settings);

    internal DateOnly LastDay => Service.LastDay;
}

/// <summary>A night of a table's history.</summary>
/// <param name="Night">Its execution date.</param>
/// <param name="WindowDays">Days of its window that were read.</param>
/// <param name="Watched">Total of the watched measure; 0 for no rows.</param>
public sealed record NightFigures(DateOnly Night, int WindowDays, decimal Watched)
{
    /// <summary>Value of a cart add, over all rows; null where that is not known.</summary>
    public decimal? ValuePerCartAdd { get; init; }
}
