using CommerceAnalytics.Audit;
using CommerceAnalytics.Settings;
using static CommerceAnalytics.Tests.Audit.Nights;

namespace CommerceAnalytics.Tests.Audit;

/// <summary>What a finding does: settings, the first publication, what was accepted, what is told once.</summary>
public class TableAuditTests
{
    // No cart adds for three days, and a key twice.
    private static readonly AuditedTable Held = Table(
        "product_ranking",
        Days(On(day => day.With(OverviewKind.CartAdds, 0), Ago(1), Ago(2), Ago(3))),
        new() { Rows = 10, RowsWithKeyOfAnother = 2 }
    );

    [Fact]
    public void Findings_HeldTable_TellsInvariantsFirst() =>
        Told(Held).ShouldBe(["Hold KeyRepeated", "Hold KindMissing"]);

    [Fact]
    public void Findings_FirstPublication_OnlyWarnsButForInvariants() =>
        Told(Held with { IsFirst = true }).ShouldBe(["Hold KeyRepeated", "Warn KindMissing"]);

    [Theory]
    [InlineData(FindingSeverity.Off, FindingSeverity.Off, new string[0])]
    [InlineData(FindingSeverity.Warn, FindingSeverity.Warn, new[] { "Warn KeyRepeated", "Warn KindMissing" })]
    [InlineData(FindingSeverity.Hold, FindingSeverity.Off, new[] { "Hold KeyRepeated" })]
    public void Findings_SettingOfTheRule_IsTheMostThatItDoes(FindingSeverity key, FindingSeverity kind, string[] told)
    {
        var settings = new AuditSettings
        {
            KeyRepeated = key,
            KindMissing = kind,
            VolumeDropped = FindingSeverity.Off,
        };

        Told(Held with { Service = Held.Service with { Settings = settings } }).ShouldBe(told);
    }

    [Fact]
    public void Findings_RuleThatWarns_HoldsWhenToldTo()
    {
        var days = Days(On(day => day.With(OverviewKind.Clicks, 1), LastDay));

        All(days, new() { VolumeDropped = FindingSeverity.Hold })
            .ShouldBe([
                "Hold VolumeDropped button_clicks button_interaction",
                "Hold VolumeDropped button_clicks hourly_traffic",
            ]);
    }

    [Fact]
    public void Findings_KindMissingIsOff_IsADropInstead()
    {
        var days = Days(On(day => day.With(OverviewKind.Clicks, 0), LastDay));

        All(days, new() { KindMissing = FindingSeverity.Off })
            .ShouldBe(["Warn VolumeDropped button_clicks button_interaction"]);
    }

    [Fact]
    public void Findings_LogSilentIsOff_LeavesTheDayToTheOthers()
    {
        var days = Days(On(day => Closed(day.Day), LastDay));

        All(days, new() { LogSilent = FindingSeverity.Off }).Count.ShouldBe(OverviewKind.All.Count);
    }

    [Fact]
    public void Findings_AcceptedByHand_OnlyWarnsOfTheSameCodeAndKind()
    {
        var accepted = AcceptedFinding.Of(TableAudit.Findings(Held));

        Told(Held with { Accepted = accepted }).ShouldBe(["Warn KeyRepeated", "Warn KindMissing"]);
        Told(Held with { Accepted = [new("KindMissing", "searches")] })
            .ShouldBe(["Hold KeyRepeated", "Hold KindMissing"]);
    }

    [Fact]
    public void Still_NightWithoutTheFinding_ForgetsThatItWasAccepted()
    {
        var accepted = AcceptedFinding.Of(TableAudit.Findings(Held));
        var tonight = TableAudit.Findings(Held with { Figures = new() });

        AcceptedFinding.Still(accepted, tonight).ShouldBe([new("KindMissing", "cart_adds")]);
    }

    [Fact]
    public void Invariants_OfANightOfABackfill_LeaveTheLogAlone() =>
        TableAudit.Invariants(Held).ShouldHaveSingleItem().Code.ShouldBe("KeyRepeated");

    [Fact]
    public void Findings_NoOverview_AreThoseOfTheTableAlone()
    {
        var table = Held with { Service = Held.Service with { Days = null } };

        Told(table).ShouldBe(["Hold KeyRepeated"]);
        AuditNotices.Of(table.Service, hasHistory: true).ShouldHaveSingleItem().Code.ShouldBe("AuditWithoutOverview");
        AuditNotices.Of(Held.Service, hasHistory: false).ShouldHaveSingleItem().Code.ShouldBe("AuditWithoutHistory");
        AuditNotices.Of(Held.Service, hasHistory: true).ShouldBeEmpty();
    }

    private static IReadOnlyList<string> Told(AuditedTable table) =>
        [.. TableAudit.Findings(table).Select(finding => $"{finding.Severity} {finding.Code}")];
}
