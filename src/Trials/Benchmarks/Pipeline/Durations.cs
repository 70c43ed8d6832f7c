using CommerceAnalytics.Overview;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Trials.Benchmarks.Pipeline;

/// <summary>How long each type of query takes, and what follows from that for a whole run.</summary>
/// <param name="Of">By query type; <c>events</c> is an extraction, the empty type an audit.</param>
internal sealed record Durations(Func<string, TimeSpan> Of)
{
    /// <summary>Ten seconds for whatever creates a table.</summary>
    public static Durations TenSeconds { get; } =
        new(type => type.Length == 0 ? TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(10));

    /// <summary>
    /// The guide's: 3 to 5, 4 to 6 and 5 to 7 minutes a batch, the longest query of each at its upper end.
    /// </summary>
    public static Durations Guide { get; } = new(type => TimeSpan.FromMinutes(MinutesOfGuide(type)));

    private static double MinutesOfGuide(string type)
    {
        if (SummaryCatalog.All.FirstOrDefault(summary => summary.QueryType == type) is not { } summary)
            return type == "events" ? 5 : 0.05;
        var batch = SummaryCatalog.All.Where(other => other.Batch == summary.Batch).ToList();
        // One less than the upper end, the upper end, the lower end.
        double[] below = [1, 0, 2];
        return summary.Batch + 4 - below[batch.IndexOf(summary) % below.Length];
    }

    /// <summary>
    /// The least that a run can take whose services all go on at once: the extraction, the overview, the longest chain
    /// of batches, the audit of the last.
    /// </summary>
    public TimeSpan Chain(ScanMode mode)
    {
        var batches = Batches().Select(batch => batch.Max(Of));
        return Before(mode) + Sum(batches) + Audit;
    }

    /// <summary>One query after another.</summary>
    public TimeSpan Sequence(ScanMode mode, int services)
    {
        var batches = Batches().Select(batch => Sum(batch.Select(Of)) + Audit);
        return Before(mode) + (services * Sum(batches));
    }

    private TimeSpan Audit => Of("");

    private TimeSpan Before(ScanMode mode)
    {
        var extraction = mode == ScanMode.Extract ? Of("events") : TimeSpan.Zero;
        return extraction + Of(OverviewTable.QueryType);
    }

    private static IEnumerable<IEnumerable<string>> Batches() =>
        SummaryCatalog.All.GroupBy(summary => summary.Batch, summary => summary.QueryType);

    private static TimeSpan Sum(IEnumerable<TimeSpan> parts) =>
        parts.Aggregate(TimeSpan.Zero, (sum, part) => sum + part);
}
