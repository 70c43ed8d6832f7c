using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Http;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.Functions.Tests.Runs;

/// <summary>
/// The app is upgraded in the middle of a run, to orchestrators that do something before all that they did.
/// </summary>
public class CodeChangedTests
{
    private const string Id = "commerce-2025-10-28";

    private readonly Pipeline _pipeline = new(settings => settings with { ServiceNames = ["shop-a"] });

    [Fact]
    public void Upgrade_RefreshIsChanged_FailsWhatWasInFlightWithAdviceAndGoesOn()
    {
        StartAndUpgrade(FunctionNames.RefreshTableOrchestrator);
        var report = _pipeline.Report(Id);
        report.Totals.Published.ShouldBe(5);
        var failed = report.Services[0].Tables.Where(table => table.Status == TableStatus.Failed).ToList();
        failed.Select(table => table.QueryType).ShouldBe(["button_interaction", "hourly_traffic"]);
        failed.ShouldAllBe(table => table.Error!.Code == "CodeChanged");
        failed[0]
            .Error!.Message.ShouldStartWith(
                "RefreshTableOrchestrator was changed while this run was in flight, and cannot go on where it was: "
            );
        failed[0].Error!.Advice.ShouldContain("Rerun this run");
        failed[0].Error!.Advice.ShouldContain("docs/change/changing-orchestrators.md");
    }

    [Fact]
    public void Upgrade_RefreshIsChanged_RerunPublishesTheRest()
    {
        StartAndUpgrade(FunctionNames.RefreshTableOrchestrator);
        _pipeline.RunToEnd(Rerun.Of(_pipeline.Report(Id), null)).Totals.Published.ShouldBe(2);
    }

    [Fact]
    public void Upgrade_QueueIsChanged_RunEndsWithItsServicesAndARerunPublishesAll()
    {
        StartAndUpgrade(FunctionNames.QueryQueueOrchestrator);
        var report = _pipeline.Report(Id);
        report
            .Services[0]
            .Tables.ShouldAllBe(table => table.Status == TableStatus.Failed && table.Error!.Code == "CodeChanged");
        _pipeline.Status(Id).ShouldBe(OrchestrationRuntimeStatus.Failed, "the next run waits for one that goes on");
        _pipeline
            .Hub.Instances.Values.Single(instance => instance.Name == FunctionNames.ServiceOrchestrator)
            .Status.ShouldBe(OrchestrationRuntimeStatus.Terminated);
        _pipeline.Athena.Queries.ShouldAllBe(
            query => query.StoppedAt != null,
            "nobody waits for them any more, and they are billed"
        );
        _pipeline.RunToEnd(Rerun.Of(report, null)).Totals.Published.ShouldBe(7);
    }

    [Fact]
    public void Upgrade_QueueIsChangedAndItsQueriesCannotBeStopped_TheReportSaysSoAndTheNextRunStopsThem()
    {
        _pipeline.Athena.StopRefusal = new("AccessDenied", "athena:StopQueryExecution", "Allow it.");
        StartAndUpgrade(FunctionNames.QueryQueueOrchestrator);
        _pipeline.Athena.Active.ShouldBe(2);
        var report = _pipeline.Report(Id);
        report.Warnings.Select(warning => warning.Code).ShouldContain("QueriesNotStopped");
        _pipeline.Athena.StopRefusal = null;
        _pipeline.RunToEnd(Rerun.Of(report, null));
        _pipeline
            .Athena.Queries.Take(2)
            .ShouldAllBe(query => query.StoppedAt != null, "no status names them: the engine dropped it");
    }

    [Fact]
    public void Upgrade_QueueIsChangedWhileDaysAreExtracted_RunEnds()
    {
        var extracting = new Pipeline(settings =>
            settings with
            {
                ServiceNames = ["shop-a"],
                ScanMode = ScanMode.Extract,
            }
        );
        extracting.Start();
        extracting.Hub.Run(() => extracting.Athena.Active == 3);
        Upgrade(extracting, FunctionNames.QueryQueueOrchestrator);
        extracting.Hub.Run(() => extracting.Run(Id).IsCompleted);
        extracting.Status(Id).ShouldBe(OrchestrationRuntimeStatus.Failed);
        extracting.Report(Id).Services[0].Tables.ShouldAllBe(table => table.Error!.Code == "CodeChanged");
    }

    [Fact]
    public async Task Upgrade_RunIsChanged_ReportSaysSoAndARerunTakesAllTables()
    {
        StartAndUpgrade(FunctionNames.RunOrchestrator);
        _pipeline.Status(Id).ShouldBe(OrchestrationRuntimeStatus.Failed);
        var report = (
            await _pipeline
                .Services.GetRequiredService<RunReader>()
                .ReadAsync(_pipeline.Hub.Client, Id, CancellationToken.None)
        )!;
        report.Status.ShouldBe(ReportStatus.Failed);
        report.Totals.Failed.ShouldBe(7);
        report.Services[0].Status.ShouldBe(ReportStatus.Failed);
        report.Services[0].Tables.ShouldAllBe(table => table.Error!.Code == "CodeChanged");
        Rerun.Of(report, null)!.Tables().Count().ShouldBe(7);
    }

    [Fact]
    public void Upgrade_NothingIsChanged_GoesOn()
    {
        StartAndUpgrade(FunctionNames.RefreshTableOrchestrator, changed: false);
        _pipeline.Report(Id).Totals.Published.ShouldBe(7);
    }

    private void StartAndUpgrade(string name, bool changed = true)
    {
        _pipeline.Athena.Duration = (_, _, _) => TimeSpan.FromMinutes(10);
        _pipeline.Start();
        _pipeline.Hub.Run(() => _pipeline.Athena.Active == 2 && _pipeline.Athena.Looks.Count > 0);
        Upgrade(_pipeline, name, changed);
        _pipeline.Hub.Run(() => _pipeline.Run(Id).IsCompleted);
    }

    private static void Upgrade(Pipeline pipeline, string name, bool changed = true)
    {
        var code = pipeline.Hub.Orchestrators;
        code[name] = new Upgraded(code[name], changed);
    }

    private sealed class Upgraded(ITaskOrchestrator code, bool changed) : ITaskOrchestrator
    {
        public Type InputType => code.InputType;

        public Type OutputType => code.OutputType;

        public Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
        {
            if (changed)
                context.SendEvent("auditor", "Started", context.InstanceId);
            return code.RunAsync(context, input);
        }
    }
}
