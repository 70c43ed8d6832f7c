using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CommerceAnalytics.Functions.Http.Health;

/// <summary>What a look has found.</summary>
/// <param name="Level">How it is.</param>
/// <param name="Reason">What was found.</param>
/// <param name="Remedy">What to do; null where nothing is to be done.</param>
internal sealed record Finding(HealthStatus Level, string Reason, string? Remedy = null)
{
    public static Finding Healthy(string reason) => new(HealthStatus.Healthy, reason);

    public static Finding Degraded(string reason, string remedy) => new(HealthStatus.Degraded, reason, remedy);

    public static Finding Unhealthy(Failure failure) =>
        new(HealthStatus.Unhealthy, $"{failure.Code}: {failure.Message}", failure.Advice);
}
