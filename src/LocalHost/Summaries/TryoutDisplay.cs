using CommerceAnalytics.Audit;
using CommerceAnalytics.LocalHost.Commands;
using CommerceAnalytics.LocalHost.Display;
using CommerceAnalytics.TableChecks;

namespace CommerceAnalytics.LocalHost.Summaries;

/// <summary>Shows what came of trying a summary out: rows as results, what was checked as progress.</summary>
internal sealed class TryoutDisplay(Surroundings surroundings)
{
    public void Show(TryoutReport report)
    {
        var (plan, error) = (report.Trial.Plan, surroundings.Error);
        error.WriteLine($"{plan.QueryType} of {plan.ServiceName}: {plan.WindowText}.");
        foreach (var notice in TableCheck.Warnings(plan, Math.Max(report.RowCount, report.Problems.Count)))
            surroundings.TellWarning($"{notice.Message} {notice.Advice}");
        if (report.Columns.Count > 0)
            ShowRows(report);
        foreach (var problem in report.Problems)
            surroundings.TellError(problem);
        if (report.Problems.Count == 0)
            error.WriteLine($"sound: {Checked(report)}. Nothing was published.");
    }

    private void ShowRows(TryoutReport report)
    {
        var (columns, isTerminal) = (report.Columns, surroundings.OutIsTerminal);
        var rows = new TableRows(Consoles.For(surroundings.Out, isTerminal, surroundings.NoColor));
        rows.Begin(columns);
        foreach (var row in report.Rows)
            rows.Row(row);
        rows.End();
        surroundings.Error.WriteLine($"{report.Rows.Count:N0} of {report.RowCount:N0} rows are shown.");
    }

    private static string Checked(TryoutReport report)
    {
        var summary = new AuditedSummary(report.Trial.Summary);
        List<string> parts =
        [
            $"{report.Trial.Summary.OwnColumns.Count} columns as declared",
            $"each row has a key of its own ({string.Join(", ", summary.Key)})",
            $"{summary.Counts.Count()} counts not below 0",
        ];
        if (summary.AtMost.Any())
            parts.Add(string.Join(", ", summary.AtMost.Select(pair => $"{pair.Part} at most {pair.Whole}")));
        if (summary.Percentages.Any())
            parts.Add($"{string.Join(", ", summary.Percentages)} within 0 to 100");
        return string.Join("; ", parts);
    }
}
