using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Audit.Rules;

/// <summary>A figure that cannot be: a percentage outside 0 to 100, a count below 0, a part above its whole.</summary>
internal sealed class OutOfRange : IAuditRule
{
    public string Code => nameof(OutOfRange);

    public FindingSeverity Most(AuditSettings settings) => settings.OutOfRange;

    public IEnumerable<Finding> Findings(AuditedTable table)
    {
        var figures = table.Figures;
        var wholes = table.Summary.AtMost.ToLookup(pair => pair.Part, pair => pair.Whole);
        return
        [
            .. Each(table, figures.PercentagesOut, _ => "outside 0 to 100"),
            .. Each(table, figures.CountsBelowZero, _ => "below 0"),
            .. Each(table, figures.PartsAboveWhole, column => $"above {string.Join(", ", wholes[column])}"),
        ];
    }

    private IEnumerable<Finding> Each(
        AuditedTable table,
        IReadOnlyDictionary<string, long> columns,
        Func<string, string> where
    )
    {
        return from column in columns
            where column.Value > 0
            select new Finding
            {
                Code = Code,
                Severity = FindingSeverity.Hold,
                Figure = column.Value,
                Usual = 0,
                Kind = column.Key,
                Message =
                    $"{column.Value:N0} of {table.Figures.Rows:N0} rows have {column.Key} {where(column.Key)}, which cannot be.",
                Advice =
                    "The summary's SELECT computes it wrongly: compare its parts with the events behind such a row.",
            };
    }
}
