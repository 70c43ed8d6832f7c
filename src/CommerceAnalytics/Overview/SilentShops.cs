using CommerceAnalytics.Events;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Overview;

/// <summary>
/// Services of which the log has no commerce event: closed for good, misspelt in the settings, or no longer logged.
/// </summary>
public static class SilentShops
{
    /// <summary>The query that names them, in Athena's SQL.</summary>
    /// <param name="settings">Database.</param>
    public static string Sql(CommerceSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var table = $"{SqlText.Name(settings.Database)}.{OverviewTable.Name}";
        return SqlTemplate.Fill("silent_shops.sql", new Dictionary<string, string> { ["overview"] = table });
    }

    /// <summary>A warning for each that the settings name: others may well have ended.</summary>
    /// <param name="settings">The configured services.</param>
    /// <param name="silent">The names that the query gave.</param>
    /// <param name="window">The days of the overview in words.</param>
    public static IReadOnlyList<ReportNotice> Warnings(
        CommerceSettings settings,
        IEnumerable<string> silent,
        string window
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        var configured = settings.RunServices().ToHashSet();
        return [.. silent.Where(configured.Contains).Select(service => Unknown(service, window))];
    }

    private static ReportNotice Unknown(string service, string window) =>
        new(
            "ShopUnknown",
            $"The event log has no commerce event of {service} from {window}, though the setting ServiceNames has it: its tables are published empty.",
            "See whether the shop is spelled as in the log and logs its events; take it out of CommerceAnalytics:ServiceNames if it is closed."
        );
}
