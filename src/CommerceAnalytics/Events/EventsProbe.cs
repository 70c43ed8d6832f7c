using CommerceAnalytics.Settings;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Events;

/// <summary>
/// One small statement that needs every right that a refresh needs: it reads one event, and writes and registers a
/// table of one row.
/// </summary>
public static class EventsProbe
{
    /// <summary>The CTAS.</summary>
    /// <param name="settings">Where events are.</param>
    /// <param name="fit">How they are read.</param>
    /// <param name="today">
    /// The present UTC day; the two days before it that are not left out are read. Yesterday alone holds no event where
    /// the log ended at midnight, and a role that may read none would pass.
    /// </param>
    /// <param name="table">Staging table.</param>
    /// <param name="location"><c>s3://</c> address that is empty.</param>
    public static string Sql(
        CommerceSettings settings,
        EventsTableFit fit,
        DateOnly today,
        string table,
        string location
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        return $"""
            CREATE TABLE {SqlText.Table(settings.Database, table)}
            WITH (format = 'PARQUET', external_location = {SqlText.Literal(location)}) AS
            SELECT count(*) AS events
            FROM (
                SELECT body
                FROM {SqlText.Table(settings.EventsDatabase, settings.EventsTable)}
                WHERE {PartitionPredicate.Days(Days(settings, today), fit)}
                LIMIT 1
            ) AS one
            """;
    }

    /// <summary>Whether a right is there is not to hang on a day that is left out since it cannot be read.</summary>
    private static List<DateOnly> Days(CommerceSettings settings, DateOnly today)
    {
        var excluded = ExcludedDays.Of(settings.ExcludedDays, serviceName: null);
        var before = Enumerable.Range(1, ExcludedDays.Most + 2).Select(ago => today.AddDays(-ago));
        return [.. before.Except(excluded).Take(2)];
    }
}
