using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.LocalHost.Benchmarks.Engine;
using CommerceAnalytics.LocalHost.Benchmarks.Pages;
using CommerceAnalytics.LocalHost.Commands;
using CommerceAnalytics.OneMachine.Lake;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.LocalHost.Tests.Commands;

/// <summary>The store that <c>bench pages</c> measures.</summary>
public sealed class ManyRunsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Lake => _folder.At("lake");

    [Fact]
    public async Task Make_OfOneRun_GivesRunsWithReportsAndDatesOfTheirOwn()
    {
        string[] which = ["--lake", Lake, "--date", "2025-10-10", "--service", "theshop-brand"];
        (await Shell.RunLiveAsync(["sample", .. which, "--days", "2", "--events-per-day", "20"])).ExitCode.ShouldBe(
            ExitCode.Done
        );
        (await Shell.RunLiveAsync(["run", .. which, "--query-type", "hourly_traffic"])).ExitCode.ShouldBe(
            ExitCode.Done
        );

        await new ManyRuns(new LakeFolder(Lake), new DateOnly(2025, 10, 10), shops: 3).MakeAsync(
            900,
            CancellationToken.None
        );

        await using var hub = await BenchHub.StartAsync(
            Path.Combine(Lake, ".localhost", "taskhub.db"),
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
            .GetFiles(Path.Combine(Lake, "commerce-results", "commerce-summary", "pipeline", "runs"))
            .Length.ShouldBe(900);
        var one = await hub.Client.GetInstanceAsync("commerce-2025-10-09-3", getInputsAndOutputs: true);
        string[] shops = ["theshop-brand", "theshop-brand-1", "theshop-brand-2"];
        one!.ReadInputAs<RunInput>()!.Request.ServiceNames.ShouldBe(shops);
        (
            await hub.Client.GetOrchestrationHistoryAsync("commerce-2025-10-09-3", CancellationToken.None)
        ).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task BenchPages_NoRuns_IsRefused()
    {
        var outcome = await Shell.RunAsync("bench", "pages", "--runs", "0");

        outcome.ExitCode.ShouldBe(ExitCode.Refused);
        outcome.Error.ShouldContain("--runs '0' must be a whole number from 1 to 100000.");
    }

    public void Dispose() => _folder.Dispose();
}
