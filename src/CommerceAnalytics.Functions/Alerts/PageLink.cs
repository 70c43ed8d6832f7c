using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Functions.Alerts;

/// <summary>Where a message leads, where a setting says where people reach the pages; else null.</summary>
internal static class PageLink
{
    /// <summary>The page of a run.</summary>
    public static string? To(string runId, CommerceSettings settings) =>
        To(settings, $"monitor?run={Uri.EscapeDataString(runId)}");

    /// <summary>The monitor's first screen.</summary>
    public static string? ToTonight(CommerceSettings settings) => To(settings, "monitor");

    /// <summary>The dashboard's first screen.</summary>
    public static string? ToDashboard(CommerceSettings settings) => To(settings, "dashboard");

    private static string? To(CommerceSettings settings, string page)
    {
        if (string.IsNullOrEmpty(settings.PublicUrl))
            return null;
        return new Uri($"{settings.PublicUrl.TrimEnd('/')}/{page}").AbsoluteUri;
    }
}
