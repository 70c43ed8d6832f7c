using System.Security.Cryptography;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Operations.Verification;

/// <summary>The buckets that the pipeline writes to.</summary>
/// <param name="settings">Which buckets.</param>
public sealed class BucketChecks(BucketProbe probe, IOptions<CommerceSettings> settings)
{
    private CommerceSettings Settings => settings.Value;

    internal async Task<Verified> ResultsAsync(string check, CancellationToken cancellationToken) =>
        await TryAsync(check, Settings.PipelineAddress() + "verify/", cancellationToken);

    internal async Task<Verified> QueryResultsAsync(string check, CancellationToken cancellationToken) =>
        await TryAsync(check, Settings.QueryResultsAddress(), cancellationToken);

    internal async Task<Verified> LifecycleAsync(string check, CancellationToken cancellationToken)
    {
        IReadOnlyList<ExpiryRule> rules;
        try
        {
            rules = await probe.ExpiringAsync(
                Settings.ResultsBucket,
                $"{Settings.SummaryPrefix}/pipeline/",
                cancellationToken
            );
        }
        catch (FailureException e) when (e.Failure.Code == "AccessDenied")
        {
            return new(
                check,
                VerifiedStatus.Warn,
                "the role may not read them",
                $"Look yourself: aws s3api get-bucket-lifecycle-configuration --bucket {Settings.ResultsBucket}. No rule may delete what lies under {Settings.SummaryPrefix}/pipeline/ but its athena-results/."
            );
        }

        var harmful = rules.Where(rule => !IsOfQueryResults(rule)).ToList();
        return harmful.Count == 0
            ? new(check, VerifiedStatus.Ok, "none deletes published data")
            : new(
                check,
                VerifiedStatus.Wrong,
                string.Join("; ", harmful.Select(Text)),
                $"Such a rule deletes the data of live tables, which then show no rows. Narrow it to {Settings.SummaryPrefix}/pipeline/athena-results/, or take it away."
            );
    }

    private async Task<Verified> TryAsync(string check, string address, CancellationToken cancellationToken)
    {
        var place = new Uri(address);
        var key = $"{place.AbsolutePath.Trim('/')}/verify-{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        var kms = await probe.TryAsync(place.Host, key.TrimStart('/'), cancellationToken);
        return new(
            check,
            VerifiedStatus.Ok,
            $"{address} can be written, read and cleared" + (kms is null ? "" : $"; encrypted with {kms}")
        );
    }

    private bool IsOfQueryResults(ExpiryRule rule) =>
        rule.Prefix.StartsWith($"{Settings.SummaryPrefix}/pipeline/athena-results/", StringComparison.Ordinal);

    private static string Text(ExpiryRule rule) =>
        $"rule '{rule.Id}' deletes {(rule.Prefix.Length > 0 ? rule.Prefix : "everything")} {(rule.Days > 0 ? $"after {rule.Days} days" : "at a date")}";
}
