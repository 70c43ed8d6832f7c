using CommerceAnalytics.Audit;
using CommerceAnalytics.Tests.Audit.Logs;
using CommerceAnalytics.Tests.Oracle;
using CommerceAnalytics.Tests.Semantics;
using Xunit.Abstractions;

namespace CommerceAnalytics.Tests.Audit;

/// <summary>Nights on which nothing is wrong: none is held, and what is warned of is known.</summary>
public class SoundNightsTests(ITestOutputHelper output)
{
    [Fact]
    public void Sample_EveryNight_IsPublished()
    {
        var first = new DateOnly(2025, 10, 1);
        var log = SampleEvents.Of(
            new()
            {
                Days = 60,
                LastDay = first.AddDays(59),
                ServiceNames = ["theshop-brand", "theshop-pharmacy"],
            }
        );

        var found = Nights(log, ["theshop-brand", "theshop-pharmacy"], first);

        // More than half of the amounts are not logged: told until a week of it has made that the usual.
        found.ShouldBe(["12 Warn RevenueUnknown"]);
    }

    [RealEventsFact]
    public void RealEvents_EveryNight_IsPublished()
    {
        using var lake = new TemporaryFolder();
        RealEvents.UnpackTo(lake.Path);

        var found = Nights(RealEvents.Read(lake.Path), ["giftshop-uk", "giftshop-export"], new(2025, 12, 1));

        // Of 105 nights of two shops: the days before and after Christmas, the closed ones in between, and a small shop
        // with few orders a day.
        found.ShouldBe([
            "7 Warn EventsRepeated",
            "21 Warn LogSilent",
            "17 Warn TableShrank",
            "21 Warn VolumeDropped",
            "2 Warn VolumeJumped",
        ]);
    }

    /// <summary>How often each code is told, over all nights from the first that there can be.</summary>
    private IEnumerable<string> Nights(List<LogEvent> log, string[] services, DateOnly first)
    {
        List<Finding> found = [];
        foreach (var service in services)
        {
            var shop = new LoggedShop(service, log) { MinDataDate = first };
            var nights = new LoggedNights(shop);
            for (var date = first.AddDays(1); date <= shop.LastDay.AddDays(1); date = date.AddDays(1))
                found.AddRange(nights.Audit(date).Select(told => told.Finding));
        }

        foreach (var finding in found)
            output.WriteLine($"{finding.Severity} {finding.Code}: {finding.Message}");
        return found
            .CountBy(finding => (finding.Code, finding.Severity))
            .OrderBy(count => count.Key.Code, StringComparer.Ordinal)
            .Select(count => $"{count.Value} {count.Key.Severity} {count.Key.Code}");
    }
}
