using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Trials.Benchmarks.Aws;

/// <summary>What a panel asks: the kinds of events of one hour.</summary>
internal static class HourQuery
{
    /// <param name="settings">The events table.</param>
    /// <param name="lastDay">The newest day.</param>
    /// <param name="hours">Which hour: 0 to 23 are those of the newest day, 24 to 47 of the day before, and so on.</param>
    public static string Sql(CommerceSettings settings, DateOnly lastDay, int hours)
    {
        var hour = lastDay.ToDateTime(TimeOnly.MinValue).AddDays(-(hours / 24)).AddHours(hours % 24);
        return $"SELECT body, count(*) AS events, count(DISTINCT attributes.userKey) AS users FROM {settings.EventsDatabase}.{settings.EventsTable} WHERE year = '{hour:yyyy}' AND month = '{hour:MM}' AND day = '{hour:dd}' AND hour = '{hour:HH}' GROUP BY body ORDER BY events DESC";
    }
}
