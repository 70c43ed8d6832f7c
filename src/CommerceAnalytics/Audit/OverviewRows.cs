using CommerceAnalytics.Events;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Audit;

/// <summary>The query that reads a service's days from the overview: a few kilobytes.</summary>
public static class OverviewRows
{
    /// <summary>
    /// The statement in Athena's SQL, without a semicolon; its rows are those of <see cref="OverviewDay.FromTexts"/>.
    /// None where the live overview shows another date.
    /// </summary>
    /// <param name="settings">Database of the overview.</param>
    /// <param name="serviceName">A valid service name.</param>
    /// <param name="date">Execution date.</param>
    public static string Sql(CommerceSettings settings, string serviceName, DateOnly date)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return SqlTemplate.Fill(
            "overview_days.sql",
            new Dictionary<string, string>
            {
                ["columns"] = string.Join(",\n", OverviewDay.Columns),
                ["table"] = $"{SqlText.Name(settings.Database)}.{OverviewTable.Name}",
                ["service"] = SqlText.Literal(serviceName),
                ["date"] = SqlText.Date(date),
            }
        );
    }
}
