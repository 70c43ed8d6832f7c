using Amazon.Athena.Model;
using Spectre.Console;

namespace CommerceAnalytics.LocalHost.Display;

/// <summary>A table for people; numbers on the right, NULL as <c>NULL</c>.</summary>
internal sealed class TableRows(IAnsiConsole console) : IRowsFormat
{
    private static readonly string[] TextTypes = ["varchar", "char", "date", "timestamp", "boolean", "string"];

    private readonly Table _table = new Table { UseSafeBorder = true }.MinimalBorder();

    public void Begin(IReadOnlyList<ColumnInfo> columns)
    {
        foreach (var column in columns)
        {
            var header = new TableColumn(new Text(column.Name, new Style(decoration: Decoration.Bold)));
            _table.AddColumn(
                TextTypes.Any(type => column.Type.StartsWith(type, StringComparison.Ordinal))
                    ? header
                    : header.RightAligned()
            );
        }
    }

    public void Row(IReadOnlyList<string?> values) =>
        _table.AddRow(values.Select(value => new Text(value is null ? "NULL" : CellText.Of(value))));

    public void End()
    {
        if (_table.Columns.Count > 0)
            console.Write(_table);
        console.WriteLine($"{_table.Rows.Count:N0} {(_table.Rows.Count == 1 ? "row" : "rows")}");
    }
}
