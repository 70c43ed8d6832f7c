using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Reports;

/// <summary>
/// Sums over the tables of a run that have ended, kept as they end: a run tells how far it has come after each of its
/// steps, and summing up thousands of tables each time would take most of its processor time.
/// </summary>
internal sealed class TableSums
{
    public int Published { get; private set; }

    public int Failed { get; private set; }

    public int Held { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>US dollars, not rounded.</summary>
    public decimal Usd { get; private set; }

    /// <summary>Counts a table, in place of what was counted of it before.</summary>
    /// <param name="before">What was counted; null for nothing.</param>
    /// <param name="now">What became of it.</param>
    public void Replace(TableReport? before, TableReport now)
    {
        if (before is not null)
            Add(before, -1);
        Add(now, 1);
    }

    private void Add(TableReport table, int times)
    {
        Published += table.Status == TableStatus.Published ? times : 0;
        Failed += table.Status == TableStatus.Failed ? times : 0;
        Held += table.Status == TableStatus.Held ? times : 0;
        var (bytes, usd) = ReportTotals.Paid([table]);
        Bytes += times * bytes;
        Usd += times * usd;
    }
}
