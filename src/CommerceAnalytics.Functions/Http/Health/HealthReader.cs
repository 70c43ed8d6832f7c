using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Aws.Credentials;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Functions.Timers;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Http.Health;

/// <summary>
/// Looks whether the app can do its work. Cheap enough for a probe each 30 seconds: at most five calls to AWS in five
/// minutes while all is well, and never a query.
/// </summary>
/// <param name="caller">Who the app is to AWS.</param>
/// <param name="prerequisites">Looks at the catalog.</param>
/// <param name="store">Reads the results bucket.</param>
/// <param name="nights">Looks at the last night.</param>
/// <param name="configuration">All app settings.</param>
public sealed class HealthReader(
    ICallerIdentity caller,
    Prerequisites prerequisites,
    ISummaryStore store,
    NightHealth nights,
    IOptions<CommerceSettings> settings,
    IConfiguration configuration,
    TimeProvider time
) : IDisposable
{
    /// <summary>How long a good answer of AWS counts.</summary>
    internal static readonly TimeSpan AwsGoodFor = TimeSpan.FromMinutes(5);

    /// <summary>How long a good answer of the task hub counts.</summary>
    internal static readonly TimeSpan HubGoodFor = TimeSpan.FromMinutes(1);

    private readonly RememberedCheck _identity = new("aws_identity", AwsGoodFor, time);
    private readonly RememberedCheck _catalog = new("catalog", AwsGoodFor, time);
    private readonly RememberedCheck _bucket = new("results_bucket", AwsGoodFor, time);
    private readonly RememberedCheck _night = new("last_night", HubGoodFor, time);

    /// <summary>All checks, side by side.</summary>
    internal async Task<HealthReport> ReadAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var asked = await Task.WhenAll(
            _identity.AskAsync(IdentityAsync, cancellationToken),
            _catalog.AskAsync(CatalogAsync, cancellationToken),
            _bucket.AskAsync(BucketAsync, cancellationToken),
            _night.AskAsync(stop => nights.FindAsync(client, stop), cancellationToken)
        );
        return HealthReport.Of(
            now,
            nights.NextDue(),
            [Of("worker", Worker(), now), Of("settings", Webhooks() ?? Schedule(), now), .. asked]
        );
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _identity.Dispose();
        _catalog.Dispose();
        _bucket.Dispose();
        _night.Dispose();
    }

    private static HealthCheck Of(string name, Finding found, DateTimeOffset at) =>
        new(name, found.Level, found.Reason, found.Remedy, at);

    private static Finding Worker() =>
        Finding.Healthy($"Version {typeof(HealthReader).Assembly.GetName().Version} answers.");

    /// <summary>Addresses that the app was not given; null where there is none.</summary>
    private Finding? Webhooks()
    {
        var unresolved = new[]
        {
            (Name: nameof(CommerceSettings.AlertWebhookUrl), Value: settings.Value.AlertWebhookUrl),
            (Name: nameof(CommerceSettings.DigestWebhookUrl), Value: settings.Value.DigestWebhookUrl),
        }
            .Where(webhook => KeyVaultReference.IsUnresolved(webhook.Value))
            .Select(webhook => $"{CommerceSettings.Section}:{webhook.Name}")
            .ToList();
        return unresolved.Count == 0
            ? null
            : Finding.Degraded(
                $"Key Vault references that were not resolved: {string.Join(", ", unresolved)}. Nobody is told what goes there.",
                KeyVaultReference.Remedy
            );
    }

    /// <summary>Other wrong settings end the app at its start; what is left to see is the schedule, which is the host's.</summary>
    private Finding Schedule()
    {
        var schedule = configuration[NightlySchedule.Setting];
        var lacksSeconds = NightlySchedule.LacksSeconds(schedule);
        if (nights.NextDue() is not null && !lacksSeconds)
            return Finding.Healthy($"All settings were read; {settings.Value.RunServices().Count} services a night.");
        return Finding.Degraded(
            $"{NightlySchedule.Setting} is '{schedule}', which "
                + (
                    lacksSeconds
                        ? "has five fields, and seconds come first: its times may be others than were meant."
                        : "names no time of day: nights that were missed are not found."
                ),
            "Use NCRONTAB with six fields, such as 0 0 4 * * *."
        );
    }

    private async Task<Finding> IdentityAsync(CancellationToken cancellationToken)
    {
        _ = await caller.CallerAsync(cancellationToken);
        return Finding.Healthy("AWS knows the app's identity.");
    }

    private async Task<Finding> CatalogAsync(CancellationToken cancellationToken)
    {
        await prerequisites.DatabasesAsync(cancellationToken);
        return Finding.Healthy("The databases are there.");
    }

    /// <summary>By an object that need not be there: not finding it takes the same rights and the same way.</summary>
    private async Task<Finding> BucketAsync(CancellationToken cancellationToken)
    {
        _ = await store.ReadTextAsync(RunReportTable.KeyPrefix + "health", cancellationToken);
        return Finding.Healthy("The results bucket can be read.");
    }
}
