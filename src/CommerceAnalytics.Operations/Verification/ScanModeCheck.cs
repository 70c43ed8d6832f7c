using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Operations.Verification;

/// <summary>Whether the scan mode suits the size of the log, by the sizes of its objects.</summary>
/// <param name="sizes">How large the days are.</param>
public sealed class ScanModeCheck(IDaySizes sizes, IOptions<CommerceSettings> settings, TimeProvider time)
{
    // A week has each weekday once.
    private const int Days = 7;
    private const decimal BytesOfGigabyte = 1_000_000_000;

    private CommerceSettings Settings => settings.Value;

    internal async Task<Verified> CheckAsync(string check, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var days = Enumerable.Range(1, Days).Select(before => today.AddDays(-before)).ToList();
        var raw = await sizes.RawAsync(days, cancellationToken);
        var there = raw.Values.Where(bytes => bytes > 0).ToList();
        if (there.Count == 0)
            return new(
                check,
                VerifiedStatus.Ok,
                $"{Settings.ScanMode}; the log has no objects of the last {Days} days"
            );
        var day = (long)there.Average();
        var costs = NightCosts.Of(Settings, day);
        var told =
            $"a day of the log has {day / BytesOfGigabyte:0.###} GB: a night costs about {costs.DirectUsd:0.00} USD with Direct, {costs.ExtractUsd:0.00} with Extract";
        return Settings.ScanMode == ScanMode.Direct && costs.IsExtractWorthIt
            ? new(
                check,
                VerifiedStatus.Warn,
                told,
                $"Set ScanMode=Extract: the tables stay the same. Its first night costs about {costs.FirstExtractUsd:0.00} USD. See docs/operate/extract.md."
            )
            : new(check, VerifiedStatus.Ok, $"{Settings.ScanMode}; {told}");
    }
}
