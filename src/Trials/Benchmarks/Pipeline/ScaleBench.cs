using System.Diagnostics;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Trials.Benchmarks.Simulation;

namespace CommerceAnalytics.Trials.Benchmarks.Pipeline;

/// <summary>Very many services under an account's limit of active queries: time, memory, requests.</summary>
internal sealed class ScaleBench(
    string folder,
    ScanMode mode,
    int services,
    int nightsInAll,
    double factor,
    TimeProvider time,
    TextWriter progress
)
{
    private const int Limit = 15;

    // The last is measured: old versions go in it. Nights before these are filled in, not run.
    private const int MostRun = 3;

    // More services at once than the limit needs: while one waits at its barrier, others fill the account.
    private const int ServicesAtOnce = 15;

    private static readonly string[] Types = [.. SummaryCatalog.All.Select(summary => summary.QueryType)];

    public async Task<BenchLine> RunAsync(CancellationToken cancellationToken)
    {
        var machine = Machine.Current();
        await using var nights = await SimulatedNights.StartAsync(
            folder,
            Settings(),
            factor,
            Limit,
            Duration,
            time,
            cancellationToken
        );
        var last = Math.Min(nightsInAll, MostRun) - 1;
        for (var night = 0; night < last; night++)
        {
            var before = await NightAsync(night);
            if (night == 0 && nightsInAll > MostRun)
                await nights.FillPastAsync(Names(), before.ExecutionDate, nightsInAll - MostRun, cancellationToken);
        }

        var started = time.GetTimestamp();
        var report = await NightAsync(last);
        var real = time.GetElapsedTime(started);
        var queries = nights.Athena.Queries;
        var bound = queries.Sum(query => (query.EndsAt - query.SubmittedAt).TotalSeconds) / Limit;
        var calls = nights.Calls;
        return new BenchLine("scale", (report.FinishedAt!.Value - report.StartedAt).TotalSeconds, bound, "s")
        {
            More = new
            {
                Night = nightsInAll,
                Services = services,
                report.Totals.Tables,
                report.Totals.Published,
                report.Totals.Failed,
                ScanMode = mode.ToString(),
                Queries = queries.Count,
                MeanQuerySeconds = Math.Round(
                    queries.Average(query => (query.EndsAt - query.SubmittedAt).TotalSeconds),
                    2
                ),
                TimeFactor = factor,
                RealSeconds = Math.Round(real.TotalSeconds, 1),
                PeakMemoryMb = Process.GetCurrentProcess().PeakWorkingSet64 / 1_000_000,
                RefusedSubmissions = nights.Athena.Refusals,
                ApiCalls = new
                {
                    Athena = calls.Of("Athena"),
                    Glue = calls.Of("Glue"),
                    S3 = calls.Of("S3"),
                    PerTable = PerTable(calls, report.Totals.Tables),
                    By = calls.All(),
                },
                Reported = new { report.Totals.ActivityExecutions, report.Totals.ApiCalls },
                MostInASecond = new
                {
                    StartQueryExecution = calls.MostInASecond("Athena", "StartQueryExecution"),
                    BatchGetQueryExecution = calls.MostInASecond("Athena", "BatchGetQueryExecution"),
                    UpdateTable = calls.MostInASecond("Glue", "UpdateTable"),
                },
                Machine = machine,
            },
        };

        Task<Reports.RunReport> NightAsync(int night)
        {
            progress.WriteLine(
                $"Night {nightsInAll - last + night} of {nightsInAll}: {services} services, {Limit} active queries, {factor:0.#} times as fast, {mode} ..."
            );
            return nights.NightAsync(night, cancellationToken);
        }
    }

    private Dictionary<string, string?> Settings() =>
        Names()
            .Select((name, at) => KeyValuePair.Create($"ServiceNames:{at}", (string?)name))
            .Append(new("MaxConcurrentServices", ServicesAtOnce.ToString()))
            .Append(new("MaxConcurrentQueries", Limit.ToString()))
            .Append(new("ScanMode", mode.ToString()))
            // One night falls out of history in each run.
            .Append(new("HistoryNights", Math.Max(1, nightsInAll - 1).ToString()))
            .ToDictionary();

    private List<string> Names() => [.. Enumerable.Range(1, services).Select(i => $"shop-{i:0000}")];

    // 20 to 50 s, by the type: their mean is half a minute or so.
    private static TimeSpan Duration(string type) =>
        type switch
        {
            "" => TimeSpan.FromSeconds(2),
            "events" => TimeSpan.FromSeconds(60),
            _ => TimeSpan.FromSeconds(20 + (5 * Array.IndexOf(Types, type))),
        };

    private static object PerTable(ApiCalls calls, int tables)
    {
        double Each(params string[] services) => Math.Round((double)services.Sum(calls.Of) / tables, 2);
        return new
        {
            Athena = Each("Athena"),
            Glue = Each("Glue"),
            S3 = Each("S3"),
            AthenaAndGlue = Each("Athena", "Glue"),
            All = Each("Athena", "Glue", "S3"),
        };
    }
}
