using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Operations.Comparison;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CommerceAnalytics.Operations.Verification;

/// <summary>Registers what a verification or a comparison needs.</summary>
public static class VerificationServices
{
    /// <summary>
    /// Adds <see cref="Verifier"/> and <see cref="DatabaseComparison"/>; AWS, settings and clock are registered by the
    /// caller.
    /// </summary>
    /// <param name="services">Services of the program.</param>
    public static IServiceCollection AddVerification(this IServiceCollection services)
    {
        services.TryAddSingleton<ShortQueries>();
        services.TryAddSingleton<LocationCheck>();
        services.TryAddSingleton<Prerequisites>();
        services.TryAddSingleton<IdentityChecks>();
        services.TryAddSingleton<BucketChecks>();
        services.TryAddSingleton<PrerequisiteChecks>();
        services.TryAddSingleton<ScanModeCheck>();
        services.TryAddSingleton<ResultChecks>();
        services.TryAddSingleton<Verifier>();
        services.TryAddSingleton<DatabaseComparison>();
        return services;
    }
}
