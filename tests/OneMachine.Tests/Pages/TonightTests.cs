using CommerceAnalytics.OneMachine.Pages.Server.Monitor.Nights;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.OneMachine.Tests.Pages;

public sealed class TonightTests
{
    private static readonly DateOnly Date = new(2026, 3, 29);
    private static readonly DateTimeOffset Due = new(2026, 3, 29, 4, 0, 0, TimeSpan.Zero);
    private static readonly TonightLimits Limits = new(Due.AddMinutes(15), TimeSpan.FromMinutes(60));

    [Theory]
    [InlineData(14, "Waiting")]
    [InlineData(16, "Late")]
    public void Of_NoRun_IsLateOnceItHadToBegin(int minutes, string expected) =>
        State([], "mm", Due.AddMinutes(minutes)).ShouldBe(expected);

    [Fact]
    public void Of_NoRunThatAScheduleAskedFor_IsNone() =>
        Tonight.Of(Date, [], ['m'], Limits with { StartBy = null }, Due.AddDays(1)).State.ShouldBe(NightState.None);

    [Theory]
    [InlineData(59, "Running")]
    [InlineData(61, "Late")]
    public void Of_ARunThatGoesOn_IsLateAfterItsDeadline(int minutes, string expected) =>
        State([Run(ReportStatus.Running)], "pg", Due.AddMinutes(minutes)).ShouldBe(expected);

    [Theory]
    [InlineData(ReportStatus.Succeeded, "pp", "Ok")]
    [InlineData(ReportStatus.Failed, "pf", "Failed")]
    [InlineData(ReportStatus.Failed, "ph", "Held")]
    [InlineData(ReportStatus.Failed, "hf", "Failed")]
    [InlineData(ReportStatus.Failed, "hm", "Failed")]
    [InlineData(ReportStatus.Cancelled, "pc", "Failed")]
    [InlineData(ReportStatus.Succeeded, "pb", "Failed")]
    [InlineData(ReportStatus.Succeeded, "pm", "Incomplete")]
    [InlineData(ReportStatus.Failed, "pm", "Failed")]
    public void Of_ARunThatEnded_IsWhatItsTablesAre(ReportStatus status, string cells, string expected) =>
        State([Run(status)], cells, Due.AddHours(2)).ShouldBe(expected);

    [Theory]
    [InlineData("pp")]
    [InlineData("ph")]
    public void Of_AFailedOverview_IsFailed(string cells) =>
        State([Run(ReportStatus.Failed) with { OverviewFailed = true }], cells, Due.AddHours(2)).ShouldBe("Failed");

    [Fact]
    public void Of_AFailedRunThatARerunMended_IsOkAndTellsOfTheRerun()
    {
        var failed = Run(ReportStatus.Failed) with { OverviewFailed = true };
        var rerun = Run(ReportStatus.Succeeded) with { RunId = "commerce-2026-03-29-2", StartedAt = Due.AddHours(1) };

        var tonight = Tonight.Of(Date, [rerun, failed], ['p', 'p'], Limits, Due.AddHours(2));

        (tonight.State, tonight.Run).ShouldBe((NightState.Ok, rerun));
    }

    [Theory]
    [InlineData(RunKind.Backfill)]
    [InlineData(RunKind.Rollback)]
    public void Of_AnotherKindOfRun_IsNotTheNight(RunKind kind) =>
        State([Run(ReportStatus.Succeeded) with { Kind = kind }], "m", Due.AddHours(1)).ShouldBe("Late");

    [Fact]
    public void Of_ARunOfAnotherNight_IsNotThisOne() =>
        State([Run(ReportStatus.Succeeded) with { Date = Date.AddDays(-1) }], "m", Due.AddHours(1)).ShouldBe("Late");

    private static string State(NightRun[] runs, string cells, DateTimeOffset now) =>
        $"{Tonight.Of(Date, runs, [.. cells], Limits, now).State}";

    private static NightRun Run(ReportStatus status) =>
        new()
        {
            RunId = "commerce-2026-03-29",
            Date = Date,
            StartedAt = Due,
            Status = status,
        };
}
