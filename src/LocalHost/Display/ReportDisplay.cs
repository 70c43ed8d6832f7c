using CommerceAnalytics.Reports;
using CommerceAnalytics.Windows;
using Spectre.Console;

namespace CommerceAnalytics.LocalHost.Display;

/// <summary>Shows a run's report: a row a table, then what went wrong and what to do about it.</summary>
internal sealed class ReportDisplay(IAnsiConsole console)
{
    public void Show(RunReport report)
    {
        console.Write(Tables(report));
        var totals = report.Totals;
        console.WriteLine(
            $"run {report.RunId} {StatusText(report.Status)}: {totals.Published} of {totals.Tables} tables {Done(report.Kind)}, {totals.Rows:N0} rows, "
                + $"{Amounts.Bytes(totals.DataScannedBytes)} scanned{Duration(report)}"
        );
        ShowExcluded(report);
        foreach (var warning in report.Warnings)
            Show("warning", report.RunId, warning.Code, warning.Message, warning.Advice);
        // One cause that hits many tables is said once.
        foreach (var cause in ReportCause.Errors(report))
            Show("error", Names(cause), cause.Code, cause.Message, cause.Advice);
        foreach (var cause in ReportCause.Findings(report))
            Show("finding", Names(cause), cause.Code, cause.Message, cause.Advice);
        foreach (var cause in ReportCause.Warnings(report))
            Show("warning", Names(cause), cause.Code, cause.Message, cause.Advice);
    }

    private static string Done(RunKind kind) =>
        kind switch
        {
            RunKind.Rollback => "rolled back",
            RunKind.Backfill => "entered into history",
            _ => "published",
        };

    private void ShowExcluded(RunReport report)
    {
        var tables = report.AllTables().Where(table => table.ExcludedDays is not null);
        foreach (var alike in tables.GroupBy(table => ExcludedDays.Text(table.ExcludedDays!)))
            console.WriteLine(
                $"without {alike.Key} (ExcludedDays): {string.Join(", ", alike.Select(table => table.Table))}"
            );
    }

    private static Table Tables(RunReport report)
    {
        var table = new Table().MinimalBorder().AddColumns("table", "status");
        foreach (var measure in new[] { "rows", "scanned", "time" })
            table.AddColumn(new TableColumn(measure).RightAligned());
        foreach (var row in report.AllTables())
        {
            table.AddRow(
                new Text(row.Table),
                new Text(StatusText(row.Status), StyleOf(row.Status)),
                new Text(row.Rows is { } rows ? $"{rows:N0}" : ""),
                new Text(row.DataScannedBytes is { } bytes ? Amounts.Bytes(bytes) : ""),
                new Text(row.EngineMs is { } ms ? Amounts.Seconds(ms) : "")
            );
        }
        return table;
    }

    private void Show(string kind, string what, string code, string message, string advice)
    {
        console.WriteLine();
        console.Write(kind, kind == "error" ? new Style(Color.Red) : new Style(Color.Yellow));
        console.WriteLine($": {what}: {code}: {CellText.Of(message)}");
        if (advice.Length > 0)
            console.WriteLine($"  {CellText.Of(advice)}");
    }

    private static string Names(ReportCause cause) =>
        cause.Tables.Count == 1 ? cause.Tables[0] : $"{cause.Tables.Count} tables ({string.Join(", ", cause.Tables)})";

    private static string Duration(RunReport report) =>
        report.FinishedAt is { } finished
            ? $", {Amounts.Seconds((long)(finished - report.StartedAt).TotalMilliseconds)}"
            : "";

    private static string StatusText<T>(T status)
        where T : struct, Enum => status.ToString().ToLowerInvariant();

    private static Style StyleOf(TableStatus status) =>
        status switch
        {
            TableStatus.Published => new Style(Color.Green),
            TableStatus.Failed or TableStatus.Held => new Style(Color.Red),
            _ => new Style(decoration: Decoration.Dim),
        };
}
