using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Tests.Http;

public class PublishApiTests
{
    private const string Ranking = "shop_a_commerce_product_ranking_summary";
    private const string Traffic = "shop_a_commerce_hourly_traffic_summary";

    private readonly Pipeline _pipeline = new(settings => settings with { ServiceNames = ["shop-a"] });
    private readonly Api _api;

    public PublishApiTests() => _api = new(_pipeline);

    [Fact]
    public async Task Publish_AllThatIsHeld_IsAcceptedAndMendsTheRun()
    {
        var held = HeldRun();

        var answer = await _api.PublishAsync(held.RunId, """{ "asked_by": "Kim" }""");

        (answer.Status, answer["id"]).ShouldBe((202, "commerce-2025-10-28-2"));
        _pipeline.Hub.Run();
        var report = await ReportAsync(answer["id"]);
        (report.Totals.Published, report.PublicationOf, report.AskedBy).ShouldBe((2, held.RunId, "Kim"));
        var told = await ReportAsync(held.RunId);
        (told.MendedBy, told.PublishedBy!.Single()).ShouldBe((answer["id"], answer["id"]));
        var listed = (await _api.ListAsync("")).Json.GetProperty("runs")[0];
        listed.GetProperty("kind").GetString().ShouldBe("publication");
        listed.GetProperty("publication_of").GetString().ShouldBe(held.RunId);
    }

    [Fact]
    public async Task Publish_OneOfTwo_MendsTheRunOnlyWithTheOther()
    {
        var held = HeldRun();
        var first = await PublishedAsync(held, Ranking);
        (await ReportAsync(held.RunId)).MendedBy.ShouldBeNull();

        var second = await PublishedAsync(held, Traffic);

        var told = await ReportAsync(held.RunId);
        told.MendedBy.ShouldBe(second);
        told.PublishedBy.ShouldBe([first, second]);
    }

    [Fact]
    public async Task Publish_UnknownRun_IsNotFound() =>
        (await _api.PublishAsync("commerce-2025-10-28")).Status.ShouldBe(404);

    [Fact]
    public async Task Publish_EverythingWrong_IsRefusedWithAllOfIt()
    {
        var held = HeldRun();
        var answer = await _api.PublishAsync(held.RunId, """{ "tables": "x", "who": 1, "asked_by": "" }""", "?force=1");
        (answer.Status, answer.Problems.Count).ShouldBe((400, 4));
        var foreign = await _api.PublishAsync(held.RunId, """{ "tables": ["another_table"] }""");
        (foreign.Status, foreign.Problems.Single()).ShouldBe(
            (400, $"'another_table' is no table of run {held.RunId}.")
        );
    }

    [Fact]
    public async Task Publish_NothingThatCanBe_IsAConflictThatSaysWhy()
    {
        var clean = _pipeline.RunToEnd();
        (await CodeAsync(clean, "")).ShouldBe("NothingHeld");
        _pipeline.Time.Advance(TimeSpan.FromHours(1));
        var held = HeldRun();
        (await CodeAsync(held, """{ "tables": ["shop_a_commerce_purchase_analytics_summary"] }""")).ShouldBe("NotHeld");
    }

    [Fact]
    public async Task Publish_WhileTheRunGoesOn_IsAConflictWithItsAddress()
    {
        var running = _pipeline.Start();
        var answer = await _api.PublishAsync(running);
        (answer.Status, answer["id"], answer["code"]).ShouldBe((409, running, "RunGoesOn"));
    }

    private async Task<string> CodeAsync(RunReport report, string body)
    {
        var answer = await _api.PublishAsync(report.RunId, body);
        answer.Status.ShouldBe(409);
        return answer["code"];
    }

    private async Task<string> PublishedAsync(RunReport held, string table)
    {
        var answer = await _api.PublishAsync(held.RunId, $$"""{ "tables": ["{{table}}"] }""");
        answer.Status.ShouldBe(202);
        _pipeline.Hub.Run();
        return answer["id"];
    }

    private async Task<RunReport> ReportAsync(string id) => RunReportJson.Read((await _api.GetAsync(id)).Text);

    private RunReport HeldRun()
    {
        _pipeline.Athena.Built = (_, type) =>
            type is "product_ranking" or "hourly_traffic" ? [("rows_with_key_of_another", "", "2")] : [];
        return _pipeline.RunToEnd();
    }
}
