using CommerceAnalytics.Summaries;
using CommerceAnalytics.Tests.Generated;
using CommerceAnalytics.Tests.Oracle;
using CommerceAnalytics.Tests.Semantics;
using Xunit.Abstractions;

namespace CommerceAnalytics.Tests.Extracts;

/// <summary>
/// The seven statements and the overview's over the extract against the oracle, on the logs that the raw log's statements are held to.
/// </summary>
public class ExtractedLogTests(ITestOutputHelper output)
{
    // Extracting costs more than reading: fewer logs than the raw statements are held to, unless more are asked for.
    private static readonly int Count = Environment.GetEnvironmentVariable(LogSeeds.CountVariable) is null
        ? Math.Min(LogSeeds.Count, 20)
        : LogSeeds.Count;

    [Fact]
    public async Task Rows_GeneratedLogsExtracted_AreTheOracles()
    {
        output.WriteLine($"Logs {LogSeeds.First} to {LogSeeds.First + Count - 1}.");
        var logs = Enumerable.Range(LogSeeds.First, Count).GroupBy(seed => seed / GeneratedLog.InOneTable).ToList();
        await Parallel.ForEachAsync(
            logs,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            async (seeds, _) => await CompareAsync([.. seeds.Select(GeneratedLog.Of)])
        );
    }

    [Fact]
    public Task Rows_AimedLogsExtracted_AreTheOracles() => CompareAsync(AimedLogs.All);

    /// <summary>
    /// A first night two days before; then events that came late, for days that were extracted already, and days that
    /// never were.
    /// </summary>
    private static async Task CompareAsync(IReadOnlyList<GeneratedLog> logs)
    {
        var (frame, services) = (logs[0].Frame, logs.Select(log => log.Service).ToList());
        var arrived = logs.SelectMany(log => log.Events).ToLookup(log => !IsLate(log, frame));
        using var table = await SummaryLake.OfAsync(arrived[true], frame.Shape, GeneratedLog.DamagedLines);
        var extract = new ExtractLake(table, LocalLake.Shared, frame.Settings());
        if (frame.Date.AddDays(-2) > frame.MinDataDate)
            await extract.NightAsync(frame.Date.AddDays(-2), services);
        foreach (var day in (int[])[-3, -6, -31])
            extract.Forget(frame.Date.AddDays(day));
        await table.AddAsync(arrived[false], frame.Shape);
        await extract.NightAsync(frame.Date, services);

        var overview = await extract.OverviewAsync(services, frame.Date, OverviewGaps.Setting(logs));
        RowAssertions.Difference(overview, LogTable.ExpectedOverview(logs)).ShouldBeNull($"overview of {frame}");
        foreach (var (log, summary) in logs.SelectMany(log => SummaryCatalog.All.Select(summary => (log, summary))))
        {
            var rows = await extract.RowsAsync(summary, log.Service, frame.Date);
            RowAssertions
                .Difference(rows, LogTable.Expected(summary.QueryType, log))
                .ShouldBeNull($"{summary.QueryType} of {log}");
        }
    }

    // Every third event of the last four days.
    private static bool IsLate(LogEvent log, LogFrame frame) =>
        log.Utc >= frame.Date.AddDays(-4).ToDateTime(TimeOnly.MinValue) && log.Utc.Ticks / 10 % 3 == 0;
}
