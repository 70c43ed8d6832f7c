using CommerceAnalytics.LocalHost.Display;
using CommerceAnalytics.Monitoring;
using CommerceAnalytics.Windows;
using Spectre.Console;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary>
/// Shows how the summary tables stand: a row a table, then what is not as it should be, last all in one line.
/// </summary>
internal sealed class StatusDisplay(IAnsiConsole console, string program)
{
    private const int MostNamed = 3;

    public void Show(StatusReport report)
    {
        console.Write(Table(report));
        foreach (
            var states in report
                .Tables.Where(table => table.State != TableHealth.Current)
                .GroupBy(table => table.State)
                .OrderByDescending(states => states.Key)
        )
            Show(states.Key, [.. states]);
        ShowExcluded(report);
        console.WriteLine();
        console.WriteLine(
            $"{report.Tables.Count(table => table.State == TableHealth.Current)} of {report.Tables.Count} tables are current{Oldest(report)}"
        );
    }

    private static Table Table(StatusReport report)
    {
        var table = new Table { UseSafeBorder = true }
            .MinimalBorder()
            .AddColumns("state", "table");
        table.AddColumn(new TableColumn("rows").RightAligned()).AddColumns("calculated for", "written (UTC)");
        table.AddColumn(new TableColumn("age").RightAligned());
        foreach (var state in report.Tables)
        {
            table.AddRow(
                new Text(Word(state.State), StyleOf(state.State)),
                new Text(state.Table),
                new Text(state.Rows is { } rows ? $"{rows:N0}" : ""),
                new Text($"{state.LastCalculationDate:yyyy-MM-dd}"),
                new Text(state.WrittenAt is { } at ? $"{at.UtcDateTime:yyyy-MM-dd HH:mm:ss}" : ""),
                new Text(state.AgeMinutes is { } age ? Amounts.Age(age) : "")
            );
        }
        return table;
    }

    private void ShowExcluded(StatusReport report)
    {
        foreach (
            var alike in report
                .Tables.Where(table => table.ExcludedDays is not null)
                .GroupBy(table => ExcludedDays.Text(table.ExcludedDays!))
        )
        {
            var tables = alike.ToList();
            console.WriteLine();
            console.WriteLine($"without {alike.Key} (ExcludedDays): {Named(tables)}");
        }
    }

    private static string Named(IReadOnlyList<TableState> tables)
    {
        var more = tables.Count > MostNamed ? $" and {tables.Count - MostNamed} more" : "";
        return string.Join(", ", tables.Take(MostNamed).Select(table => table.Table)) + more;
    }

    private void Show(TableHealth health, IReadOnlyList<TableState> tables)
    {
        console.WriteLine();
        console.Write(Word(health), StyleOf(health));
        console.WriteLine($": {Named(tables)}");
        foreach (var problem in tables.Select(table => table.Problem).OfType<string>().Distinct())
            console.WriteLine($"  {CellText.Of(problem)}");
        console.WriteLine($"  {Advice(health)}");
    }

    private string Advice(TableHealth health) =>
        health switch
        {
            TableHealth.Missing =>
                "Not published yet: start a run for the service, or see in the last run's report why its refresh failed.",
            TableHealth.Late =>
                "No run has published it since the day before yesterday: see the reports in pipeline_runs, and whether the timer fires.",
            TableHealth.Empty =>
                $"Its window holds no such events: `{program} check` tells whether the shop logs them.",
            _ => "See whether its data is still where the catalog says; a run publishes it anew.",
        };

    private static string Oldest(StatusReport report) =>
        report.Tables.Where(table => table.AgeMinutes is not null).MaxBy(table => table.AgeMinutes) is { } oldest
            ? $"; the oldest, {oldest.Table}, is {Amounts.Age(oldest.AgeMinutes!.Value)} old"
            : "";

    private static string Word(TableHealth health) => health.ToString().ToLowerInvariant();

    private static Style StyleOf(TableHealth health) =>
        health switch
        {
            TableHealth.Current => new Style(Color.Green),
            TableHealth.Empty or TableHealth.Late => new Style(Color.Yellow),
            _ => new Style(Color.Red),
        };
}
