using CommerceAnalytics.Planning;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Events;

/// <summary>
/// Which services the event log has: what a run is asked for by name, and nobody has configured, must be among them.
/// </summary>
public static class LoggedServices
{
    /// <summary>Complete days before the execution date that are looked at.</summary>
    public const int Days = 35;

    // All that are asked for come first, and some more to tell what was meant.
    private const int MostOthers = 1_000;

    /// <summary>The days that are looked at, in the reporting zone.</summary>
    /// <param name="settings">Sound settings.</param>
    /// <param name="executionDate">After <c>MinDataDate</c>.</param>
    public static SummaryWindow Window(CommerceSettings settings, DateOnly executionDate)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return SummaryWindow.Before(executionDate, Days, settings.Zone(), settings.MinDataDate);
    }

    /// <summary>
    /// The query in Athena's SQL, without a semicolon; the first column of its rows is a service's name as logged,
    /// which may be any text.
    /// </summary>
    /// <param name="settings">Sound settings.</param>
    /// <param name="asked">Valid service names, at least one.</param>
    /// <param name="executionDate">After <c>MinDataDate</c>.</param>
    /// <param name="fit">How the events table is read.</param>
    public static string Sql(
        CommerceSettings settings,
        IReadOnlyCollection<string> asked,
        DateOnly executionDate,
        EventsTableFit fit
    )
    {
        ArgumentNullException.ThrowIfNull(asked);
        var values = EventsTemplate.Values(settings, Window(settings, executionDate), fit);
        values["asked"] = SqlText.Literals(asked);
        values["most"] = (asked.Count + MostOthers).ToString();
        return Template.Fill("logged_services.sql", values);
    }
}
