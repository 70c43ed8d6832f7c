using CommerceAnalytics.Naming;
using CommerceAnalytics.OneMachine.Lake;
using CommerceAnalytics.OneMachine.Pages.Server.Monitor;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;

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
        var panelsAfterOneRun = await ServedAsync(
            (http, _) => new PanelQuestions(http, date, time).EachAsync(),
            cancellationToken
        );
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
        var firstScreen = await new PanelQuestions(http, date, time).FirstScreenAsync();
        var panels = await new PanelQuestions(http, date, time).EachAsync();
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
        await using var served = await ServedLake.StartAsync(_lake, time, cancellationToken);
        return await work(served.Http, served.Lake);
    }

    private void Say(string what) => progress.WriteLine(what);
}
