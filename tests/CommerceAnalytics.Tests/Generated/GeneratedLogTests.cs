using CommerceAnalytics.Overview;
using CommerceAnalytics.Tests.Summaries;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace CommerceAnalytics.Tests.Generated;

/// <summary>
/// The statements, and the overview's, against the oracle: every row of every table, on logs with every flaw that the real log has.
/// </summary>
public class GeneratedLogTests(ITestOutputHelper output)
{
    private static readonly IReadOnlyList<string> QueryTypes = [.. EverySummary.Set.Names];

    [Fact]
    public async Task Rows_GeneratedLogs_AreTheOracles()
    {
        var logs = Enumerable
            .Range(LogSeeds.First, LogSeeds.Count)
            .GroupBy(seed => seed / GeneratedLog.InOneTable)
            .ToList();
        output.WriteLine($"Logs {LogSeeds.First} to {LogSeeds.First + LogSeeds.Count - 1}.");
        await Parallel.ForEachAsync(
            logs,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            async (seeds, _) => await CompareAsync([.. seeds.Select(GeneratedLog.Of)])
        );
    }

    [Fact]
    public Task Rows_AimedLogs_AreTheOracles() => CompareAsync(AimedLogs.All);

    private static async Task CompareAsync(IReadOnlyList<GeneratedLog> logs)
    {
        using var table = await LogTable.OfAsync(logs);
        if (await table.DifferenceOfOverviewAsync(logs, isWhole: true) is { } overview)
            await ShowSmallestOverviewAsync(table, logs, overview);
        foreach (var (i, log) in logs.Index())
        {
            foreach (var queryType in QueryTypes)
            {
                // The first of each table the whole way, through a written table; the others by the query alone, which
                // is several times as fast.
                if (
                    await (
                        i == 0 ? table.DifferenceOfTableAsync(queryType, log) : table.DifferenceAsync(queryType, log)
                    ) is
                    { } difference
                )
                    ShowSmallest(queryType, log, difference);
            }
        }
    }

    /// <summary>Fails with the smallest log whose own overview differs; of the whole table's where none does.</summary>
    private static async Task ShowSmallestOverviewAsync(
        LogTable table,
        IReadOnlyList<GeneratedLog> logs,
        string difference
    )
    {
        foreach (var log in logs)
        {
            if (await table.DifferenceOfOverviewAsync([log]) is { } own)
                ShowSmallest(OverviewTable.QueryType, log, own);
        }

        throw new Xunit.Sdk.XunitException($"Only in the overview of all logs from {logs[0].Seed} on:\n{difference}");
    }

    /// <summary>Fails with the smallest log that FsCheck finds to differ still.</summary>
    private static void ShowSmallest(string queryType, GeneratedLog log, string difference)
    {
        var what = $"{queryType} of log {log.Seed}. Repeat it: {LogSeeds.Repeat(log.Seed)}";
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1).WithName(what),
            Prop.ForAll(
                Arb.From(Gen.Constant(log), LogShrinker.Smaller),
                smaller => DiffersAloneAsync(queryType, smaller).GetAwaiter().GetResult().ShouldBeNull(what)
            )
        );
        throw new Xunit.Sdk.XunitException($"{what}\nOnly beside the other logs of its table:\n{difference}");
    }

    private static async Task<string?> DiffersAloneAsync(string queryType, GeneratedLog log)
    {
        using var table = await LogTable.OfAsync([log]);
        return queryType == OverviewTable.QueryType
            ? await table.DifferenceOfOverviewAsync([log])
            : await table.DifferenceAsync(queryType, log);
    }
}
