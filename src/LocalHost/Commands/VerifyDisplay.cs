using CommerceAnalytics.LocalHost.Display;
using CommerceAnalytics.Operations.Verification;
using Spectre.Console;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary>
/// Shows what a verification found: a row a check, then what is not as it should be with how to mend it, last the
/// verdict.
/// </summary>
internal sealed class VerifyDisplay(IAnsiConsole console)
{
    public void Show(VerificationReport report)
    {
        var table = new Table { UseSafeBorder = true }
            .MinimalBorder()
            .AddColumns("state", "check", "found");
        foreach (var check in report.Checks)
            table.AddRow(
                new Text(Word(check.Status), StyleOf(check.Status)),
                new Text(check.Check),
                new Text(CellText.Of(check.Finding))
            );
        console.Write(table);
        foreach (var check in report.Checks.Where(check => check.Status is VerifiedStatus.Wrong or VerifiedStatus.Warn))
        {
            console.WriteLine();
            console.WriteLine($"{Word(check.Status)}: {check.Check}: {CellText.Of(check.Finding)}");
            console.WriteLine($"  {CellText.Of(check.Advice)}");
        }

        console.WriteLine();
        console.WriteLine(
            $"{Count(report, VerifiedStatus.Ok)} checks ok, {Count(report, VerifiedStatus.Warn)} to look at, {Count(report, VerifiedStatus.Wrong)} wrong, {Count(report, VerifiedStatus.Skipped)} skipped"
        );
    }

    private static int Count(VerificationReport report, VerifiedStatus status) =>
        report.Checks.Count(check => check.Status == status);

    private static string Word(VerifiedStatus status) => status.ToString().ToLowerInvariant();

    private static Style StyleOf(VerifiedStatus status) =>
        status switch
        {
            VerifiedStatus.Ok => new Style(Color.Green),
            VerifiedStatus.Wrong => new Style(Color.Red, decoration: Decoration.Bold),
            _ => new Style(Color.Yellow),
        };
}
