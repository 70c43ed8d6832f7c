using System.Net.Http.Json;
using CommerceAnalytics.LocalHost.Commands;
using CommerceAnalytics.LocalHost.Lake;
using CommerceAnalytics.LocalHost.Pages.Server.Dashboards;
using CommerceAnalytics.LocalHost.Pages.Server.Monitor;
using CommerceAnalytics.LocalHost.Settings;
using CommerceAnalytics.Summaries;
using Microsoft.Extensions.Logging.Abstractions;

namespace CommerceAnalytics.LocalHost.Benchmarks.Pages;

/// <summary>
/// The measurements of <c>bench pages</c>: a run on sample events, then very many of it, then what the pages ask a host
/// for.
/// </summary>
internal sealed class PagesBench(string folder, int runs, int shops, Surroundings surroundings)
{
    /// <summary>Shops of the settings.</summary>
    public const int DefaultShops = 2;

    private const int Times = 20;

    // The list is to appear in under a second, a run in under half, a panel in under three.
    private const double MostListMs = 1000;
    private const double MostRunMs = 500;
    private const double MostPanelMs = 3000;

    private readonly LakeFolder _lake = new(folder);

    public async Task<BenchLine> RunAsync(CancellationToken cancellationToken)
    {
        var machine = Machine.Current();
        var date = DateOnly.FromDateTime(surroundings.Time.GetUtcNow().UtcDateTime);
        Say("sample events and a run ...");
        var quiet = surroundings with { Out = TextWriter.Null, OutIsTerminal = false, ErrorIsTerminal = false };
        if (
            await CommandLine.RunAsync(
                ["run", "--lake", folder, "--date", $"{date:yyyy-MM-dd}"],
                quiet,
                cancellationToken
            ) != ExitCode.Done
        )
            throw new InvalidOperationException("The run that is to be copied failed; see above.");
        var panelsAfterOneRun = await ServedAsync(PanelsAsync, cancellationToken);
        Say($"{runs} runs ...");
        await new ManyRuns(_lake, date, shops).MakeAsync(runs, cancellationToken);
        return await ServedAsync(
            http => MeasureAsync(http, $"commerce-{date:yyyy-MM-dd}", panelsAfterOneRun, machine),
            cancellationToken
        );
    }

    private async Task<BenchLine> MeasureAsync(
        HttpClient http,
        string runId,
        Latencies panelsAfterOneRun,
        Machine machine
    )
    {
        Say("lists ...");
        var list = await TimedAsync(() => http.GetStringAsync("api/runs"));
        var failed = await TimedAsync(() => http.GetStringAsync("api/runs?status=failed"));
        var late = await TimedAsync(() =>
            http.GetStringAsync($"api/runs?after=commerce-{DateOnly.Parse(runId[9..]).AddDays(-390):yyyy-MM-dd}")
        );
        var none = await TimedAsync(() => http.GetStringAsync("api/runs?service=no-such-service"));
        Say("the last nights ...");
        var nights = await TimedAsync(() => http.GetStringAsync("pages/monitor/nights"));
        Say($"{nights}");
        Say("a run, a table, the panels ...");
        var run = await TimedAsync(() => FirstVisit.SeeRunAsync(http, runId, CancellationToken.None));
        var first = SummaryCatalog.All[0].QueryType;
        var table = await TimedAsync(() => http.GetStringAsync($"pages/monitor/tables/theshop-brand/{first}"), 3);
        var panels = await PanelsAsync(http);
        return new("pages", list.MaxMs, MostListMs, "ms for the list of runs, the slowest of 20")
        {
            More = new
            {
                Runs = runs,
                Shops = shops,
                StoreMb = new FileInfo(Path.Combine(_lake.HostFolder, "taskhub.db")).Length / 1_000_000,
                List = list,
                ListOfFailed = failed,
                ListOfOldest = late,
                ListOfNone = none,
                Nights = nights,
                Run = run,
                RunBoundMs = MostRunMs,
                TableOverTheDays = table,
                Panels = panels,
                PanelsAfterOneRun = panelsAfterOneRun,
                PanelBoundMs = MostPanelMs,
                Machine = machine,
            },
        };
    }

    /// <summary>Each panel alone, once: the first time is what a person waits for.</summary>
    private async Task<Latencies> PanelsAsync(HttpClient http)
    {
        var first = SummaryCatalog.All[0].QueryType;
        var values = new Dictionary<string, string>
        {
            ["service"] = "theshop_brand",
            ["action"] = "x",
            ["category"] = "x",
            ["summary"] = first,
        };
        var times = new List<TimeSpan>();
        foreach (var panel in DashboardFile.Shipped.Panels)
        {
            var start = surroundings.Time.GetTimestamp();
            using var answer = await http.PostAsJsonAsync($"pages/dashboard/panels/{panel}", values);
            answer.EnsureSuccessStatusCode();
            times.Add(surroundings.Time.GetElapsedTime(start));
        }

        return Latencies.Of(times);
    }

    private async Task<Latencies> TimedAsync(Func<Task> work, int times = Times)
    {
        var took = new List<TimeSpan>();
        for (var i = 0; i < times; i++)
        {
            var start = surroundings.Time.GetTimestamp();
            await work();
            took.Add(surroundings.Time.GetElapsedTime(start));
        }

        return Latencies.Of(took);
    }

    private async Task<T> ServedAsync<T>(Func<HttpClient, Task<T>> work, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        var settings = LocalSettings.From(
            new SettingsLayers(LocalSettings.Schema, problems).AddAssignments(["KeepFinishedDays=3650"]),
            problems
        );
        await using var opened = await OpenLake.StartAsync(
            settings.LocalAws(_lake, 0, TimeSpan.Zero),
            settings.Commerce,
            surroundings.Time,
            NullLoggerFactory.Instance,
            cancellationToken
        );
        await EventsTable.PrepareAsync(opened.Athena, settings.Commerce, cancellationToken);
        await using var host = await LakeHost.CreateAsync(
            opened,
            _lake.HostFolder,
            settings,
            surroundings.Time,
            new HostMode { Port = 0 },
            logging: null,
            cancellationToken
        );
        await host.StartAsync(cancellationToken);
        // A table over the days of 10,000 large reports takes longer than the client waits by itself.
        using var http = new HttpClient { BaseAddress = host.Address, Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Add("x-functions-key", host.Keys.FunctionKey);
        return await work(http);
    }

    private void Say(string what) => surroundings.Error.WriteLine(what);
}
