using System.Diagnostics;
using DurableTask.Core;
using Microsoft.Extensions.Logging.Abstractions;

namespace DurableTask.Sqlite.Workload;

/// <summary>
/// How fast the service is, on a disk that really syncs. One line a figure; each is the best and the median of some
/// rounds.
/// </summary>
internal static class Measurements
{
    private const int LongHistory = 3_500;

    public static async Task RunAsync(string folder)
    {
        foreach (var sessions in new[] { true, false })
        {
            Console.WriteLine($"Extended sessions {(sessions ? "on" : "off")}");
            await RunAsync(folder, sessions);
        }
    }

    private static async Task RunAsync(string folder, bool sessions)
    {
        var storePath = Path.Combine(folder, $"measure-{Environment.ProcessId}", "hub.db");
        try
        {
            var settings = new SqliteOrchestrationServiceSettings
            {
                StorePath = storePath,
                ExtendedSessions = sessions,
            };
            await using var service = new SqliteOrchestrationService(
                settings,
                NullLoggerFactory.Instance,
                TimeProvider.System
            );
            using var worker = new TaskHubWorker(service)
            {
                ErrorPropagationMode = ErrorPropagationMode.UseFailureDetails,
            };
            var turnEnds = new List<long>(LongHistory);
            Register(new Code(worker), turnEnds);
            await worker.StartAsync();
            var run = new Runner(service, new TaskHubClient(service));
            await MeasureAsync(run, turnEnds);
            await IdleAsync();
            await worker.StopAsync(isForced: true);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(storePath)!, recursive: true);
        }
    }

    private static async Task MeasureAsync(Runner run, List<long> turnEnds)
    {
        await RateAsync("fan-out of 1,000 activities", 1_000, round => run.ToEndAsync("FanOut", $"fan-{round}", 1_000));
        await RateAsync(
            "1,000 instances of an activity each",
            1_000,
            round => Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => run.ToEndAsync("One", $"one-{round}-{i}", i)))
        );
        await LatencyAsync(run);
        await run.ToEndAsync("Long", "long", LongHistory);
        var turns = turnEnds
            .Zip(turnEnds.Skip(1), (before, after) => Stopwatch.GetElapsedTime(before, after).TotalMilliseconds)
            .ToList();
        var (first, last) = (Median(turns.Take(LongHistory / 10)), Median(turns.TakeLast(LongHistory / 10)));
        Console.WriteLine(
            $"{LongHistory} activities in sequence: median turn of the first tenth {first:F2} ms, of the last {last:F2} ms, {last / first:F2} times"
        );
    }

    private static async Task RateAsync(string what, int count, Func<int, Task> round)
    {
        var rates = new List<double>();
        for (var i = 0; i < 7; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await round(i);
            rates.Add(count / Stopwatch.GetElapsedTime(began).TotalSeconds);
        }

        Console.WriteLine($"{what}: median {Median(rates):F0}/s, best {rates.Max():F0}/s");
    }

    /// <summary>A hundred starts a second for ten seconds, each timed from its start to its end.</summary>
    private static async Task LatencyAsync(Runner run)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        var runs = new List<Task<double>>();
        while (runs.Count < 1_000 && await pace.WaitForNextTickAsync())
            runs.Add(TimedAsync(run, $"paced-{runs.Count}"));
        var times = (await Task.WhenAll(runs)).Order().ToList();
        Console.WriteLine($"at 100/s: p50 {times[500]:F1} ms, p99 {times[990]:F1} ms, longest {times[^1]:F1} ms");
    }

    /// <summary>What the process costs when there is nothing to do, settled first.</summary>
    private static async Task IdleAsync()
    {
        var (settle, idle) = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10));
        using var process = Process.GetCurrentProcess();
        await Task.Delay(settle, TimeProvider.System);
        process.Refresh();
        var before = process.TotalProcessorTime;
        await Task.Delay(idle, TimeProvider.System);
        process.Refresh();
        var spent = process.TotalProcessorTime - before;
        Console.WriteLine($"idle: {spent.TotalMilliseconds / idle.TotalMinutes:F0} ms of processor a minute");
    }

    private static async Task<double> TimedAsync(Runner run, string id)
    {
        var began = Stopwatch.GetTimestamp();
        await run.ToEndAsync("One", id, 1);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static double Median(IEnumerable<double> values) =>
        values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;

    private static void Register(Code code, List<long> turnEnds) =>
        code.Activity<int, int>("Same", number => number)
            .Orchestration<int, int>("One", (turns, number) => turns.CallAsync<int>("Same", number))
            .Orchestration<int, int>(
                "FanOut",
                async (turns, count) =>
                    (
                        await Task.WhenAll(
                            Enumerable.Range(0, count).Select(number => turns.CallAsync<int>("Same", number))
                        )
                    ).Sum()
            )
            .Orchestration<int, int>(
                "Long",
                async (turns, count) =>
                {
                    for (var i = 0; i < count; i++)
                    {
                        await turns.CallAsync<int>("Same", i);
                        if (!turns.Context.IsReplaying)
                            turnEnds.Add(Stopwatch.GetTimestamp());
                    }

                    return count;
                }
            );

    private sealed class Runner(SqliteOrchestrationService service, TaskHubClient client)
    {
        public async Task ToEndAsync(string name, string id, int input)
        {
            var instance = await client.CreateOrchestrationInstanceAsync(name, "", id, input);
            var end = await service.WaitForOrchestrationAsync(
                id,
                instance.ExecutionId,
                Timeout.InfiniteTimeSpan,
                CancellationToken.None
            );
            if (end.OrchestrationStatus != OrchestrationStatus.Completed)
                throw new InvalidOperationException($"{id} ended as {end.OrchestrationStatus}: {end.Output}");
        }
    }
}
