using CommerceAnalytics.Aws;
using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.Settings;
using CommerceAnalytics.Functions.Alerts;
using CommerceAnalytics.Functions.Alerts.Digests;
using CommerceAnalytics.Functions.Backfill;
using CommerceAnalytics.Functions.Cleanup;
using CommerceAnalytics.Functions.Extract;
using CommerceAnalytics.Functions.History;
using CommerceAnalytics.Functions.Http;
using CommerceAnalytics.Functions.Http.Health;
using CommerceAnalytics.Functions.Overview;
using CommerceAnalytics.Functions.QueryQueue;
using CommerceAnalytics.Functions.Removal;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Functions.Services;
using CommerceAnalytics.Functions.Tables;
using CommerceAnalytics.Functions.Tables.Rollback;
using CommerceAnalytics.Functions.Telemetry;
using CommerceAnalytics.Functions.Timers;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions;

/// <summary>The composition root: under the Functions worker and on one machine alike.</summary>
public static class CommerceAnalyticsApp
{
    // They tell of every single request: thousands of entries a run, in which its own drown. The host's levels are in
    // host.json.
    private static readonly string[] Talkative = ["Azure.Core", "Azure.Identity", "Azure.Storage"];

    /// <summary>
    /// Reads and checks the settings, then registers all services. Settings must be complete by now; a clock or
    /// payloads of the host's own must be registered before. Throws <see cref="InvalidInputException"/> with everything
    /// that is wrong in both sections.
    /// </summary>
    /// <param name="builder">Any host's builder.</param>
    public static void AddCommerceAnalytics(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var problems = new List<string>();
        var commerce = SettingsReader.Read<CommerceSettings>(
            builder.Configuration.GetSection(CommerceSettings.Section),
            problems
        );
        var aws = SettingsReader.Read<AwsSettings>(builder.Configuration.GetSection(AwsSettings.Section), problems);
        problems.AddRange(commerce.Problems().Concat(aws.Problems()));
        builder.Services.AddTelemetry(builder.Configuration, problems);
        if (problems.Count > 0)
            throw new InvalidInputException(problems);
        builder.Services.AddSingleton(Options.Create(commerce)).AddSingleton(Options.Create(aws)).AddCommerceAws();
        foreach (var category in Talkative)
            builder.Logging.AddFilter(category, LogLevel.Warning);
        AddFunctions(builder.Services);
    }

    /// <summary>What the functions are made of, without what talks to AWS.</summary>
    internal static void AddFunctions(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IManagementPayloads, AzureManagementPayloads>();
        services.AddSingleton<PublishedDates>();
        services.AddSingleton<UnknownServices>();
        services.TryAddSingleton<StartNonces>();
        services.TryAddSingleton<ShortQueries>();
        services.TryAddSingleton<LocationCheck>();
        services.TryAddSingleton<Prerequisites>();
        services.AddSingleton<RunStarter>();
        services.AddSingleton<RunStartAnswers>();
        services.AddSingleton<RunReader>();
        services.AddSingleton<ExtractStatements>();
        services.AddSingleton<IStatements>(provider => provider.GetRequiredService<ExtractStatements>());
        services.AddSingleton<IStatements, TableStatements>();
        services.AddSingleton<IStatements, AuditStatements>();
        services.AddSingleton<Publisher>();
        services.AddSingleton<Pruning>();
        services.AddSingleton<StagingTables>();
        services.AddSingleton<StartedVersions>();
        services.AddSingleton<IStatements, OverviewStatements>();
        services.AddSingleton<TableVersions>();
        services.AddSingleton<HeldVersions>();
        services.AddSingleton<HeldTables>();
        services.AddSingleton<HistoryTables>();
        services.AddSingleton<TableNights>();
        services.AddSingleton<ReplacedNights>();
        services.AddSingleton<OldNights>();
        services.AddSingleton<LackingNights>();
        services.AddSingleton<EarlierNights>();
        services.AddSingleton<LogChanges>();
        services.AddSingleton<PastNight>();
        services.AddSingleton<BackfillPlanner>();
        services.AddSingleton<BackfillStarter>();
        services.AddSingleton<LostQueries>();
        services.AddSingleton<DeadQueries>();
        services.AddSingleton<StagingLeftovers>();
        services.AddSingleton<VersionLeftovers>();
        services.AddSingleton<ExtractLeftovers>();
        services.AddSingleton<ResultLeftovers>();
        services.AddSingleton<RetiredVersions>();
        services.AddSingleton<TrialLeftovers>();
        services.AddSingleton<Leftovers>();
        services.AddSingleton<ServiceTables>();
        services.AddSingleton<ServiceExtract>();
        services.AddSingleton<ServiceHistory>();
        services.AddSingleton<ServiceRemoval>();
        services.AddSingleton<DeadReports>();
        services.AddSingleton<OpenFailures>();
        services.AddSingleton<HeldNights>();
        services.AddSingleton<DigestReader>();
        services.AddSingleton<DigestStart>();
        services.AddSingleton<NightAlerts>();
        services.AddSingleton<NightStarts>();
        services.AddSingleton<MissedNights>();
        services.TryAddSingleton<IAlertWebhook, AlertWebhook>();
        services.AddSingleton<PlanReader>();
        services.AddSingleton<NightHealth>();
        services.AddSingleton<HealthReader>();
    }
}
