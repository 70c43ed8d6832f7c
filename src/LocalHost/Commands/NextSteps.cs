using CommerceAnalytics.OneMachine.Lake;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary>Where to look after a run: commands to copy.</summary>
internal static class NextSteps
{
    public static void Print(
        RunReport report,
        LakeFolder lake,
        CommerceSettings settings,
        string program,
        TextWriter writer
    )
    {
        var option = lake.Given == LakeFolder.Default ? "" : ShellText.Option("--lake", lake.Given);
        writer.WriteLine();
        writer.WriteLine("Where to look next:");
        if (Best(report, SummarySet.Of(settings)) is { } table)
            writer.WriteLine($"  {program} query \"SELECT * FROM {settings.Database}.{table} LIMIT 10\"{option}");
        writer.WriteLine($"  {program} query \"SHOW TABLES IN {settings.Database} '*commerce*'\"{option}");
        writer.WriteLine($"  {program} plan{option}");
        writer.WriteLine($"  {program} serve --open{option}");
        writer.WriteLine($"    this run and its queries: {Page("monitor")}");
        writer.WriteLine($"    its figures as charts:    {Page("dashboard")}");
        writer.WriteLine($"Data: {Path.Combine(lake.Given, settings.ResultsBucket, settings.SummaryPrefix)}");
    }

    private static string Page(string name) => $"http://127.0.0.1:{ServeCommand.DefaultPort}/{name}";

    /// <summary>A published table to show: the one whose rows say most, by the longest key.</summary>
    private static string? Best(RunReport report, SummarySet summaries) =>
        report
            .Services.SelectMany(service => service.Tables)
            .Where(table => table.Status == TableStatus.Published)
            .OrderByDescending(table => summaries.Find(table.QueryType)?.Key.Count)
            .FirstOrDefault()
            ?.Table;
}
