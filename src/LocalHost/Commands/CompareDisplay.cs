using CommerceAnalytics.LocalHost.Display;
using CommerceAnalytics.Operations.Comparison;
using Spectre.Console;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary>
/// Shows a comparison: a row a table, then for each that differs how, with examples, and which differences are meant.
/// </summary>
internal sealed class CompareDisplay(IAnsiConsole console, string left, string right)
{
    public void Show(IReadOnlyList<ComparedTable> tables)
    {
        var overview = new Table { UseSafeBorder = true }.MinimalBorder();
        // As texts: Spectre would take a name with brackets for markup.
        foreach (
            var header in new[]
            {
                "table",
                $"rows in {CellText.Of(left)}",
                $"rows in {CellText.Of(right)}",
                "only left",
                "only right",
                "",
            }
        )
            overview.AddColumn(new TableColumn(new Text(header)));
        foreach (var table in tables)
            overview.AddRow(
                table.Table,
                Count(table.IsMissingLeft, table.LeftRows),
                Count(table.IsMissingRight, table.RightRows),
                $"{table.OnlyLeft:N0}",
                $"{table.OnlyRight:N0}",
                table.IsSame ? "same" : "differs"
            );
        console.Write(overview);
        foreach (var table in tables.Where(table => !table.IsSame))
            ShowDifferences(table);
        console.WriteLine();
        console.WriteLine($"{tables.Count(table => table.IsSame)} of {tables.Count} tables are the same");
    }

    private void ShowDifferences(ComparedTable table)
    {
        console.WriteLine();
        console.WriteLine(table.Table);
        if (table.IsMissingLeft || table.IsMissingRight)
        {
            console.WriteLine(
                $"  is not in {(table.IsMissingLeft && table.IsMissingRight ? "either database" : table.IsMissingLeft ? left : right)}"
            );
            return;
        }

        ShowColumns(left, table.OnlyLeftColumns);
        ShowColumns(right, table.OnlyRightColumns);
        ShowRows(left, table.OnlyLeft, table.Columns, table.LeftSamples);
        ShowRows(right, table.OnlyRight, table.Columns, table.RightSamples);
        console.WriteLine("  Differences that are meant, from the old pipeline:");
        foreach (var sentence in table.Meant)
            console.WriteLine($"  - {sentence}");
    }

    private void ShowColumns(string side, IReadOnlyList<string> columns)
    {
        if (columns.Count > 0)
            console.WriteLine($"  only {side} has the columns {string.Join(", ", columns)}");
    }

    private void ShowRows(
        string side,
        long rows,
        IReadOnlyList<string> columns,
        IReadOnlyList<IReadOnlyList<string?>> samples
    )
    {
        if (rows == 0)
            return;
        console.WriteLine($"  {rows:N0} row(s) only in {side}, e.g.");
        foreach (var sample in samples)
            console.WriteLine(
                "    "
                    + CellText.Of(
                        string.Join(", ", columns.Zip(sample, (column, value) => $"{column}={value ?? "NULL"}"))
                    )
            );
    }

    private static string Count(bool isMissing, long rows) => isMissing ? "-" : $"{rows:N0}";
}
