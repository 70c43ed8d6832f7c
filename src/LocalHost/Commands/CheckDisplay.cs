using CommerceAnalytics.LocalHost.Display;
using CommerceAnalytics.LogChecks;
using Spectre.Console;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary>
/// Shows what the checks of the event log found: a row a check, then what did not pass with what to do about it, last
/// the verdict.
/// </summary>
internal sealed class CheckDisplay(IAnsiConsole console)
{
    private const string WholeLog = "(whole log)";

    public void Show(CheckReport report)
    {
        console.Write(Table(report));
        var problems = report
            .Checks.Where(check => check.Status != CheckStatus.Pass)
            .GroupBy(check => (check.Status, check.Check, check.Limit, check.Advice));
        foreach (var alike in problems.OrderByDescending(alike => alike.Key.Status))
            ShowProblem(alike.Key.Status, alike.Key.Check, alike.Key.Limit, alike.Key.Advice, alike);
        console.WriteLine();
        console.WriteLine(
            $"{Word(report.Status)}: event log before {report.ExecutionDate:yyyy-MM-dd}: {Count(report, CheckStatus.Pass)} checks pass, "
                + $"{Count(report, CheckStatus.Warn)} warn, {Count(report, CheckStatus.Fail)} fail"
        );
    }

    private void ShowProblem(
        CheckStatus status,
        string check,
        string limit,
        string advice,
        IEnumerable<CheckResult> results
    )
    {
        console.WriteLine();
        console.Write(Word(status), StyleOf(status));
        console.WriteLine($": {check} (passes: {limit})");
        foreach (var result in results)
            console.WriteLine($"  {result.ServiceName ?? WholeLog}: {CellText.Of(result.Finding)}");
        console.WriteLine($"  {CellText.Of(advice)}");
    }

    private static Table Table(CheckReport report)
    {
        var table = new Table { UseSafeBorder = true }
            .MinimalBorder()
            .AddColumns("status", "service", "check", "found", "passes");
        foreach (var result in report.Checks)
        {
            table.AddRow(
                new Text(Word(result.Status), StyleOf(result.Status)),
                new Text(result.ServiceName ?? WholeLog),
                new Text(result.Check),
                new Text(CellText.Of(result.Finding)),
                new Text(result.Limit)
            );
        }
        return table;
    }

    private static int Count(CheckReport report, CheckStatus status) =>
        report.Checks.Count(check => check.Status == status);

    private static string Word(CheckStatus status) => status.ToString().ToLowerInvariant();

    private static Style StyleOf(CheckStatus status) =>
        status switch
        {
            CheckStatus.Pass => new Style(Color.Green),
            CheckStatus.Warn => new Style(Color.Yellow),
            _ => new Style(Color.Red, decoration: Decoration.Bold),
        };
}
