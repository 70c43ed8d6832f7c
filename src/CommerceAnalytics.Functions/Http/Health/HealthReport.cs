using System.Text.Json.Serialization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CommerceAnalytics.Functions.Http.Health;

/// <summary>Whether the app can do its work, with the reasons.</summary>
/// <param name="Status"><c>healthy</c>, <c>degraded</c> or <c>unhealthy</c>: that of the worst check.</param>
/// <param name="CheckedAt">When it was put together.</param>
/// <param name="NextDue">When the schedule is due next; null where it has no times of its own.</param>
/// <param name="Checks">What was looked at.</param>
internal sealed record HealthReport(
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("checked_at")] DateTimeOffset CheckedAt,
    [property: JsonPropertyName("next_due")] DateTimeOffset? NextDue,
    [property: JsonPropertyName("checks")] IReadOnlyList<HealthCheck> Checks
)
{
    public static HealthReport Of(DateTimeOffset now, DateTimeOffset? nextDue, IReadOnlyList<HealthCheck> checks) =>
        new(HealthCheck.Text(checks.Min(check => check.Level)), now, nextDue, checks);
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">Its stable name, e.g. <c>catalog</c>.</param>
/// <param name="Level">How it is.</param>
/// <param name="Reason">What was found.</param>
/// <param name="Remedy">What to do; null where nothing is to be done.</param>
/// <param name="CheckedAt">When it was looked at: an answer counts for a while.</param>
internal sealed record HealthCheck(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonIgnore] HealthStatus Level,
    [property: JsonPropertyName("reason")] string Reason,
    [property: JsonPropertyName("remedy")] string? Remedy,
    [property: JsonPropertyName("checked_at")] DateTimeOffset CheckedAt
)
{
    [JsonPropertyName("status"), JsonPropertyOrder(-1)]
    public string Status => Text(Level);

    public static string Text(HealthStatus level) => level.ToString().ToLowerInvariant();
}

/// <summary>The answer to a probe without a key: a word, and nothing of the inside.</summary>
/// <param name="Status"><c>healthy</c>, <c>degraded</c> or <c>unhealthy</c>.</param>
internal sealed record HealthWord([property: JsonPropertyName("status")] string Status);
