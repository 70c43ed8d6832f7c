using LocalAws.Sql.Syntax;

namespace LocalAws.Sql.Names;

/// <summary>
/// What the expressions of one SELECT use: decides whether a column stands outside GROUP BY and aggregates, and whether
/// a condition looks at partition columns alone.
/// </summary>
internal sealed class SelectContext
{
    private readonly HashSet<string> _grouping = [];
    private readonly List<(Position At, string Name, string Sql)> _uses = [];

    public bool Grouped { get; set; }

    /// <summary>Whether a subquery, an outer column or something that changes from call to call is used.</summary>
    public bool UsesMore { get; set; }

    public IEnumerable<string> Used => _uses.Select(u => u.Sql);

    public void GroupBy(string sql)
    {
        Grouped = true;
        _grouping.Add(sql);
    }

    public int Mark() => _uses.Count;

    public void Use(Position at, string name, string sql) => _uses.Add((at, name, sql));

    /// <summary>An expression that is grouped by may use any column.</summary>
    public void Settle(int mark, string sql)
    {
        if (_uses.Count > mark && _grouping.Contains(sql))
            _uses.RemoveRange(mark, _uses.Count - mark);
    }

    public void Aggregate(int mark)
    {
        Grouped = true;
        _uses.RemoveRange(mark, _uses.Count - mark);
    }

    public void Verify()
    {
        if (!Grouped || _uses.Count == 0)
            return;
        throw SqlErrors.At(
            "EXPRESSION_NOT_AGGREGATE",
            _uses[0].At,
            $"'{_uses[0].Name}' must be an aggregate expression or appear in GROUP BY clause"
        );
    }
}
