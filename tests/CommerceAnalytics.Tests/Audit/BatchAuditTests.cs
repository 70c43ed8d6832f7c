using CommerceAnalytics.Audit;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using static CommerceAnalytics.Tests.Audit.Nights;

namespace CommerceAnalytics.Tests.Audit;

/// <summary>What reaches the rules, from the texts that Athena answers.</summary>
public class BatchAuditTests
{
    private static readonly BatchAudit Night = new()
    {
        Settings = TestSettings.Sound,
        ServiceName = "theshop-brand",
        Date = Date,
        IsListed = true,
        Summaries = SummaryCatalog.All,
        Overview = Rows(),
        Figures = AuditFigures.Read([
            ["button_interaction", "rows", "", "3"],
            ["button_interaction", "watched", "", "4"],
            ["button_interaction", "night_watched", "2025-11-30", "100"],
            ["button_interaction", "night_watched", "2025-11-29", "100"],
            ["button_interaction", "night_watched", "2025-11-28", "100"],
            ["hourly_traffic", "rows", "", "24"],
            ["hourly_traffic", "watched", "", "700"],
            ["hourly_traffic", "part", "EmptySummary", "0"],
            ["hourly_traffic", "whole", "EmptySummary", "0"],
        ]),
        Tables =
        [
            new("button_interaction") { Nights = [new(Ago(1), 7), new(Ago(2), 7), new(Ago(3), 7)] },
            new("hourly_traffic") { Nights = [] },
        ],
    };

    [Fact]
    public void Judge_TableThatShrank_IsHeldBesideAnotherThatIsNot()
    {
        var verdicts = Night.Judge();

        verdicts
            .Select(verdict => (verdict.QueryType, verdict.IsHeld))
            .ShouldBe([("button_interaction", true), ("hourly_traffic", false)]);
        verdicts[0].Findings.ShouldHaveSingleItem().Code.ShouldBe("TableShrank");
        verdicts[1].Warnings.ShouldHaveSingleItem().Code.ShouldBe("EmptySummary");
    }

    [Fact]
    public void Judge_ExcludedDay_MakesTheWindowAnother()
    {
        var night = Night with { Settings = Night.Settings with { ExcludedDays = [$"{Ago(2):yyyy-MM-dd}"] } };

        night.Judge().ShouldAllBe(verdict => !verdict.IsHeld);
    }

    [Fact]
    public void Judge_FirstOrAccepted_OnlyWarns()
    {
        var first = Night with { Tables = [Night.Tables[0] with { IsFirst = true }] };
        var accepted = Night with
        {
            Tables = [Night.Tables[0] with { Accepted = AcceptedFinding.Of(Night.Judge()[0].Findings) }],
        };

        foreach (var night in (BatchAudit[])[first, accepted])
            night.Judge()[0].Findings.ShouldHaveSingleItem().Severity.ShouldBe(FindingSeverity.Warn);
        accepted.Judge()[0].Accepted.ShouldBe([new("TableShrank", "total_clicks")]);
        first.Judge()[0].Accepted.ShouldBeEmpty();
    }

    [Fact]
    public void Judge_DayThatTheNightBeforeCountedAnother_IsTold()
    {
        var earlier = Rows().Select(day => day.Day == Ago(4) ? Closed(day.Day) : day);

        var verdict = (Night with { EarlierOverview = [.. earlier] }).Judge()[1];

        verdict.Findings.ShouldHaveSingleItem().Code.ShouldBe("DayChanged");
    }

    [Fact]
    public void Notices_WhatIsMissing_IsSaidOnce()
    {
        Night.Notices().ShouldBeEmpty();
        (Night with { Overview = null }).Notices().Select(notice => notice.Code).ShouldBe(["AuditWithoutOverview"]);
        (Night with { Tables = [new("button_interaction")] })
            .Notices()
            .Select(notice => notice.Code)
            .ShouldBe(["AuditWithoutHistory"]);
    }

    private static List<OverviewDay> Rows() => [.. Enumerable.Range(1, 35).Select(ago => Usual(Ago(ago)))];
}
