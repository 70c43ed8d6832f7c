using CommerceAnalytics.Failures;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Functions.Tests.Http;
using CommerceAnalytics.Reports;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.Functions.Tests.Tables;

/// <summary>A publication by hand that failed or was terminated: it is rerun, or asked for again.</summary>
public class UnfinishedPublicationTests
{
    private const string Table = "shop_a_commerce_product_ranking_summary";
    private const string Type = "product_ranking";

    private readonly Pipeline _pipeline = new(settings => settings with { ServiceNames = ["shop-a"] });
    private readonly Api _api;

    public UnfinishedPublicationTests() => _api = new(_pipeline);

    [Fact]
    public async Task Rerun_OfAFailedPublication_PublishesAgain()
    {
        var held = HeldNight();
        var failed = FailedPublication(held);

        var report = await RerunAsync(failed);

        (report.Kind, report.Status, report.PublicationOf).ShouldBe(
            (RunKind.Publication, ReportStatus.Succeeded, held.RunId)
        );
        Live().ShouldBe(LocationIn(held));
        Nights().ShouldContain(LocationIn(held));
        var told = RunReportJson.Read((await _api.GetAsync(held.RunId)).Text);
        told.PublishedBy.ShouldBe([failed.RunId, report.RunId]);
    }

    [Fact]
    public async Task Rerun_OfAFailedPublicationThatALaterVersionReplaced_SaysWhyNot()
    {
        var held = HeldNight();
        var failed = FailedPublication(held);
        _pipeline.Athena.Built = (_, _) => [];
        _pipeline.Time.Advance(TimeSpan.FromHours(1));
        var later = _pipeline.RunToEnd();

        var report = await RerunAsync(failed);

        (report.Status, Ranking(report).Error!.Code).ShouldBe((ReportStatus.Failed, "HeldVersionSuperseded"));
        Live().ShouldBe(LocationIn(later));
    }

    [Fact]
    public void Publish_TerminatedBeforeTheTableWasPointed_IsKeptAndPublishedWhenAskedAgain()
    {
        var held = HeldNight();
        var input = Ask(held).Input.ShouldNotBeNull();
        _pipeline.Catalog.OnChange = (what, _) => EndAt(what, "publish");
        Terminated(input);
        Live().ShouldNotBe(LocationIn(held));
        _pipeline.Athena.Built = (_, _) => [];
        Night(1);

        _pipeline.RunToEnd(Ask(held).Input.ShouldNotBeNull()).Status.ShouldBe(ReportStatus.Succeeded);

        Nights().ShouldContain(LocationIn(held));
    }

    [Fact]
    public void Publish_TerminatedBeforeHistoryWasEntered_IsEnteredWhenAskedAgain()
    {
        var held = HeldNight();
        _pipeline.Athena.Built = (_, _) => [];
        Night(1);
        var input = Ask(held).Input.ShouldNotBeNull();
        _pipeline.History.OnChange = what => EndAt(what, what);
        Terminated(input);
        Nights().ShouldNotContain(LocationIn(held));

        _pipeline.RunToEnd(Ask(held).Input.ShouldNotBeNull()).Status.ShouldBe(ReportStatus.Succeeded);

        Nights().ShouldContain(LocationIn(held));
        Ask(held).Refusal!.Code.ShouldBe("HeldVersionPublished");
    }

    [Fact]
    public void Publish_TerminatedBeforeHistoryWasEntered_IsEnteredByTheNextRunToo()
    {
        var held = HeldNight();
        var input = Ask(held).Input.ShouldNotBeNull();
        _pipeline.History.OnChange = what => EndAt(what, what);
        Terminated(input);
        (Live(), Nights().Contains(LocationIn(held))).ShouldBe((LocationIn(held), false));
        _pipeline.Athena.Built = (_, _) => [];

        Night(1);

        Nights().ShouldContain(LocationIn(held));
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
        var report = _pipeline.RunToEnd(Ask(held).Input.ShouldNotBeNull());
        _pipeline.Catalog.BeforePublish = _ => Task.CompletedTask;
        (report.Status, Ranking(report).Error!.Code).ShouldBe((ReportStatus.Failed, "AccessDenied"));
        Live().ShouldNotBe(LocationIn(held));
        return report;
    }

    private async Task<RunReport> RerunAsync(RunReport report)
    {
        var answer = await _api.RerunAsync(report.RunId);
        answer.Status.ShouldBe(202);
        _pipeline.Hub.Run();
        return _pipeline.Report(answer["id"]);
    }

    private RunReport HeldNight()
    {
        Night(-1);
        _pipeline.Athena.Built = (_, type) => type == Type ? [("rows_with_key_of_another", "", "2")] : [];
        var held = Night(0);
        Ranking(held).Status.ShouldBe(TableStatus.Held);
        return held;
    }

    private RunReport Night(int day)
    {
        _pipeline.Time.Advance(TimeSpan.FromDays(1));
        return _pipeline.RunToEnd(_pipeline.Input(Pipeline.Today.AddDays(day)));
    }

    private HeldRequest Ask(RunReport held)
    {
        var tables = _pipeline.Services.GetRequiredService<HeldTables>();
        return tables
            .FindAsync(_pipeline.Hub.Client, held.RunId, [Table], "Kim", CancellationToken.None)
            .GetAwaiter()
            .GetResult();
    }

    private List<string> Nights() =>
        [.. _pipeline.History.Nights.Where(night => night.Key.QueryType == Type).Select(night => night.Value.Location)];

    private string? Live() => _pipeline.Catalog.Tables[Table].Location;

    private static string LocationIn(RunReport report) => Ranking(report).Location!;

    private static TableReport Ranking(RunReport report) => report.AllTables().Single(table => table.Table == Table);
}
