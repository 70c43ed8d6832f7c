using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Audit;

/// <summary>A summary as the audit sees it.</summary>
/// <param name="Summary">What its file says.</param>
public sealed record AuditedSummary(Summary Summary)
{
    /// <summary>Query type.</summary>
    public string QueryType => Summary.QueryType;

    /// <summary>Columns of the key.</summary>
    public IReadOnlyList<string> Key => Summary.Key;

    /// <summary>Columns of the key that must have a value.</summary>
    public IEnumerable<string> KeyThatMustBe => Key.Except(Columns(column => column.KeyMayBeNull));

    /// <summary>The measure that is added up and compared with the nights before; null where none is.</summary>
    public string? Watched => Summary.Watched;

    /// <summary>Columns that are percentages.</summary>
    public IEnumerable<string> Percentages => Columns(column => column.Unit == Unit.Percent);

    /// <summary>Columns that count: they cannot be below 0.</summary>
    public IEnumerable<string> Counts => Columns(column => column.Type == "bigint");

    /// <summary>Columns that count a part of what another column of their row counts: the part, the whole.</summary>
    public IEnumerable<(string Part, string Whole)> AtMost =>
        from column in Summary.OwnColumns
        where column.AtMost is not null
        select (column.Name, column.AtMost);

    /// <summary>The overview's kinds that it reads.</summary>
    public IReadOnlyList<OverviewKind> Kinds { get; } = OverviewKind.ReadBy(Summary.EventKinds);

    private IEnumerable<string> Columns(Func<SummaryColumn, bool> which)
    {
        var columns = Summary.OwnColumns.Where(which);
        return columns.Select(column => column.Name);
    }
}
