using CommerceAnalytics.Functions.Cleanup;

namespace CommerceAnalytics.Functions.Tests.Cleanup;

public class RetiredVersionsTests
{
    [Theory]
    [InlineData(1, 65)]
    [InlineData(60, 65)]
    [InlineData(61, 66)]
    [InlineData(1440, 1445)]
    public void ReadersMayStay_IsAnHourOrLongerThanAnyQuery(int timeout, int minutes) =>
        RetiredVersions.ReadersMayStay(timeout).ShouldBe(TimeSpan.FromMinutes(minutes));
}
