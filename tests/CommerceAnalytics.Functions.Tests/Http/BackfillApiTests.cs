using CommerceAnalytics.Functions.Tests.Fakes;

namespace CommerceAnalytics.Functions.Tests.Http;

public class BackfillApiTests
{
    private const string Range = """{"from":"2025-10-24","to":"2025-10-25","query_types":["hourly_traffic"]}""";
    private const string Id = "backfill-2025-10-24-2025-10-25-1";

    private readonly Pipeline _pipeline = new();
    private readonly Api _api;

    public BackfillApiTests() => _api = new(_pipeline);

    [Fact]
    public async Task Start_Range_Answers202WithPayloadAndEstimate()
    {
        var answer = await _api.BackfillAsync(Range);

        (answer.Status, answer["id"]).ShouldBe((202, Id));
        answer.Location.ShouldBe(answer["statusQueryGetUri"]);
        var estimate = answer.Json.GetProperty("estimate");
        estimate.GetProperty("nights").GetInt32().ShouldBe(2);
        estimate.GetProperty("tables").GetInt32().ShouldBe(4);
        estimate.GetProperty("data_scanned_bytes").GetInt64().ShouldBe(4 * 7 * (1L << 20));
        estimate.GetProperty("cost_usd").GetDecimal().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Start_EstimateOnly_Answers200AndStartsNothing()
    {
        var answer = await _api.BackfillAsync("""{"from":"2025-10-24","to":"2025-10-25","estimate_only":true}""");

        answer.Status.ShouldBe(200);
        answer.Json.GetProperty("estimate").GetProperty("tables").GetInt32().ShouldBe(28);
        answer.Json.TryGetProperty("id", out _).ShouldBeFalse();
        _pipeline.Hub.Instances.ShouldBeEmpty();
    }

    [Fact]
    public async Task Start_SomeNightsOutsideWhatHistoryIsGiven_TellsHowManyAndWhy()
    {
        var pipeline = new Pipeline(settings => settings with { HistoryNights = 3 });
        pipeline.RunToEnd(pipeline.Input(new(2025, 10, 25)));

        var answer = await new Api(pipeline).BackfillAsync("""{"from":"2025-10-21","to":"2025-10-28"}""");

        answer.Status.ShouldBe(202);
        var estimate = answer.Json.GetProperty("estimate");
        estimate.GetProperty("nights").GetInt32().ShouldBe(2);
        estimate
            .GetProperty("left_out")
            .EnumerateArray()
            .Select(one => one.GetString())
            .ShouldBe([
                "2 nights are left out (2025-10-21 to 2025-10-22): HistoryNights (3) counts back from 2025-10-25, the live table's date.",
                "3 nights are left out (2025-10-26 to 2025-10-28): the nightly run brings what is later than 2025-10-25, the live table's date.",
            ]);
    }

    [Theory]
    [InlineData("2025-10-27", true)]
    [InlineData("2025-10-22", true)]
    [InlineData("2025-10-22", false)]
    public async Task Start_AllNightsOutsideWhatHistoryIsGiven_Answers400BeforeAnyWork(string night, bool isLive)
    {
        var pipeline = new Pipeline(settings => settings with { HistoryNights = 3 });
        if (isLive)
            pipeline.RunToEnd(pipeline.Input(new(2025, 10, 25)));
        var before = pipeline.Hub.Instances.Count;

        var answer = await new Api(pipeline).BackfillAsync($$"""{"from":"{{night}}","to":"{{night}}"}""");

        answer.Status.ShouldBe(400);
        answer
            .Problems.ShouldHaveSingleItem()
            .ShouldStartWith("None of the nights can be filled in. 1 night is left out");
        pipeline.Hub.Instances.Count.ShouldBe(before);
    }

    [Fact]
    public async Task Start_NightsThatTheLiveTablesDateKeepsButTodayDoesNot_AreFilledIn()
    {
        var pipeline = new Pipeline(settings => settings with { HistoryNights = 3 });
        pipeline.RunToEnd(pipeline.Input(new(2025, 10, 25)));
        var api = new Api(pipeline);

        var answer = await api.BackfillAsync("""{"from":"2025-10-23","to":"2025-10-24"}""");
        pipeline.Hub.Run();

        answer.Json.GetProperty("estimate").GetProperty("left_out").GetArrayLength().ShouldBe(0);
        Nights(await api.BackfillsAsync("backfill-2025-10-23-2025-10-24-1"), "done").ShouldBe(2);
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("""{"from":"2025-10-25","to":"2025-10-24"}""", 1)]
    [InlineData("""{"from":"2025-09-01","to":"2026-01-01","query_types":["overviews"],"forced":1}""", 4)]
    [InlineData("""{"from":["x"],"to":"2025-10-24","force":"yes"}""", 3)]
    [InlineData("[]", 3)]
    public async Task Start_Wrong_Answers400WithAllProblems(string body, int problems)
    {
        var answer = await _api.BackfillAsync(body);

        (answer.Status, answer.ContentType, answer["code"]).ShouldBe(
            (400, "application/problem+json", "InvalidRequest")
        );
        answer.Problems.Count.ShouldBe(problems, answer.Text);
        _pipeline.Hub.Instances.ShouldBeEmpty();
    }

    [Fact]
    public async Task Start_UnknownService_Answers400() =>
        (await _api.BackfillAsync("""{"from":"2025-10-24","to":"2025-10-25","service_names":["shop-x"]}"""))
            .Problems.ShouldHaveSingleItem()
            .ShouldContain("There is no service shop-x");

    [Fact]
    public async Task Start_OneGoesOnForANightOfIt_Answers409WithItsPayload()
    {
        await _api.BackfillAsync(Range);

        var answer = await _api.BackfillAsync("""{"from":"2025-10-25","to":"2025-10-27"}""");

        (answer.Status, answer["code"], answer["id"]).ShouldBe((409, "BackfillGoesOn", Id));
        (await _api.BackfillAsync("""{"from":"2025-10-26","to":"2025-10-27"}""")).Status.ShouldBe(202);
    }

    [Fact]
    public async Task Start_AfterOneHasEnded_IsANewOne()
    {
        await _api.BackfillAsync(Range);
        _pipeline.Hub.Run();

        (await _api.BackfillAsync(Range))["id"].ShouldBe("backfill-2025-10-24-2025-10-25-2");
    }

    [Fact]
    public async Task Get_BeforeInTheMiddleAndAtTheEnd_TellsHowFarItIs()
    {
        await _api.BackfillAsync(Range);
        var before = await _api.BackfillsAsync(Id);
        (before["status"], Nights(before, "left")).ShouldBe(("running", 2));

        _pipeline.Hub.Run(() => _pipeline.History.Nights.Count == 2);
        var middle = await _api.BackfillsAsync(Id);
        (middle["status"], middle["night"]).ShouldBe(("running", "2025-10-25"));

        _pipeline.Hub.Run();
        var end = await _api.BackfillsAsync(Id);
        (end["status"], Nights(end, "done"), Nights(end, "left")).ShouldBe(("succeeded", 2, 0));
        end.Json.GetProperty("data_scanned_bytes").GetInt64().ShouldBe(8000, "four tables and their audits");
        end.Json.GetProperty("cost_usd").GetDecimal().ShouldBeGreaterThan(0);
        (await _api.BackfillsAsync()).Json.GetProperty("backfills").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Cancel_OneThatGoesOn_EndsIt()
    {
        await _api.BackfillAsync(Range);
        _pipeline.Hub.Run(() => _pipeline.Athena.Queries.Count > 0);

        (await _api.CancelBackfillAsync(Id)).Status.ShouldBe(202);
        _pipeline.Hub.Run();

        (await _api.BackfillsAsync(Id))["status"].ShouldBe("cancelled");
        _pipeline.Athena.Active.ShouldBe(0);
        (await _api.CancelBackfillAsync(Id))["code"].ShouldBe("BackfillEnded");
    }

    [Theory]
    [InlineData("backfill-2025-10-24-2025-10-25-7")]
    [InlineData("commerce-2025-10-28")]
    public async Task GetAndCancel_NoSuchBackfill_Answer404(string id)
    {
        await _api.StartAsync();

        (await _api.BackfillsAsync(id))["code"].ShouldBe("BackfillNotFound");
        (await _api.CancelBackfillAsync(id)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Get_TerminatedFromOutside_IsToldAsCancelled()
    {
        await _api.BackfillAsync(Range);
        _pipeline.Hub.Run(() => _pipeline.Athena.Queries.Count > 0);

        _pipeline.Hub.Terminate(Id);

        (await _api.BackfillsAsync(Id))["status"].ShouldBe("cancelled");
    }

    private static int Nights(Answer answer, string what) =>
        answer.Json.GetProperty("nights").GetProperty(what).GetInt32();
}
