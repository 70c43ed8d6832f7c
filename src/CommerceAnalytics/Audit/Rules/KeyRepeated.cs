using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Audit.Rules;

/// <summary>Two rows with one key, NULL equal to NULL: whoever joins the table counts twice.</summary>
internal sealed class KeyRepeated : IAuditRule
{
    public string Code => nameof(KeyRepeated);

    public FindingSeverity Most(AuditSettings settings) => settings.KeyRepeated;

    public IEnumerable<Finding> Findings(AuditedTable table)
    {
        var rows = table.Figures.RowsWithKeyOfAnother;
        if (rows == 0)
            return [];
        var key = string.Join(", ", table.Summary.Key);
        var finding = new Finding
        {
            Code = Code,
            Severity = FindingSeverity.Hold,
            Figure = rows,
            Usual = 0,
            Message = $"{rows:N0} of {table.Figures.Rows:N0} rows have a key ({key}) that another row has too.",
            Advice = "The summary's SELECT gives a key twice: group by all columns of the key, or complete the key.",
        };
        return [finding];
    }
}
