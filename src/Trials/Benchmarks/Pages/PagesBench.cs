using System.Net.Http.Json;
using System.Text.Json;
using CommerceAnalytics.Naming;
using CommerceAnalytics.OneMachine.Lake;
using CommerceAnalytics.OneMachine.Pages.Server.Dashboards;
using CommerceAnalytics.OneMachine.Pages.Server.Monitor;
using CommerceAnalytics.OneMachine.Settings;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using Microsoft.Extensions.Logging.Abstractions;

namespace CommerceAnalytics.Trials.Benchmarks.Pages;

/// <summary>
/// The measurements of <c>bench pages</c>: a run on sample events, then very many of it, then what the pages ask a host
/// for.
/// </summary>
internal sealed class PagesBench(
    string folder,
    int runs,
    int shops,
    int nights,
    RunProgram runProgram,
    TimeProvider time,
    TextWriter progress
)
{
    /// <summary>Shops of the settings.</summary>
    public const int DefaultShops = 2;

    /// <summary>The night of the run alone.</summary>
    public const int DefaultNights = 1;

    private const int Times = 20;

    // The list is to appear in under a second, a run in under half, a panel in under three.
    private const double MostListMs = 1000;
    private const double MostRunMs = 500;
    private const double MostPanelMs = 3000;

    private readonly LakeFolder _lake = new(folder);

    public async Task<BenchLine> RunAsync(CancellationToken cancellationToken)
    {
        var machine = Machine.Current();
        var date = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        Say("sample events and a run ...");
        if (await runProgram(["run", "--lake", folder, "--date", $"{date:yyyy-MM-dd}"], cancellationToken) != 0)
            throw new InvalidOperationException("The run that is to be copied failed; see above.");
        var panelsAfterOneRun = await ServedAsync((http, _) => PanelsAsync(http, date), cancellationToken);
        Say($"{runs} runs ...");
        var copies = new ManyRuns(_lake, date, shops);
        await copies.MakeAsync(runs, cancellationToken);
        if (nights > DefaultNights)
            await ServedAsync(
                (_, opened) => MakeNightsAsync(opened, copies, date, cancellationToken),
                cancellationToken
            );
        return await ServedAsync((http, _) => MeasureAsync(http, date, panelsAfterOneRun, machine), cancellationToken);
    }

    private async Task<int> MakeNightsAsync(
        OpenLake opened,
        ManyRuns copies,
        DateOnly date,
        CancellationToken cancellationToken
    )
    {
        Say($"{nights} nights ...");
        var own = new CommerceSettings().RunServices();
        await new ManyNights(opened, _lake, date).MakeAsync(nights, own, [.. copies.Shops(own)], cancellationToken);
        return nights;
    }

    private async Task<BenchLine> MeasureAsync(
        HttpClient http,
        DateOnly date,
        Latencies panelsAfterOneRun,
        Machine machine
    )
    {
        var runId = RunIds.For(date);
        Say("lists ...");
        var list = await TimedAsync(() => http.GetStringAsync("api/runs"));
        var failed = await TimedAsync(() => http.GetStringAsync("api/runs?status=failed"));
        var late = await TimedAsync(() =>
            http.GetStringAsync($"api/runs?after=commerce-{date.AddDays(-390):yyyy-MM-dd}")
        );
        var none = await TimedAsync(() => http.GetStringAsync("api/runs?service=no-such-service"));
        Say("the last nights ...");
        var firstNights = await TimedAsync(() => http.GetStringAsync("pages/monitor/nights"), 1);
        var lastNights = await TimedAsync(() => http.GetStringAsync("pages/monitor/nights"));
        Say("a run, a table, the panels ...");
        var run = await TimedAsync(() => FirstVisit.SeeRunAsync(http, runId, CancellationToken.None));
        var first = SummaryCatalog.All[0].QueryType;
        var table = await TimedAsync(() => http.GetStringAsync($"pages/monitor/tables/theshop-brand/{first}"), 3);
        var firstScreen = await FirstScreenAsync(http, date);
        var panels = await PanelsAsync(http, date);
        return new("pages", list.MaxMs, MostListMs, "ms for the list of runs, the slowest of 20")
        {
            More = new
            {
                Runs = runs,
                Shops = shops,
                Nights = nights,
                StoreMb = new FileInfo(Path.Combine(_lake.HostFolder, "taskhub.db")).Length / 1_000_000,
                List = list,
                ListOfFailed = failed,
                ListOfOldest = late,
                ListOfNone = none,
                FirstLookAtNights = firstNights,
                LastNights = lastNights,
                Run = run,
                RunBoundMs = MostRunMs,
                TableOverTheDays = table,
                FirstScreen = firstScreen,
                Panels = panels,
                PanelsAfterOneRun = panelsAfterOneRun,
                PanelBoundMs = MostPanelMs,
                Machine = machine,
            },
        };
    }

    /// <summary>Each panel alone, once: the first time is what a person waits for.</summary>
    private Task<Latencies> PanelsAsync(HttpClient http, DateOnly date) =>
        PanelsAsync(DashboardFile.Shipped.Panels, http, date);

    /// <summary>What is asked for at once before the first screen is whole.</summary>
    private async Task<Latencies> FirstScreenAsync(HttpClient http, DateOnly date)
    {
        var start = time.GetTimestamp();
        await Task.WhenAll(FirstPanels().Select(panel => PanelsAsync([panel], http, date)));
        return Latencies.Of([time.GetElapsedTime(start)]);
    }

    /// <summary>Those below the dashboard's first heading.</summary>
    private static IReadOnlyList<int> FirstPanels()
    {
        using var dashboard = JsonDocument.Parse(DashboardFile.Shipped.Json);
        return
        [
            .. dashboard
                .RootElement.GetProperty("panels")
                .EnumerateArray()
                .Skip(1)
                .TakeWhile(panel => !panel.GetProperty("type").ValueEquals("row"))
                .Select(panel => panel.GetProperty("id").GetInt32()),
        ];
    }

    private async Task<Latencies> PanelsAsync(IEnumerable<int> panels, HttpClient http, DateOnly date)
    {
        var values = Values(date);
        var times = new List<TimeSpan>();
        foreach (var panel in panels)
        {
            var start = time.GetTimestamp();
            using var answer = await http.PostAsJsonAsync($"pages/dashboard/panels/{panel}", values);
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException($"Panel {panel}: {await answer.Content.ReadAsStringAsync()}");
            times.Add(time.GetElapsedTime(start));
        }

        return Latencies.Of(times);
    }

    /// <summary>What the dashboard begins with, but for the longest range that it offers.</summary>
    private static Dictionary<string, string> Values(DateOnly date) =>
        new()
        {
            ["service"] = "theshop_brand",
            ["action"] = "x",
            ["category"] = "x",
            ["summary"] = SummaryCatalog.All[0].QueryType,
            ["period"] = "7",
            ["compare"] = "7",
            ["night"] = $"{date:yyyy-MM-dd}",
            ["product"] = "",
            ["term"] = "",
            [Interpolation.From] = $"{date.AddDays(-400):yyyy-MM-dd}T00:00:00Z",
            [Interpolation.To] = $"{date:yyyy-MM-dd}T23:59:59Z",
        };

    private async Task<Latencies> TimedAsync(Func<Task> work, int times = Times)
    {
        var took = new List<TimeSpan>();
        for (var i = 0; i < times; i++)
        {
            var start = time.GetTimestamp();
            await work();
            took.Add(time.GetElapsedTime(start));
        }

        return Latencies.Of(took);
    }

    private async Task<T> ServedAsync<T>(Func<HttpClient, OpenLake, Task<T>> work, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        var settings = LocalSettings.From(
            new SettingsLayers(LocalSettings.Schema, problems).AddAssignments(["KeepFinishedDays=3650"]),
            problems
        );
        await using var opened = await OpenLake.StartAsync(
            settings.LocalAws(_lake, 0, TimeSpan.Zero),
            settings.Commerce,
            time,
            NullLoggerFactory.Instance,
            cancellationToken
        );
        await EventsTable.PrepareAsync(opened.Athena, settings.Commerce, cancellationToken);
        await using var host = await LakeHost.CreateAsync(
            opened,
            _lake.HostFolder,
            settings,
            time,
            new HostMode { Port = 0 },
            logging: null,
            cancellationToken
        );
        await host.StartAsync(cancellationToken);
        // A table over the days of 10,000 large reports takes longer than the client waits by itself.
        using var http = new HttpClient { BaseAddress = host.Address, Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Add("x-functions-key", host.Keys.FunctionKey);
        return await work(http, opened);
    }

    private void Say(string what) => progress.WriteLine(what);
}
