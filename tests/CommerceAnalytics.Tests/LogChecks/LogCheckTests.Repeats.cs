using CommerceAnalytics.Events;
using CommerceAnalytics.LogChecks;

namespace CommerceAnalytics.Tests.LogChecks;

/// <summary>What repeats what is told as the overview tells it.</summary>
public partial class LogCheckTests
{
    [Theory]
    [InlineData(73, CheckStatus.Pass, "73 of 733 commerce events repeat another one (9.96 %)")]
    [InlineData(74, CheckStatus.Warn, "74 of 734 commerce events repeat another one (10.08 %)")]
    public async Task Check_EventsLoggedTwice_AreCounted(int twice, CheckStatus status, string finding)
    {
        var log = HealthyLog.Events();
        var result = Of(await CheckAsync([.. log, .. log.Take(twice)], CheckQueries.Duplicates), "duplicates");

        (result.Status, result.Finding).ShouldBe((status, finding));
    }

    /// <summary>One request may log the lines of an order at one moment: they tell of different products.</summary>
    [Fact]
    public async Task Check_EventsThatOnlyLookAlike_AreNoRepeats()
    {
        var log = HealthyLog.Events();
        var adds = log.Where(e => e.Body == EventKinds.CartAdd).Take(50).ToList();
        var others = adds.Select((e, n) => e.With("productName", $"Soap {n}"));
        var unknown = adds.Take(20).Select(e => e.With("userKey", "").With("sessionId", "")).ToList();
        var result = Of(
            await CheckAsync([.. log, .. others, .. unknown, .. unknown, log[0]], CheckQueries.Duplicates),
            "duplicates"
        );

        result.Finding.ShouldBe("1 of 751 commerce events repeat another one (0.13 %)");
    }
}
