using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Trials.Benchmarks.Simulation;

namespace CommerceAnalytics.Trials.Benchmarks.Pipeline;

/// <summary>
/// How long a run takes beside the least that it could: what looking, checking, publishing and reporting cost.
/// </summary>
internal sealed class MakespanBench(string folder, ScanMode mode, double factor, TimeProvider time, TextWriter progress)
{
    private const int Services = 2;

    public async Task<BenchLine> RunAsync(CancellationToken cancellationToken)
    {
        var machine = Machine.Current();
        progress.WriteLine($"{Services} services, 10 s a query, {mode} ...");
        var ten = await NightsAsync("ten", Durations.TenSeconds, 1, cancellationToken);
        progress.WriteLine($"the guide's queries of minutes, {factor:0.#} times as fast, {mode} ...");
        var guide = await NightsAsync("guide", Durations.Guide, factor, cancellationToken);
        return new BenchLine("makespan", ten.SteadySeconds, ten.BoundSeconds, "s")
        {
            More = new
            {
                ScanMode = mode.ToString(),
                TenSeconds = ten,
                GuideMinutes = guide,
                TimeFactor = factor,
                Machine = machine,
            },
        };
    }

    private async Task<Makespan> NightsAsync(
        string part,
        Durations durations,
        double speed,
        CancellationToken cancellationToken
    )
    {
        var settings = new Dictionary<string, string?> { ["ScanMode"] = mode.ToString() };
        var store = Directory.CreateDirectory(Path.Combine(folder, part)).FullName;
        await using var nights = await SimulatedNights.StartAsync(
            store,
            settings,
            speed,
            25,
            durations.Of,
            time,
            cancellationToken
        );
        // The first night knows no durations, and in Extract mode has three months to extract: several queries at once.
        var first = Seconds(await nights.NightAsync(0, cancellationToken));
        var firstPolls = nights.Calls.All().GetValueOrDefault("Athena.BatchGetQueryExecution");
        var steady = await nights.NightAsync(1, cancellationToken);
        var (bound, sequence) = (durations.Chain(mode).TotalSeconds, durations.Sequence(mode, Services).TotalSeconds);
        return new(
            Math.Round(first, 2),
            Math.Round(Seconds(steady), 2),
            bound,
            Math.Round(Seconds(steady) / bound, 4),
            Math.Round(Seconds(steady) / sequence, 4),
            firstPolls,
            nights.Calls.All().GetValueOrDefault("Athena.BatchGetQueryExecution"),
            steady.Totals.Published,
            steady.Totals.Failed
        );
    }

    private static double Seconds(RunReport report) => (report.FinishedAt!.Value - report.StartedAt).TotalSeconds;

    private sealed record Makespan(
        double FirstNightSeconds,
        double SteadySeconds,
        double BoundSeconds,
        double Ratio,
        double ShareOfSequence,
        int FirstNightPolls,
        int SteadyPolls,
        int Published,
        int Failed
    );
}
