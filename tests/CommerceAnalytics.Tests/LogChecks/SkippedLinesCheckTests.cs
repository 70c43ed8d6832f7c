using CommerceAnalytics.LogChecks;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Tests.LogChecks;

public sealed class SkippedLinesCheckTests
{
    private const string File = "s3://logs/a.json";

    [Theory]
    [InlineData(100, 1, false)]
    [InlineData(1000, 11, true)]
    [InlineData(3, 2, true)]
    public void Warnings_ByShareOfADay_BeginAboveOnePercent(long lines, long skipped, bool isWarning) =>
        SkippedLinesCheck.Warnings([Day(lines, skipped)]).Any().ShouldBe(isWarning);

    [Fact]
    public void Warnings_OfADay_NameCountFileLineAndFault()
    {
        var warning = SkippedLinesCheck.Warnings([Day(3, 2)]).ShouldHaveSingleItem();

        warning.Code.ShouldBe("LinesSkipped");
        warning.Message.ShouldBe(
            "Damaged lines were skipped: 2025-10-28: 2 of 3 lines (66.67 %), e.g. s3://logs/a.json line 7: no colon."
        );
    }

    [Fact]
    public void Unreadable_DayWithOneReadableLine_IsNone() => SkippedLinesCheck.Unreadable([Day(3, 2)]).ShouldBeNull();

    [Fact]
    public void Unreadable_DayWithoutAReadableLine_FailsWithItsFirstFault()
    {
        var failure = SkippedLinesCheck.Unreadable([Day(3, 1), Day(2, 2)]).ShouldNotBeNull();

        failure.Code.ShouldBe("LinesUnreadable");
        failure.Message.ShouldEndWith("s3://logs/a.json line 7: no colon");
        failure.Advice.ShouldNotContain("name is spelled");
    }

    [Theory]
    [InlineData(0, 0, CheckStatus.Pass)]
    [InlineData(1000, 10, CheckStatus.Pass)]
    [InlineData(1000, 11, CheckStatus.Warn)]
    [InlineData(5, 5, CheckStatus.Fail)]
    public void Judge_ByShareOfADay_PassesWarnsAndFails(long lines, long skipped, CheckStatus expected)
    {
        IReadOnlyList<SkippedDay> days = skipped == 0 ? [] : [Day(lines, skipped)];

        var result = LinesCheck.Judge(days);

        (result.Status, result.Counted).ShouldBe((expected, skipped));
    }

    [Fact]
    public void Judge_ManyDays_TellsTheWorstOfThemAlone()
    {
        IReadOnlyList<SkippedDay> days =
        [
            .. Enumerable
                .Range(1, 80)
                .Select(n => new SkippedDay($"day {n}", 1000, n == 7 ? 9 : 2, [new(File, 1000, 2, 7, "no colon")])),
        ];

        LinesCheck
            .Judge(days)
            .Finding.ShouldBe(
                "damaged lines were skipped on 80 days, 167 in all; the largest share on day 7: 9 of 1,000 lines (0.90 %), e.g. s3://logs/a.json line 7: no colon"
            );
    }

    private static SkippedDay Day(long lines, long skipped) =>
        new("2025-10-28", lines, skipped, [new(File, lines, skipped, 7, "no colon")]);
}
