using CommerceAnalytics.Functions.Comparison;
using CommerceAnalytics.Functions.Locations;
using CommerceAnalytics.Functions.Runs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CommerceAnalytics.Functions.Verification;

/// <summary>Registers what a verification or a comparison needs.</summary>
public static class VerificationServices
{
    /// <summary>Adds <see cref="Verifier"/> and <see cref="DatabaseComparison"/>; AWS, settings and clock are registered by the caller.</summary>
    /// <param name="services">Services of the program.</param>
    public static IServiceCollection AddVerification(this IServiceCollection services)
    {
        services.TryAddSingleton<Prerequisites>();
        services.TryAddSingleton<LocationCheck>();
        services.TryAddSingleton<IdentityChecks>();
        services.TryAddSingleton<BucketChecks>();
        services.TryAddSingleton<PrerequisiteChecks>();
        services.TryAddSingleton<ResultChecks>();
        services.TryAddSingleton<Verifier>();
        services.TryAddSingleton<ShortQueries>();
        services.TryAddSingleton<DatabaseComparison>();
        return services;
    }
}
