using Amazon.Athena.Model;

namespace CommerceAnalytics.LocalHost.Display;

/// <summary>CSV as Athena's own result files: every value in quotes, NULL as nothing at all.</summary>
internal sealed class CsvRows(TextWriter writer) : IRowsFormat
{
    public void Begin(IReadOnlyList<ColumnInfo> columns) => Row([.. columns.Select(column => column.Name)]);

    public void Row(IReadOnlyList<string?> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (i > 0)
                writer.Write(',');
            if (values[i] is { } value)
                writer.Write($"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        }
        writer.Write('\n');
    }

    public void End() { }
}
