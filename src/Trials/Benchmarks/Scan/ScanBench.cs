using CommerceAnalytics.OneMachine.Lake;
using CommerceAnalytics.OneMachine.Runs;
using CommerceAnalytics.OneMachine.Sample;
using CommerceAnalytics.OneMachine.Settings;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Runs;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace CommerceAnalytics.Trials.Benchmarks.Scan;

/// <summary>
/// Bytes that a night scans in both modes, on sample events as a shop's log has them, counted by LocalAws as Athena
/// bills.
/// </summary>
internal sealed class ScanBench(string folder, TimeProvider time, TextWriter progress)
{
    public async Task<BenchLine> RunAsync(CancellationToken cancellationToken)
    {
        var machine = Machine.Current();
        var two = await NightsAsync(2, cancellationToken);
        var twenty = await NightsAsync(20, cancellationToken);
        return new BenchLine("scan", two.SteadyNightBytes, two.RawDaysBytes, "bytes")
        {
            More = new
            {
                TwoServices = two,
                TwentyServices = twenty,
                Machine = machine,
            },
        };
    }

    private async Task<Nights> NightsAsync(int services, CancellationToken cancellationToken)
    {
        var names = Enumerable
            .Range(1, services)
            .Select(i => services == 2 ? (i == 1 ? "theshop-brand" : "theshop-pharmacy") : $"shop-{i:00}")
            .ToList();
        var lake = new LakeFolder(Path.Combine(folder, $"lake-{services}"));
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        new SampleLake(lake).Write(
            new SampleOptions { LastDay = today.AddDays(-1), ServiceNames = names },
            progress,
            cancellationToken
        );
        // Every service's summaries scan the same raw days, whatever its own share of them: one stands for all.
        var direct =
            services * await NightAsync(lake, ScanMode.Direct, today.AddDays(-1), names[..1], cancellationToken);
        var first = await NightAsync(lake, ScanMode.Extract, today.AddDays(-1), names, cancellationToken);
        var steady = await NightAsync(lake, ScanMode.Extract, today, names, cancellationToken);
        return new(
            direct.Bytes,
            first.Bytes,
            steady.Bytes,
            steady.ExtractBytes,
            Percent(first, direct),
            Percent(steady, direct)
        );
    }

    private async Task<Night> NightAsync(
        LakeFolder lake,
        ScanMode mode,
        DateOnly date,
        List<string> services,
        CancellationToken cancellationToken
    )
    {
        progress.WriteLine($"a night of {services.Count} service(s), {mode}, {date:yyyy-MM-dd} ...");
        var problems = new List<string>();
        var settings = LocalSettings.From(
            new SettingsLayers(LocalSettings.Schema, problems).AddAssignments([
                $"ScanMode={mode}",
                "MaxConcurrentServices=4",
            ]),
            problems
        );
        await using var opened = await OpenLake.StartAsync(
            settings.LocalAws(lake, port: 0, TimeSpan.Zero),
            settings.Commerce,
            time,
            NullLoggerFactory.Instance,
            cancellationToken
        );
        await using var host = await LakeHost.PrepareAsync(
            opened,
            lake.HostFolder,
            settings,
            time,
            HostMode.InProcess,
            logging: null,
            cancellationToken
        );
        await host.StartAsync(cancellationToken);
        var request = RunRequest.Resolve(
            new RunRequestInput([.. services], $"{date:yyyy-MM-dd}"),
            settings.Commerce,
            time.GetUtcNow()
        );
        var run = new LocalRun(host, new InProcessRuns(host), time);
        var report = await run.FollowAsync(
            await run.StartAsync(request, cancellationToken),
            _ => { },
            cancellationToken
        );
        await host.StopAsync();
        return report.Status == ReportStatus.Succeeded
            ? new(
                report.Totals.DataScannedBytes,
                report.Extract?.Queries.Sum(query => query.DataScannedBytes ?? 0) ?? 0
            )
            : throw new InvalidOperationException(
                $"The run {report.RunId} ended as {report.Status}: there is nothing to compare."
            );
    }

    private static double Percent(Night one, Night other) => Math.Round(100.0 * one.Bytes / other.Bytes, 4);

    private sealed record Night(long Bytes, long ExtractBytes)
    {
        public static Night operator *(int times, Night night) => new(times * night.Bytes, times * night.ExtractBytes);
    }

    private sealed record Nights(
        long DirectNightBytes,
        long FirstNightBytes,
        long SteadyNightBytes,
        long RawDaysBytes,
        double FirstNightPercentOfDirect,
        double SteadyNightPercentOfDirect
    );
}
