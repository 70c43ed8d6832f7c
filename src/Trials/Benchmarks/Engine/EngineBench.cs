namespace CommerceAnalytics.Trials.Benchmarks.Engine;

/// <summary>The measurements of <c>bench engine</c>, one after another.</summary>
internal sealed class EngineBench(string folder, string? app, TimeSpan duration, TimeProvider time, TextWriter progress)
{
    // An activity execution is two commits, of the call and of the answer, with some six rows written or deleted.
    private const int RowsPerActivity = 6;
    private const int GroupOfActivities = 16;
    private const int Finished = 10_000;

    public async Task<BenchLine> RunAsync(CancellationToken cancellationToken)
    {
        var machine = Machine.Current();
        progress.WriteLine("durable commits by SQLite alone ...");
        var single = CommitProbe.CommitsPerSecond(folder, 1, TimeSpan.FromSeconds(1), time);
        var grouped = CommitProbe.CommitsPerSecond(
            folder,
            RowsPerActivity * GroupOfActivities,
            TimeSpan.FromSeconds(1),
            time
        );
        var loads = await LoadsAsync(cancellationToken);
        var worker = app is null
            ? null
            : await new WorkerBench(folder, app, time, progress).RunAsync(duration, cancellationToken);
        var (sustained, host) = await HostAsync(cancellationToken);
        return new BenchLine(
            "engine",
            loads.ManyInstances.ActivitiesPerSecond,
            grouped * GroupOfActivities,
            "activities/s"
        )
        {
            More = new
            {
                loads.HelloSequence,
                loads.FanOut,
                loads.ManyInstances,
                loads.Paced,
                Worker = worker,
                Sustained = sustained,
                Host = host,
                Disk = new { SingleCommitsPerSecond = Math.Round(single), GroupCommitsPerSecond = Math.Round(grouped) },
                Durability = "SQLite, WAL, synchronous=FULL: every commit is synced, so neither a kill nor a power cut loses what was confirmed",
                Machine = machine,
            },
        };
    }

    private async Task<Loads> LoadsAsync(CancellationToken cancellationToken)
    {
        var functions = new BenchApp(time);
        await using var hub = await BenchHub.StartAsync(Path.Combine(folder, "taskhub.db"), functions, time);
        var measure = new ThroughputMeasure(hub.Client, functions, time);
        // What runs for the first time is compiled first.
        await measure.AtOnceAsync(BenchApp.FanOut, 20, 20, 20, cancellationToken);
        return new(
            await DoAsync(
                "a hello sequence of 5, one at a time",
                () => measure.AtOnceAsync(BenchApp.Sequence, 100, 1, 5, cancellationToken)
            ),
            await DoAsync(
                "a fan-out of 1,000, one at a time",
                () => measure.AtOnceAsync(BenchApp.FanOut, 10, 1, 1000, cancellationToken)
            ),
            await DoAsync(
                "1,000 hello sequences of 5 at once",
                () => measure.AtOnceAsync(BenchApp.Sequence, 1000, 1000, 5, cancellationToken)
            ),
            await DoAsync("100 activities a second", () => measure.PacedAsync(100, duration, cancellationToken))
        );
    }

    private async Task<(Throughput Sustained, HostFootprint Host)> HostAsync(CancellationToken cancellationToken)
    {
        var measure = new HostMeasure(Path.Combine(folder, "lake"), time);
        progress.WriteLine($"{Finished:N0} instances of one activity, 500 at a time, into the store of a host ...");
        Throughput sustained;
        var functions = new BenchApp(time);
        await using (var hub = await BenchHub.StartAsync(measure.StorePath, functions, time))
        {
            sustained = await new ThroughputMeasure(hub.Client, functions, time).AtOnceAsync(
                BenchApp.Sequence,
                Finished,
                500,
                1,
                cancellationToken
            );
        }

        progress.WriteLine("start-up, memory and idle CPU of that host ...");
        return (sustained, await measure.RunAsync(Finished, 3 * duration, cancellationToken));
    }

    private Task<Throughput> DoAsync(string what, Func<Task<Throughput>> measure)
    {
        progress.WriteLine($"{what} ...");
        return measure();
    }

    private sealed record Loads(
        Throughput HelloSequence,
        Throughput FanOut,
        Throughput ManyInstances,
        Throughput Paced
    );
}
