using CommerceAnalytics.Overview;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Tests.Generated;
using CommerceAnalytics.Tests.Semantics;
using CommerceAnalytics.Tests.Summaries;
using LocalAws.Sql;

namespace CommerceAnalytics.Tests.Mutations;

/// <summary>The logs that the build compares with the oracle, and whether they tell a fault.</summary>
internal sealed class Detectors : IDisposable
{
    private readonly List<LogTable> _tables = [];
    private readonly List<Detector> _detectors = [];

    public static async Task<Detectors> OfAsync(IEnumerable<IReadOnlyList<GeneratedLog>> logsByTable)
    {
        var all = new Detectors();
        foreach (var logs in logsByTable)
        {
            var table = await LogTable.OfAsync(logs);
            all._tables.Add(table);
            all._detectors.AddRange(
                logs.SelectMany(log => EverySummary.Set.All.Select(summary => Detector.Of(table, log, summary)))
            );
            all._detectors.Add(Detector.OfOverview(table, logs));
        }

        return all;
    }

    /// <summary>The first comparison that fails; null for a fault that none tells.</summary>
    public async Task<string?> CaughtByAsync(Mutation mutation)
    {
        // What has told many faults is asked first.
        var order = _detectors
            .Where(detector => mutation.QueryTypes.Contains(detector.QueryType))
            .OrderByDescending(detector => detector.Caught)
            .ToList();
        foreach (var detector in order)
        {
            if (await DifferenceAsync(mutation, detector) is not { } difference)
                continue;
            detector.Caught++;
            return $"{difference}, {detector.QueryType} of log {detector.Seed}";
        }

        return null;
    }

    public void Dispose() => _tables.ForEach(table => table.Dispose());

    private static async Task<string?> DifferenceAsync(Mutation mutation, Detector detector)
    {
        try
        {
            var rows = await detector.RowsAsync(mutation);
            return RowAssertions.Difference(rows, detector.Expected) is null ? null : "other rows";
        }
        catch (Exception refused) when (refused is StatementException or KeyNotFoundException)
        {
            return $"refused ({refused.Message.ReplaceLineEndings(" ")})";
        }
    }

    private sealed record Detector(
        string QueryType,
        int Seed,
        Func<Mutation, Task<IReadOnlyList<object?[]>>> RowsAsync,
        IReadOnlyList<object?[]> Expected
    )
    {
        public int Caught { get; set; }

        public static Detector Of(LogTable table, GeneratedLog log, Summary summary) =>
            new(
                summary.QueryType,
                log.Seed,
                mutation => table.RowsAsync(mutation.Of(summary), log, mutation.SqlFile),
                LogTable.Expected(summary.QueryType, log)
            );

        public static Detector OfOverview(LogTable table, IReadOnlyList<GeneratedLog> logs) =>
            new(
                OverviewTable.QueryType,
                logs[0].Seed,
                mutation => table.OverviewAsync(logs, mutation.SqlFile),
                LogTable.ExpectedOverview(logs)
            );
    }
}
