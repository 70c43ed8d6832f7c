using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Functions.Tests.Http;
using CommerceAnalytics.Reports;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Tests.Tables;

/// <summary>A publication by hand that failed or was terminated: it is rerun, or asked for again.</summary>
public class UnfinishedPublicationTests
{
    private readonly Pipeline _pipeline = new(settings => settings with { ServiceNames = ["shop-a"] });
    private readonly RankingTable _table;
    private readonly Api _api;

    public UnfinishedPublicationTests() => (_table, _api) = (new(_pipeline), new(_pipeline));

    [Fact]
    public async Task Rerun_OfAFailedPublication_PublishesAgain()
    {
        var held = _table.HeldNight(0);
        var failed = FailedPublication(held);

        var report = await RerunAsync(failed);

        (report.Kind, report.Status, report.PublicationOf).ShouldBe(
            (RunKind.Publication, ReportStatus.Succeeded, held.RunId)
        );
        _table.Live.ShouldBe(RankingTable.LocationIn(held));
        _table.Nights.ShouldContain(RankingTable.LocationIn(held));
        var told = RunReportJson.Read((await _api.GetAsync(held.RunId)).Text);
        told.PublishedBy.ShouldBe([failed.RunId, report.RunId]);
    }

    [Fact]
    public async Task Rerun_OfAFailedPublicationThatALaterVersionReplaced_SaysWhyNot()
    {
        var held = _table.HeldNight(0);
        var failed = FailedPublication(held);
        _pipeline.Athena.Built = (_, _) => [];
        _pipeline.Time.Advance(TimeSpan.FromHours(1));
        var later = _pipeline.RunToEnd();

        var report = await RerunAsync(failed);

        (report.Status, RankingTable.In(report).Error!.Code).ShouldBe((ReportStatus.Failed, "HeldVersionSuperseded"));
        _table.Live.ShouldBe(RankingTable.LocationIn(later));
    }

    [Fact]
    public void Publish_TerminatedBeforeTheTableWasPointed_IsKeptAndPublishedWhenAskedAgain()
    {
        var held = _table.HeldNight(0);
        var input = _table.Ask(held, RankingTable.Name).Input.ShouldNotBeNull();
        _pipeline.Catalog.OnChange = (what, _) => EndAt(what, "publish");
        Terminated(input);
        _table.Live.ShouldNotBe(RankingTable.LocationIn(held));
        _pipeline.Athena.Built = (_, _) => [];
        _table.Night(1);

        _pipeline
            .RunToEnd(_table.Ask(held, RankingTable.Name).Input.ShouldNotBeNull())
            .Status.ShouldBe(ReportStatus.Succeeded);

        _table.Nights.ShouldContain(RankingTable.LocationIn(held));
    }

    [Fact]
    public void Publish_TerminatedBeforeHistoryWasEntered_IsEnteredWhenAskedAgain()
    {
        var held = _table.HeldNight(0);
        _pipeline.Athena.Built = (_, _) => [];
        _table.Night(1);
        var input = _table.Ask(held, RankingTable.Name).Input.ShouldNotBeNull();
        _pipeline.History.OnChange = what => EndAt(what, what);
        Terminated(input);
        _table.Nights.ShouldNotContain(RankingTable.LocationIn(held));

        _pipeline
            .RunToEnd(_table.Ask(held, RankingTable.Name).Input.ShouldNotBeNull())
            .Status.ShouldBe(ReportStatus.Succeeded);

        _table.Nights.ShouldContain(RankingTable.LocationIn(held));
        _table.Ask(held, RankingTable.Name).Refusal!.Code.ShouldBe("HeldVersionPublished");
    }

    [Fact]
    public void Publish_TerminatedBeforeHistoryWasEntered_IsEnteredByTheNextRunToo()
    {
        var held = _table.HeldNight(0);
        var input = _table.Ask(held, RankingTable.Name).Input.ShouldNotBeNull();
        _pipeline.History.OnChange = what => EndAt(what, what);
        Terminated(input);
        (_table.Live, _table.Nights.Contains(RankingTable.LocationIn(held))).ShouldBe(
            (RankingTable.LocationIn(held), false)
        );
        _pipeline.Athena.Built = (_, _) => [];

        _table.Night(1);

        _table.Nights.ShouldContain(RankingTable.LocationIn(held));
    }

    private string? _running;

    /// <summary>Terminates the run that goes on, in the midst of a step.</summary>
    private void EndAt(string what, string line)
    {
        if (what != line || _running is not { } run)
            return;
        _running = null;
        _pipeline.Hub.Terminate(run);
        throw new InvalidOperationException("the worker was lost");
    }

    private void Terminated(RunInput input)
    {
        _running = _pipeline.Start(input);
        var run = _running;
        _pipeline.Hub.Run();
        _pipeline.Status(run).ShouldBe(OrchestrationRuntimeStatus.Terminated);
    }

    private RunReport FailedPublication(RunReport held)
    {
        var denied = new Failure("AccessDenied", "Not allowed to change the table.", "Allow it.", RetryAdvice.Never);
        _pipeline.Catalog.BeforePublish = _ => throw new FailureException(denied);
        var report = _pipeline.RunToEnd(_table.Ask(held, RankingTable.Name).Input.ShouldNotBeNull());
        _pipeline.Catalog.BeforePublish = _ => Task.CompletedTask;
        (report.Status, RankingTable.In(report).Error!.Code).ShouldBe((ReportStatus.Failed, "AccessDenied"));
        _table.Live.ShouldNotBe(RankingTable.LocationIn(held));
        return report;
    }

    private async Task<RunReport> RerunAsync(RunReport report)
    {
        var answer = await _api.RerunAsync(report.RunId);
        answer.Status.ShouldBe(202);
        _pipeline.Hub.Run();
        return _pipeline.Report(answer["id"]);
    }
}
