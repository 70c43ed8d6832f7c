using Amazon.Runtime;
using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Aws.Credentials;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Aws.Settings;
using CommerceAnalytics.Aws.Telemetry;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Aws;

/// <summary>Registers all that talks to AWS.</summary>
public static class AwsServices
{
    /// <summary>
    /// Adds queries, workgroups, catalog and summary store, with one set of credentials for the whole process. Reads
    /// <see cref="AwsSettings"/> and <see cref="CommerceSettings"/> from options, which the caller binds and validates.
    /// </summary>
    /// <remarks>
    /// What is registered already stays: a host on one machine gives its own <see cref="AWSCredentials"/>, which then
    /// stand in the place of the SDK's own chain, a test its own clients or clock.
    /// </remarks>
    /// <param name="services">Services of the program.</param>
    public static IServiceCollection AddCommerceAws(this IServiceCollection services)
    {
        TelemetryInPipelines.Register();
        PinnedCredentials.Register();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<RoleSessionName>();
        services.TryAddSingleton(Identity);
        services.TryAddSingleton(provider => AwsClients.Athena(Settings(provider), Credentials(provider)));
        services.TryAddSingleton(provider => AwsClients.Glue(Settings(provider), Credentials(provider)));
        services.TryAddSingleton(provider => AwsClients.S3(Settings(provider), Credentials(provider)));
        services.TryAddSingleton<IQueryExecutions, AthenaQueryExecutions>();
        services.TryAddSingleton<IWorkGroups, AthenaWorkGroups>();
        services.TryAddSingleton<ITableCatalog, GlueTableCatalog>();
        services.TryAddSingleton<IExtractCatalog, GlueExtractCatalog>();
        services.TryAddSingleton<IHistoryCatalog, GlueHistoryCatalog>();
        services.TryAddSingleton<IVersionArchive, S3VersionArchive>();
        services.TryAddSingleton<IExtractBuilds, S3ExtractBuilds>();
        services.TryAddSingleton<S3EventObjects>();
        services.TryAddSingleton<IEventObjects>(provider => provider.GetRequiredService<S3EventObjects>());
        services.TryAddSingleton<IDaySizes, S3DaySizes>();
        services.TryAddSingleton<ISummaryStore, S3SummaryStore>();
        services.TryAddSingleton<IdentityProbe>();
        services.TryAddSingleton<ICallerIdentity>(provider => provider.GetRequiredService<IdentityProbe>());
        services.TryAddSingleton<BucketProbe>();
        services.TryAddSingleton<IQueryResults, S3QueryResults>();
        return services;
    }

    // The container knows no null services, and "the SDK's own chain" is null: hence the wrapper.
    private static AwsIdentity Identity(IServiceProvider provider) =>
        new(
            RoleCredentials.Create(
                Settings(provider),
                provider.GetService<AWSCredentials>(),
                provider.GetRequiredService<RoleSessionName>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILoggerFactory>()
            )
        );

    private static AWSCredentials? Credentials(IServiceProvider provider) =>
        provider.GetRequiredService<AwsIdentity>().Credentials;

    private static AwsSettings Settings(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<AwsSettings>>().Value;
}
