using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Functions.Alerts;

/// <summary>Where a message leads: the page of a run, or the first screen, where a setting says where people reach them.</summary>
internal static class MonitorLink
{
    /// <summary>The page of a run; null without the setting.</summary>
    public static string? To(string runId, CommerceSettings settings) =>
        To(settings, $"?run={Uri.EscapeDataString(runId)}");

    /// <summary>The first screen; null without the setting.</summary>
    public static string? ToTonight(CommerceSettings settings) => To(settings, "");

    private static string? To(CommerceSettings settings, string query) =>
        string.IsNullOrEmpty(settings.PublicUrl)
            ? null
            : new Uri($"{settings.PublicUrl.TrimEnd('/')}/monitor{query}").AbsoluteUri;
}
