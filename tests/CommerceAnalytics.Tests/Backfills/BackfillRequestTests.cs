using CommerceAnalytics.Backfills;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Tests.Backfills;

public class BackfillRequestTests
{
    private static readonly DateTimeOffset Now = new(2025, 11, 20, 4, 0, 0, TimeSpan.Zero);
    private static readonly CommerceSettings Settings = new() { ServiceNames = ["shop-a"], ResultsBucket = "results" };

    [Fact]
    public void Resolve_RangeAlone_TakesTheConfiguredServicesAndAllSummaries()
    {
        var request = Resolve("2025-11-01", "2025-11-03");

        request.ServiceNames.ShouldBe(["shop-a"]);
        request.QueryTypes.Count.ShouldBe(7);
        request.Nights().Select(night => night.Day).ShouldBe([3, 2, 1]);
    }

    [Fact]
    public void Resolve_EverythingWrong_TellsAllAtOnce()
    {
        var input = new BackfillRequestInput("2025-10-01", "2025-11-21", ["Shop!"], ["overview", "nothing"]);

        var refused = Should.Throw<InvalidInputException>(() => BackfillRequest.Resolve(input, Settings, Now));

        refused.Problems.Count.ShouldBe(4);
        refused.Problems.ShouldContain(problem => problem.Contains("is not a service name"));
        refused.Problems.ShouldContain(problem => problem.Contains("is not a query type"));
        refused.Problems.ShouldContain(problem => problem.StartsWith("to is 2025-11-21, which is in the future"));
        refused.Problems.ShouldContain(problem => problem.Contains("the first possible night is 2025-10-02"));
    }

    [Fact]
    public void Resolve_OverviewIsNamed_IsBuiltBesideOrWithoutSummaries()
    {
        Resolve("2025-11-01", "2025-11-03").HasOverview.ShouldBeFalse("only where it is named");

        var beside = Of("overview", "hourly_traffic");
        var alone = Of("overview");

        beside.QueryTypes.ShouldBe(["hourly_traffic", "overview"]);
        beside.Of(new(2025, 11, 2)).QueryTypes.ShouldBe(["hourly_traffic"]);
        alone.QueryTypes.ShouldBe(["overview"]);
        alone.Of(new(2025, 11, 2)).QueryTypes.ShouldBeEmpty();

        static BackfillRequest Of(params string[] types) =>
            BackfillRequest.Resolve(new("2025-11-01", "2025-11-03", QueryTypes: types), Settings, Now);
    }

    [Theory]
    [InlineData(null, "2025-11-03", "from is missing")]
    [InlineData("2025-11-01", "", "to is missing")]
    [InlineData("2025-11-31", "2025-11-03", "from is '2025-11-31'")]
    [InlineData("2025-11-04", "2025-11-03", "from must not be after to")]
    public void Resolve_RangeThatIsNone_IsRefused(string? from, string? to, string told) =>
        Should
            .Throw<InvalidInputException>(() => Resolve(from, to))
            .Problems.ShouldHaveSingleItem()
            .ShouldContain(told);

    [Fact]
    public void Resolve_NoHistoryIsKept_IsRefused() =>
        Should
            .Throw<InvalidInputException>(() =>
                Resolve("2025-11-01", "2025-11-03", Settings with { HistoryNights = 0 })
            )
            .Problems.ShouldHaveSingleItem()
            .ShouldContain("HistoryNights is 0");

    [Fact]
    public void Resolve_NightsOlderThanHistoryKeepsByToday_IsNotRefusedYet() =>
        Resolve("2025-11-01", "2025-11-03", Settings with { HistoryNights = 5 })
            .To.ShouldBe(new(2025, 11, 3), "history counts from the live tables' date, which is not known here");

    [Theory]
    [InlineData("2025-11-03", "2025-11-05", true)]
    [InlineData("2025-11-05", "2025-11-08", false)]
    public void Overlaps_OneNightInCommon_IsEnough(string from, string to, bool expected)
    {
        var one = Resolve("2025-11-01", "2025-11-04");
        var other = Resolve(from, to);

        one.Overlaps(other).ShouldBe(expected);
        other.Overlaps(one).ShouldBe(expected);
    }

    [Fact]
    public void IsSameAs_AnythingElse_IsNotTheSame()
    {
        var one = Resolve("2025-11-01", "2025-11-04");

        one.IsSameAs(Resolve("2025-11-01", "2025-11-04")).ShouldBeTrue();
        one.IsSameAs(Resolve("2025-11-01", "2025-11-03")).ShouldBeFalse();
        one.IsSameAs(one with { Force = true }).ShouldBeFalse();
        one.IsSameAs(one with { QueryTypes = ["hourly_traffic"] }).ShouldBeFalse();
    }

    [Theory]
    [InlineData("backfill-2025-11-01-2025-11-04-12", 12)]
    [InlineData("backfill-2025-11-01-2025-11-04-0", null)]
    [InlineData("backfill-2025-11-01-2025-11-04", null)]
    [InlineData("commerce-2025-11-01-2", null)]
    [InlineData(null, null)]
    public void NumberOf_Ids_KnowsItsOwn(string? id, int? number) => BackfillIds.NumberOf(id).ShouldBe(number);

    private static BackfillRequest Resolve(string? from, string? to, CommerceSettings? settings = null) =>
        BackfillRequest.Resolve(new(from, to), settings ?? Settings, Now);
}
