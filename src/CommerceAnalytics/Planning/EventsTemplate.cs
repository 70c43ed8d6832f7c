using CommerceAnalytics.Events;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Planning;

/// <summary>
/// What fills the places of a template that reads the event log: the table, how its columns are read, and the days.
/// </summary>
internal static class EventsTemplate
{
    public static Dictionary<string, string> Values(
        CommerceSettings settings,
        SummaryWindow window,
        EventsTableFit fit,
        Func<string, string>? sqlFile = null
    )
    {
        var values = Values(settings, window.From, window.To, fit, sqlFile);
        values["partitions"] = PartitionPredicate.Days(window.UtcDays, fit);
        values["excluded"] = Excluded(window, "ts");
        return values;
    }

    /// <summary>What keeps events of excluded days out; an empty text where there are none.</summary>
    /// <param name="window">Window.</param>
    /// <param name="column">Timestamp of an event, UTC.</param>
    public static string Excluded(SummaryWindow window, string column)
    {
        var gaps = window.Gaps.Select(gap =>
            $"\nAND NOT ({column} >= {SqlText.Timestamp(gap.From)} AND {column} < {SqlText.Timestamp(gap.To)})"
        );
        return string.Concat(gaps);
    }

    /// <summary>All but the days to read.</summary>
    public static Dictionary<string, string> Values(
        CommerceSettings settings,
        DateTime from,
        DateTime to,
        EventsTableFit fit,
        Func<string, string>? sqlFile = null
    )
    {
        var number = (sqlFile ?? Template.Text)("number.sql");
        var values = EventAttributes.All.ToDictionary(
            attribute => attribute,
            attribute => EventsTableSql.Attribute(fit, attribute)
        );
        values["timestamp"] = EventsTableSql.Timestamp(fit);
        values["events_table"] = SqlText.Table(settings.EventsDatabase, settings.EventsTable);
        values["zone"] = SqlText.Literal(settings.ReportingTimeZone);
        values["window_from"] = SqlText.Timestamp(from);
        values["window_to"] = SqlText.Timestamp(to);
        values["excluded"] = "";
        values["price_number"] = Number(number, "price_text");
        values["amount_number"] = Number(number, "amount_text");
        return values;
    }

    /// <summary>Adds attributes that the normalised events do not have, each as a column of its own.</summary>
    public static void AddOthers(Dictionary<string, string> values, EventsTableFit fit, IEnumerable<string> attributes)
    {
        var others = attributes.Select(attribute => (attribute, Column: EventColumns.Of(attribute))).ToList();
        var read = others.Select(other => $",\n{EventsTableSql.Attribute(fit, other.attribute)} AS {other.Column}");
        values["others"] = string.Concat(read);
        values["other_names"] = string.Concat(others.Select(other => $",\n{other.Column}"));
    }

    private static string Number(string text, string column)
    {
        var places = new Dictionary<string, string> { ["text"] = column };
        return Template.FillText(text, places);
    }
}
