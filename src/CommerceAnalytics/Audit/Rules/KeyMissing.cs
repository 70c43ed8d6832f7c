using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Audit.Rules;

/// <summary>A NULL in a column of the key that must have a value.</summary>
internal sealed class KeyMissing : IAuditRule
{
    public string Code => nameof(KeyMissing);

    public FindingSeverity Most(AuditSettings settings) => settings.KeyMissing;

    public IEnumerable<Finding> Findings(AuditedTable table)
    {
        return from column in table.Figures.KeysMissing
            where column.Value > 0
            select new Finding
            {
                Code = Code,
                Severity = FindingSeverity.Hold,
                Figure = column.Value,
                Usual = 0,
                Kind = column.Key,
                Message =
                    $"{column.Value:N0} of {table.Figures.Rows:N0} rows have no {column.Key}, which is part of the key.",
                Advice = "Leave such events out in the summary's SELECT, or let the column be NULL (key_may_be_null).",
            };
    }
}
