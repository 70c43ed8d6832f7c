using CommerceAnalytics.Runs;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Tests.Runs;

public class RunRequestTests
{
    private static readonly DateTimeOffset Now = new(2025, 10, 28, 16, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Resolve_NothingGiven_IsTodayForTheTwoShops()
    {
        var request = RunRequest.Resolve(new(), TestSettings.Sound, Now);

        request.ServiceNames.ShouldBe(["theshop-brand", "theshop-pharmacy"]);
        request.ExecutionDate.ShouldBe(new DateOnly(2025, 10, 28));
        request.QueryTypes.ShouldBe(SummaryCatalog.All.Select(summary => summary.QueryType));
        request.Force.ShouldBeFalse();
    }

    [Fact]
    public void Resolve_EmptyLists_AreTheDefaults()
    {
        var request = RunRequest.Resolve(new([], null, []), TestSettings.Sound, Now);

        request.ServiceNames.Count.ShouldBe(2);
        request.QueryTypes.Count.ShouldBe(7);
    }

    [Fact]
    public void Resolve_EastOfUtc_TodayIsTheZonesDate() =>
        RunRequest
            .Resolve(new(), TestSettings.Sound with { ReportingTimeZone = "Asia/Seoul" }, Now)
            .ExecutionDate.ShouldBe(new DateOnly(2025, 10, 29));

    [Fact]
    public void Resolve_DueDate_WinsOverToday() =>
        RunRequest
            .Resolve(new(), TestSettings.Sound, Now, dueDate: new(2025, 10, 26))
            .ExecutionDate.ShouldBe(new DateOnly(2025, 10, 26));

    [Fact]
    public void Resolve_GivenNames_AreEachOnceAndInOrder()
    {
        var request = RunRequest.Resolve(
            new(
                ["shop-b", "shop-a", "shop-b"],
                "2025-10-27",
                ["navigation_flow", "button_interaction", "navigation_flow"],
                Force: true
            ),
            TestSettings.Sound,
            Now
        );

        request.ServiceNames.ShouldBe(["shop-b", "shop-a"]);
        request.QueryTypes.ShouldBe(["button_interaction", "navigation_flow"]);
        request.ExecutionDate.ShouldBe(new DateOnly(2025, 10, 27));
        request.Force.ShouldBeTrue();
    }

    [Fact]
    public void Resolve_EverythingWrong_NamesAllProblemsAtOnce() =>
        Should
            .Throw<InvalidInputException>(() =>
                RunRequest.Resolve(new(["x';DROP TABLE y", "Shop"], "2025-13-40", ["sales"]), TestSettings.Sound, Now)
            )
            .Problems.ShouldBe([
                "'x';DROP TABLE y' is not a service name: a service name has 1 to 63 lower-case letters, digits and '-', and begins and ends with a letter or digit.",
                "'Shop' is not a service name: a service name has 1 to 63 lower-case letters, digits and '-', and begins and ends with a letter or digit.",
                "'sales' is not a query type: use button_interaction, hourly_traffic, category_performance, product_ranking, navigation_flow, purchase_analytics, search_analytics.",
                "'2025-13-40' is not an execution date: write a date of the calendar as YYYY-MM-DD, e.g. 2025-10-28.",
            ]);

    [Theory]
    [InlineData("2025-10-29", "is in the future: today is 2025-10-28 in UTC.")]
    [InlineData("2025-10-01", "so the first possible date is 2025-10-02.")]
    [InlineData("2025-09-30", "so the first possible date is 2025-10-02.")]
    [InlineData("28.10.2025", "is not an execution date")]
    [InlineData("2025-10-28 ", "is not an execution date")]
    [InlineData("", "is not an execution date")]
    public void Resolve_DateThatCannotBeRun_IsRefused(string date, string why) =>
        Should
            .Throw<InvalidInputException>(() => RunRequest.Resolve(new(ExecutionDate: date), TestSettings.Sound, Now))
            .Problems.ShouldHaveSingleItem()
            .ShouldContain(why);

    [Theory]
    [InlineData("2025-10-28")]
    [InlineData("2025-10-02")]
    public void Resolve_FirstAndLastPossibleDate_AreTaken(string date) =>
        RunRequest
            .Resolve(new(ExecutionDate: date), TestSettings.Sound, Now)
            .ExecutionDate.ShouldBe(DateOnly.Parse(date));

    [Fact]
    public void Resolve_NullsInLists_AreProblemsAndNoCrash() =>
        Should
            .Throw<InvalidInputException>(() =>
                RunRequest.Resolve(new([null!], null, [null!]), TestSettings.Sound, Now)
            )
            .Problems.Count.ShouldBe(2);

    [Fact]
    public void Resolve_DaysToExtractAgain_AreTakenWithTheExtractAndRefusedWithout()
    {
        var input = new RunRequestInput { Reextract = ["2025-10-20"] };

        RunRequest
            .Resolve(input, TestSettings.Sound with { ScanMode = ScanMode.Extract }, Now)
            .Reextract.ShouldBe([new DateOnly(2025, 10, 20)]);
        Should
            .Throw<InvalidInputException>(() => RunRequest.Resolve(input, TestSettings.Sound, Now))
            .Problems.ShouldHaveSingleItem()
            .ShouldContain("ScanMode is Direct");
        Should
            .Throw<InvalidInputException>(() =>
                RunRequest.Resolve(
                    input with
                    {
                        Reextract = ["x"],
                    },
                    TestSettings.Sound with
                    {
                        ScanMode = ScanMode.Extract,
                    },
                    Now
                )
            )
            .Problems.ShouldHaveSingleItem()
            .ShouldContain("'x' is not a day");
    }
}
