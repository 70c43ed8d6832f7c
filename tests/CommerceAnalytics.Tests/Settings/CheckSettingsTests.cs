using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Tests.Settings;

public class CheckSettingsTests
{
    [Fact]
    public void Problems_EveryThresholdWrong_NamesThemAllAtOnce()
    {
        var checks = new CheckSettings
        {
            Days = 0,
            PurchaseDays = 367,
            MinEventsPerDay = -1,
            MinSearchesForClicks = 0,
        };
        foreach (
            var property in typeof(CheckSettings)
                .GetProperties()
                .Where(property => property.PropertyType == typeof(decimal))
        )
            property.SetValue(checks, property.Name.StartsWith("Min", StringComparison.Ordinal) ? 100m : 100.5m);

        var problems = (TestSettings.Sound with { Checks = checks }).Problems();

        problems.Count.ShouldBe(typeof(CheckSettings).GetProperties().Length);
        problems.ShouldContain("CommerceAnalytics:Checks:Days is '0': it must be a whole number from 1 to 90.");
        problems.ShouldContain(
            "CommerceAnalytics:Checks:MinPricePercent is '100': it must be a number from 0 to less than 100."
        );
        problems.ShouldContain(
            "CommerceAnalytics:Checks:MaxDuplicatePercent is '100.5': it must be a number above 0 to 100."
        );
    }
}
