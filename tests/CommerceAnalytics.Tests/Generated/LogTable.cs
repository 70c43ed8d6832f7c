using CommerceAnalytics.Planning;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Tests.Oracle;
using CommerceAnalytics.Tests.Semantics;
using CommerceAnalytics.Tests.Summaries;

namespace CommerceAnalytics.Tests.Generated;

/// <summary>
/// Logs of one shape in one table, each as a service of its own, and how the seven statements read them.
/// </summary>
internal sealed class LogTable : IDisposable
{
    private readonly SummaryLake _lake;

    private LogTable(SummaryLake lake) => this._lake = lake;

    public static async Task<LogTable> OfAsync(IReadOnlyList<GeneratedLog> logs, LocalLake? lake = null) =>
        new(
            await SummaryLake.OfAsync(
                logs.SelectMany(log => log.Events),
                logs[0].Frame.Shape,
                GeneratedLog.DamagedLines,
                lake
            )
        );

    public static IReadOnlyList<object?[]> Expected(string queryType, GeneratedLog log) =>
        SummaryOracle.Rows(queryType, Run(log));

    /// <summary>The oracle's overview of some logs.</summary>
    public static IReadOnlyList<object?[]> ExpectedOverview(IReadOnlyList<GeneratedLog> logs) =>
        [.. logs.SelectMany(log => OverviewOracle.Rows(Run(log), OverviewGaps.DaysOf(log)))];

    private static OracleRun Run(GeneratedLog log) =>
        new([.. log.Events.Select(log.Frame.Shape.Seen)], log.Service, log.Frame.Date)
        {
            Zone = TimeZoneInfo.FindSystemTimeZoneById(log.Frame.Zone),
            MinDataDate = log.Frame.MinDataDate,
            SearchClickMinutes = log.Frame.SearchClickMinutes,
        };

    /// <summary>
    /// What a summary's statement gives beside the oracle's rows; null where both are the same. A log that the table's
    /// other logs do not reach.
    /// </summary>
    public async Task<string?> DifferenceAsync(string queryType, GeneratedLog log) =>
        RowAssertions.Difference(await RowsAsync(EverySummary.Set.Get(queryType), log), Expected(queryType, log));

    /// <summary>What a summary's query gives for one of the logs.</summary>
    public Task<IReadOnlyList<object?[]>> RowsAsync(
        Summary summary,
        GeneratedLog log,
        Func<string, string>? sqlFile = null
    ) => _lake.QueryAsync(_lake.Plan(summary, log.Service, log.Frame.Date, log.Frame.Settings(), sqlFile));

    /// <summary>What the overview of some logs gives beside the oracle's rows; null where both are the same.</summary>
    /// <param name="logs">Logs of this table.</param>
    /// <param name="isWhole">Whether the table is written and read back.</param>
    public async Task<string?> DifferenceOfOverviewAsync(IReadOnlyList<GeneratedLog> logs, bool isWhole = false)
    {
        var plan = Overview(logs);
        var rows = isWhole ? await _lake.RowsAsync(plan) : await _lake.QueryAsync(plan);
        return RowAssertions.Difference(rows, ExpectedOverview(logs));
    }

    /// <summary>What the overview's query gives for some of the logs.</summary>
    public Task<IReadOnlyList<object?[]>> OverviewAsync(
        IReadOnlyList<GeneratedLog> logs,
        Func<string, string>? sqlFile = null
    ) => _lake.QueryAsync(Overview(logs, sqlFile));

    private TablePlan Overview(IReadOnlyList<GeneratedLog> logs, Func<string, string>? sqlFile = null) =>
        _lake.Overview(
            [.. logs.Select(log => log.Service)],
            logs[0].Frame.Date,
            logs[0].Frame.Settings() with
            {
                ExcludedDays = OverviewGaps.Setting(logs),
            },
            sqlFile
        );

    /// <summary>The same by the whole statement: the table is written and read back.</summary>
    public async Task<string?> DifferenceOfTableAsync(string queryType, GeneratedLog log) =>
        RowAssertions.Difference(
            await _lake.RowsAsync(queryType, log.Service, log.Frame.Date, log.Frame.Settings()),
            Expected(queryType, log)
        );

    public void Dispose() => _lake.Dispose();
}
