using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Functions.Tests.Virtual;

namespace CommerceAnalytics.Functions.Tests.Http;

/// <summary>Two hosts start one date at the same moment, on a provider that says nothing of the conflict.</summary>
public class StartRaceTests
{
    private readonly Pipeline _pipeline = new();
    private readonly Api _api;

    public StartRaceTests()
    {
        _api = new(_pipeline);
        _pipeline.Hub.Client.SwallowsConflicts = true;
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("", """{"force":true}""")]
    [InlineData("""{"force":true}""", "")]
    [InlineData(
        """{"execution_date":"2025-10-20"}""",
        """{"execution_date":"2025-10-20","query_types":["hourly_traffic"]}"""
    )]
    public async Task Start_TwoRace_OneIsAcceptedAndTheOtherIsToldOfIt(string body, string othersBody)
    {
        var winner = new Answer(0, "", null, "");
        _pipeline.Hub.Client.BeforeSchedule = () =>
            winner = _api.StartElsewhereAsync(othersBody).GetAwaiter().GetResult();
        var loser = await _api.StartAsync(body);
        (winner.Status, loser.Status).ShouldBe((202, 409));
        (loser["id"], loser["code"]).ShouldBe((winner["id"], "RunAlreadyThere"));
        loser["statusQueryGetUri"].ShouldBe(winner["statusQueryGetUri"]);
        _pipeline.Hub.Instances.Keys.ShouldBe([winner["id"]]);
    }

    [Fact]
    public async Task RollBack_TwoRace_OneIsAcceptedAndTheOtherIsToldOfIt()
    {
        var winner = new Answer(0, "", null, "");
        _pipeline.RunToEnd();
        _pipeline.Hub.Client.BeforeSchedule = () => winner = _api.StartElsewhereAsync().GetAwaiter().GetResult();
        var loser = await _api.RollBackAsync("shop-a");
        (winner.Status, loser.Status).ShouldBe((202, 409));
        loser["id"].ShouldBe(winner["id"]);
    }

    [Fact]
    public async Task Start_TheRunShowsOnlyAfterAWhile_IsAccepted()
    {
        _pipeline.Hub.Client.ReadsTooEarly = 2;
        var started = _api.StartAsync();
        started.IsCompleted.ShouldBeFalse();
        Pass(looks: 2);
        (await started).Status.ShouldBe(202);
        _pipeline.Hub.Client.ReadsTooEarly.ShouldBe(0);
    }

    [Fact]
    public async Task Start_AnothersRunShowsOnlyAfterAWhile_IsRefused()
    {
        _pipeline.Hub.Client.BeforeSchedule = () =>
        {
            _ = _api.StartElsewhereAsync().GetAwaiter().GetResult();
            _pipeline.Hub.Client.ReadsTooEarly = 2;
        };
        var started = _api.StartAsync();
        Pass(looks: 2);
        (await started).Status.ShouldBe(409);
    }

    [Fact]
    public async Task Start_TheRunNeverShows_IsAcceptedAfterASecond()
    {
        _pipeline.Hub.Client.ReadsTooEarly = int.MaxValue;
        var started = _api.StartAsync();
        Pass(looks: 3);
        started.IsCompleted.ShouldBeFalse();
        Pass(looks: 1);
        (await started).Status.ShouldBe(202);
    }

    [Fact]
    public void Start_TwoRuns_CarryMarksOfTheirOwn()
    {
        var first = _pipeline.Run(_pipeline.Start(_pipeline.Input(Pipeline.Today.AddDays(-1)))).Input;
        var second = _pipeline.Run(_pipeline.Start()).Input;
        var marks = new[] { first, second }.Select(input => Json.Value<RunInput>(input).Nonce).ToList();
        marks.ShouldBe(["0000000000000001", "0000000000000002"]);
        new StartNonces().Next().ShouldNotBe(new StartNonces().Next());
    }

    private void Pass(int looks)
    {
        for (var look = 0; look < looks; look++)
            _pipeline.Time.Advance(TimeSpan.FromMilliseconds(200));
    }
}
