using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Functions.Tests.Virtual;

namespace CommerceAnalytics.Functions.Tests.Http;

/// <summary>Two hosts start one date at the same moment, on a provider that says nothing of the conflict.</summary>
public class StartRaceTests
{
    private readonly Pipeline pipeline = new();
    private readonly Api api;

    public StartRaceTests()
    {
        api = new(pipeline);
        pipeline.Hub.Client.SwallowsConflicts = true;
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
        pipeline.Hub.Client.BeforeSchedule = () =>
            winner = api.StartElsewhereAsync(othersBody).GetAwaiter().GetResult();
        var loser = await api.StartAsync(body);
        (winner.Status, loser.Status).ShouldBe((202, 409));
        (loser["id"], loser["code"]).ShouldBe((winner["id"], "RunAlreadyThere"));
        loser["statusQueryGetUri"].ShouldBe(winner["statusQueryGetUri"]);
        pipeline.Hub.Instances.Keys.ShouldBe([winner["id"]]);
    }

    [Fact]
    public async Task RollBack_TwoRace_OneIsAcceptedAndTheOtherIsToldOfIt()
    {
        var winner = new Answer(0, "", null, "");
        pipeline.RunToEnd();
        pipeline.Hub.Client.BeforeSchedule = () => winner = api.StartElsewhereAsync().GetAwaiter().GetResult();
        var loser = await api.RollBackAsync("shop-a");
        (winner.Status, loser.Status).ShouldBe((202, 409));
        loser["id"].ShouldBe(winner["id"]);
    }

    [Fact]
    public async Task Start_TheRunShowsOnlyAfterAWhile_IsAccepted()
    {
        pipeline.Hub.Client.ReadsTooEarly = 2;
        var started = api.StartAsync();
        started.IsCompleted.ShouldBeFalse();
        Pass(looks: 2);
        (await started).Status.ShouldBe(202);
        pipeline.Hub.Client.ReadsTooEarly.ShouldBe(0);
    }

    [Fact]
    public async Task Start_AnothersRunShowsOnlyAfterAWhile_IsRefused()
    {
        pipeline.Hub.Client.BeforeSchedule = () =>
        {
            _ = api.StartElsewhereAsync().GetAwaiter().GetResult();
            pipeline.Hub.Client.ReadsTooEarly = 2;
        };
        var started = api.StartAsync();
        Pass(looks: 2);
        (await started).Status.ShouldBe(409);
    }

    [Fact]
    public async Task Start_TheRunNeverShows_IsAcceptedAfterASecond()
    {
        pipeline.Hub.Client.ReadsTooEarly = int.MaxValue;
        var started = api.StartAsync();
        Pass(looks: 3);
        started.IsCompleted.ShouldBeFalse();
        Pass(looks: 1);
        (await started).Status.ShouldBe(202);
    }

    [Fact]
    public void Start_TwoRuns_CarryMarksOfTheirOwn()
    {
        var first = pipeline.Run(pipeline.Start(pipeline.Input(Pipeline.Today.AddDays(-1)))).Input;
        var second = pipeline.Run(pipeline.Start()).Input;
        var marks = new[] { first, second }.Select(input => Json.Value<RunInput>(input).Nonce).ToList();
        marks.ShouldBe(["0000000000000001", "0000000000000002"]);
        new StartNonces().Next().ShouldNotBe(new StartNonces().Next());
    }

    private void Pass(int looks)
    {
        for (var look = 0; look < looks; look++)
            pipeline.Time.Advance(TimeSpan.FromMilliseconds(200));
    }
}
