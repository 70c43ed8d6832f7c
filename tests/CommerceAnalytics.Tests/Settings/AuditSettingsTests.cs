using System.Reflection;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Tests.Settings;

public class AuditSettingsTests
{
    [Fact]
    public void Problems_Defaults_AreNone() => TestSettings.Sound.Problems().ShouldBeEmpty();

    [Fact]
    public void Problems_EverySettingWrong_NamesThemAllAtOnce()
    {
        var audit = new AuditSettings();
        foreach (var property in Properties())
            property.SetValue(audit, Wrong(property));

        var problems = (TestSettings.Sound with { Audit = audit }).Problems();

        foreach (var property in Properties())
            problems.ShouldContain(problem => problem.StartsWith($"CommerceAnalytics:Audit:{property.Name} is "));
        problems.Count.ShouldBe(Properties().Length);
        problems.ShouldContain("CommerceAnalytics:Audit:KindMissing is '3': it must be Off, Warn or Hold.");
        problems.ShouldContain("CommerceAnalytics:Audit:ShareDays is '-1': it must be a whole number from 1 to 28.");
        problems.ShouldContain("CommerceAnalytics:Audit:OpenShare is '-0.5': it must be a number from 0 to 1.");
    }

    [Fact]
    public void Problems_ShrankHoldsBeforeItWarns_IsRefused() => (
            TestSettings.Sound with
            {
                Audit = new() { ShrankWarnBelow = 0.3m, ShrankHoldBelow = 0.4m },
            }
        ).Problems().ShouldBe(["CommerceAnalytics:Audit:ShrankHoldBelow is '0.4': it must be a number from 0 to 0.3."]);

    private static object Wrong(PropertyInfo property) =>
        property.PropertyType == typeof(decimal) ? -0.5m
        : property.PropertyType == typeof(int) ? -1
        : (FindingSeverity)3;

    private static PropertyInfo[] Properties() =>
        typeof(AuditSettings).GetProperties(BindingFlags.Public | BindingFlags.Instance);
}
