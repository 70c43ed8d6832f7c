using CommerceAnalytics.Naming;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Audit;

/// <summary>What the audit knows of a service on one night, whichever of its tables it looks at.</summary>
public sealed record AuditedService
{
    /// <summary>Service.</summary>
    public required string ServiceName { get; init; }

    /// <summary>Execution date.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Thresholds and severities.</summary>
    public AuditSettings Settings { get; init; } = new();

    /// <summary>Its days in the overview of this very date; null where there is none.</summary>
    public ServiceDays? Days { get; init; }

    /// <summary>Its days in the last night of the overview's history; null where there is none.</summary>
    public ServiceDays? EarlierDays { get; init; }

    /// <summary>Whether the setting <c>ServiceNames</c> names it.</summary>
    public bool IsListed { get; init; }

    /// <summary>The summaries that the run builds for it, in the run's order.</summary>
    public required IReadOnlyList<AuditedSummary> Summaries { get; init; }

    /// <summary>The day that most rules look at: the last of all windows.</summary>
    public DateOnly LastDay => Date.AddDays(-1);

    /// <summary>The tables that read a kind, as messages name them.</summary>
    /// <param name="kind">Kind.</param>
    internal string Readers(OverviewKind kind)
    {
        var readers = Summaries.Where(summary => summary.Kinds.Contains(kind));
        return string.Join(", ", readers.Select(summary => SummaryNames.Table(ServiceName, summary.QueryType)));
    }
}
