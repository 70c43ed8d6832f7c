using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Tests.Http;

public class RollbackApiTests
{
    private readonly Pipeline _pipeline = new(settings => settings with { ServiceNames = ["shop-a"] });
    private readonly Api _api;

    public RollbackApiTests() => _api = new(_pipeline);

    [Fact]
    public async Task RollBack_TwoVersionsAreKept_IsAcceptedAndHasAReport()
    {
        _pipeline.RunToEnd(_pipeline.Input(Pipeline.Today.AddDays(-1)));
        _pipeline.RunToEnd();
        var answer = await _api.RollBackAsync("shop-a", "?query_type=hourly_traffic&query_type=product_ranking");
        (answer.Status, answer["id"]).ShouldBe((202, "commerce-2025-10-28-2"));
        _pipeline.Hub.Run();
        var report = RunReportJson.Read((await _api.GetAsync(answer["id"])).Text);
        (report.Kind, report.Totals.Published).ShouldBe((RunKind.Rollback, 2));
    }

    [Fact]
    public async Task RollBack_ARunOfTodayGoesOn_IsAnsweredWithItsAddress()
    {
        var running = _pipeline.Start();
        var answer = await _api.RollBackAsync("shop-a");
        (answer.Status, answer["id"]).ShouldBe((409, running));
    }

    [Fact]
    public async Task RollBack_EverythingWrong_IsRefusedWithAllOfIt()
    {
        var answer = await _api.RollBackAsync("Shop A", "?query_type=nothing&date=2025-10-28");
        answer.Status.ShouldBe(400);
        answer.Problems.Count.ShouldBe(3);
        _pipeline.Hub.Instances.ShouldBeEmpty();
    }

    [Fact]
    public async Task Leftovers_AfterAFailedRun_AreListedThenDeleted()
    {
        _pipeline.Athena.Ending = (_, type, _) =>
            type == "hourly_traffic" ? new Failure("EngineError", "x", "y") : null;
        var failed = _pipeline.RunToEnd();
        _pipeline.Store.Write(_pipeline.Store.Results.Single().RunKey, "id.csv");
        var listed = await _api.LeftoversAsync(remove: false);
        listed.Json.GetProperty("leftovers")[0].GetProperty("kind").GetString().ShouldBe("results");
        listed.Json.GetProperty("leftovers")[0].GetProperty("run_id").GetString().ShouldBe(failed.RunId);
        (await _api.LeftoversAsync(remove: true)).Text.ShouldBe(listed.Text);
        (await _api.LeftoversAsync(remove: false)).Json.GetProperty("leftovers").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Get_ReportWasNotTakenByS3_IsReadFromTheRunItself()
    {
        _pipeline.Store.WriteRefusal = key =>
            key.StartsWith("pipeline/runs/", StringComparison.Ordinal)
                ? new Failure("BucketNotFound", "gone", "Create it.")
                : null;
        var id = _pipeline.Start();
        _pipeline.Hub.Run(() => _pipeline.Run(id).IsCompleted);
        var report = RunReportJson.Read((await _api.GetAsync(id)).Text);
        (report.Status, report.Totals.Published).ShouldBe((ReportStatus.Succeeded, 7));
    }
}
