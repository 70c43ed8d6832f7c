using System.Collections.Concurrent;
using System.Diagnostics;
using CommerceAnalytics.OneMachine.Lake;
using CommerceAnalytics.OneMachine.Sample;
using CommerceAnalytics.OneMachine.Settings;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Windows;
using LocalAws;
using Microsoft.Extensions.Logging.Abstractions;

namespace CommerceAnalytics.Trials.Benchmarks.Aws;

/// <summary>The measurements of <c>bench aws</c>, one after another.</summary>
internal sealed class AwsBench(
    string folder,
    long events,
    int queries,
    RunProgram runProgram,
    TimeProvider time,
    TextWriter progress
)
{
    private const int Days = 10;
    private const int Clients = 8;

    // Memory is to stay below this: the whole process, with the engine in it.
    private const double MostMegabytes = 1500;

    private static readonly CommerceSettings Settings = new() { ResultsBucket = LocalSettings.ResultsBucket };

    private readonly LakeFolder _lake = new(Path.Combine(folder, "lake"));

    private DateOnly LastDay => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(-1);

    private string RunDate => DayText.Of(LastDay.AddDays(1));

    public async Task<BenchLine> RunAsync(CancellationToken cancellationToken)
    {
        var machine = Machine.Current();
        Say($"{events} events ...");
        await WriteEventsAsync(cancellationToken);
        var (rows, firstScan, throughput, latencies) = await QueriesAsync(cancellationToken);
        var afterQueries = PeakMegabytes();
        Say("a whole run ...");
        var (exit, run) = await TimedAsync(() =>
            runProgram(["run", "--lake", _lake.FullPath, "--date", RunDate], cancellationToken)
        );
        return new BenchLine("aws", PeakMegabytes(), MostMegabytes, "MB of memory at most")
        {
            More = new
            {
                Rows = rows,
                FirstScanSeconds = Math.Round(firstScan.TotalSeconds, 1),
                Queries = queries,
                Clients,
                QueriesPerSecond = Math.Round(throughput, 1),
                Latency = latencies,
                PeakMbOfQueries = Math.Round(afterQueries),
                WholeRunSeconds = Math.Round(run.TotalSeconds, 1),
                WholeRunExit = exit,
                Machine = machine,
            },
        };
    }

    /// <summary>In a process of its own: making events takes memory that LocalAws must not be charged with.</summary>
    private Task WriteEventsAsync(CancellationToken cancellationToken)
    {
        var perDay = events / Days / (1 + OtherEvents.PerCommerceEvent);
        string[] sample =
        [
            "sample",
            "--lake",
            _lake.FullPath,
            "--date",
            RunDate,
            "--days",
            Days.ToString(),
            "--events-per-day",
            perDay.ToString(),
        ];
        return ProgramProcess.RunAsync(sample, cancellationToken);
    }

    private async Task<(long Rows, TimeSpan FirstScan, double Throughput, Latencies Latencies)> QueriesAsync(
        CancellationToken cancellationToken
    )
    {
        // Athena's request rates would be what is measured.
        var options = new LocalAwsOptions
        {
            LakeFolder = _lake.FullPath,
            Port = 0,
            AthenaRates = new Dictionary<string, RequestRate>(),
        };
        await using var lake = await OpenLake.StartAsync(
            options,
            Settings,
            time,
            NullLoggerFactory.Instance,
            cancellationToken
        );
        await EventsTable.PrepareAsync(lake.Athena, Settings, cancellationToken);
        Say("the first scan, which parses every line ...");
        var (first, firstScan) = await TimedAsync(() =>
            lake.Athena.SelectAsync(
                $"SELECT count(*) FROM {Settings.EventsDatabase}.{Settings.EventsTable}",
                cancellationToken
            )
        );
        Say($"{queries} queries ...");
        ConcurrentBag<TimeSpan> times = [];
        var (_, all) = await TimedAsync(async () =>
        {
            var parallel = new ParallelOptions
            {
                MaxDegreeOfParallelism = Clients,
                CancellationToken = cancellationToken,
            };
            await Parallel.ForAsync(
                0,
                queries,
                parallel,
                async (i, stop) =>
                    times.Add(
                        (
                            await TimedAsync(() =>
                                lake.Athena.SelectAsync(HourQuery.Sql(Settings, LastDay, i % (24 * Days)), stop)
                            )
                        ).Took
                    )
            );
            return true;
        });
        return (long.Parse(first[0][0]!), firstScan, queries / all.TotalSeconds, Latencies.Of(times));
    }

    private async Task<(T Result, TimeSpan Took)> TimedAsync<T>(Func<Task<T>> work)
    {
        var start = time.GetTimestamp();
        return (await work(), time.GetElapsedTime(start));
    }

    private static double PeakMegabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1_000_000.0;
    }

    private void Say(string what) => progress.WriteLine(what);
}
