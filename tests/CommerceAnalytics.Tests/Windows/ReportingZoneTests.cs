using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Tests.Windows;

public class ReportingZoneTests
{
    [Theory]
    [InlineData("UTC", true)]
    [InlineData("Asia/Seoul", true)]
    [InlineData("America/Argentina/Ushuaia", true)]
    [InlineData("Etc/GMT+9", true)]
    [InlineData("asia/seoul", false)]
    [InlineData("posix/Asia/Seoul", false)]
    [InlineData("../etc/passwd", false)]
    [InlineData("Asia/Seoul'", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Exists_Name_IsAnIanaZone(string? name, bool exists) => ReportingZone.Exists(name).ShouldBe(exists);

    [Theory]
    [InlineData("UTC", "2025-10-28", "2025-10-28T00:00Z")]
    [InlineData("Asia/Seoul", "2025-10-28", "2025-10-27T15:00Z")]
    [InlineData("Asia/Kathmandu", "2025-10-28", "2025-10-27T18:15Z")]
    [InlineData("America/Los_Angeles", "2025-11-02", "2025-11-02T07:00Z")]
    [InlineData("America/Los_Angeles", "2025-11-03", "2025-11-03T08:00Z")]
    [InlineData("Pacific/Kiritimati", "2025-10-28", "2025-10-27T10:00Z")]
    [InlineData("Pacific/Pago_Pago", "2025-10-28", "2025-10-28T11:00Z")]
    // Clocks went from 00:00 to 01:00: the day begins at 01:00.
    [InlineData("Africa/Cairo", "2026-04-24", "2026-04-23T22:00Z")]
    // Clocks went from 24:00 back to 23:00: the day begins at the second midnight.
    [InlineData("America/Santiago", "2026-04-05", "2026-04-05T04:00Z")]
    // Clocks went from 01:00 back to 00:00: the day begins at the first midnight.
    [InlineData("America/Havana", "2025-11-02", "2025-11-02T04:00Z")]
    // Samoa skipped this day.
    [InlineData("Pacific/Apia", "2011-12-30", "2011-12-30T10:00Z")]
    [InlineData("Pacific/Apia", "2011-12-31", "2011-12-30T10:00Z")]
    public void StartOf_Date_IsItsFirstInstant(string zone, string date, string start) =>
        ReportingZone.Named(zone).StartOf(DateOnly.Parse(date)).ShouldBe(DateTimeOffset.Parse(start).UtcDateTime);

    [Fact]
    public void StartOf_EveryZoneAndDayOfAYear_IsWhereTheDateTurns()
    {
        var zones = TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(ReportingZone.Exists).ToList();
        zones.Count.ShouldBeGreaterThan(300);
        foreach (var zone in zones.Select(ReportingZone.Named))
        {
            for (var date = new DateOnly(2025, 10, 1); date < new DateOnly(2026, 10, 1); date = date.AddDays(7))
            {
                var start = new DateTimeOffset(zone.StartOf(date));
                zone.DateOf(start).ShouldBe(date);
                zone.DateOf(start.AddTicks(-1)).ShouldBe(date.AddDays(-1));
            }
        }
    }
}
