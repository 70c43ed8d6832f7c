using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.OneMachine.Lake;
using CommerceAnalytics.OneMachine.Runs;
using CommerceAnalytics.OneMachine.Sample;
using CommerceAnalytics.OneMachine.Settings;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Runs;
using CommerceAnalytics.Trials.Benchmarks.Engine;
using CommerceAnalytics.Trials.Benchmarks.Pages;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Trials.Tests.Benchmarks.Pages;

/// <summary>The store that <c>bench pages</c> measures.</summary>
public sealed class ManyRunsTests : IDisposable
{
    private const string Service = "theshop-brand";

    private static readonly DateOnly Date = new(2025, 10, 10);

    private readonly TemporaryFolder _folder = new();

    private LakeFolder Lake => new(_folder.At("lake"));

    [Fact]
    public async Task Make_OfOneRun_GivesRunsWithReportsAndDatesOfTheirOwn()
    {
        await RunAsync();

        await new ManyRuns(Lake, Date, shops: 3).MakeAsync(900, CancellationToken.None);

        await using var hub = await BenchHub.StartAsync(
            Path.Combine(Lake.HostFolder, "taskhub.db"),
            new CopiedRuns(),
            TimeProvider.System
        );
        var runs = await hub
            .Client.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: "commerce-2025-10-0"))
            .Select(run => (run.InstanceId, run.RuntimeStatus))
            .ToListAsync();
        runs.Count.ShouldBe(9 * 3);
        runs.ShouldContain(("commerce-2025-10-09-3", OrchestrationRuntimeStatus.Completed));
        runs.Count(run => run.RuntimeStatus == OrchestrationRuntimeStatus.Failed).ShouldBeInRange(2, 3);
        Directory
            .GetFiles(Path.Combine(Lake.FullPath, "commerce-results", "commerce-summary", "pipeline", "runs"))
            .Length.ShouldBe(900);
        var one = await hub.Client.GetInstanceAsync("commerce-2025-10-09-3", getInputsAndOutputs: true);
        string[] shops = ["theshop-brand", "theshop-brand-1", "theshop-brand-2"];
        one!.ReadInputAs<RunInput>()!.Request.ServiceNames.ShouldBe(shops);
        (
            await hub.Client.GetOrchestrationHistoryAsync("commerce-2025-10-09-3", CancellationToken.None)
        ).ShouldNotBeEmpty();
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>One run of one table on sample events.</summary>
    private async Task RunAsync()
    {
        var problems = new List<string>();
        var settings = LocalSettings.From(new SettingsLayers(LocalSettings.Schema, problems), problems);
        var sample = new SampleOptions
        {
            LastDay = Date.AddDays(-1),
            Days = 2,
            EventsPerDay = 20,
            ServiceNames = [Service],
        };
        new SampleLake(Lake).Write(sample, TextWriter.Null, CancellationToken.None);
        await using var started = await StartedLake.StartAsync(
            Lake,
            settings.LocalAws(Lake, port: 0, TimeSpan.Zero),
            settings,
            TimeProvider.System,
            CancellationToken.None,
            withEventsTable: true
        );
        var run = new LocalRun(started.Host, new InProcessRuns(started.Host), TimeProvider.System);
        var request = new RunRequest([Service], Date, ["hourly_traffic"], Force: false);
        var report = await run.FollowAsync(
            await run.StartAsync(request, CancellationToken.None),
            static _ => { },
            CancellationToken.None
        );
        report.Status.ShouldBe(ReportStatus.Succeeded);
    }
}
