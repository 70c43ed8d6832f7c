using CommerceAnalytics.Events;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.LogChecks;

/// <summary>Renders the validation queries and judges their answers. The same arguments give the same text.</summary>
/// <param name="settings">Sound settings.</param>
public sealed class CheckPlanner(CommerceSettings settings)
{
    /// <summary>The query in Athena's SQL, without a semicolon.</summary>
    /// <param name="query">One of <see cref="CheckQueries.All"/>.</param>
    /// <param name="serviceName">A valid service name; ignored by a query of the whole log.</param>
    /// <param name="executionDate">After <c>MinDataDate</c>; the query reads complete days before it.</param>
    /// <param name="fit">How the events table is read.</param>
    public string Sql(CheckQuery query, string? serviceName, DateOnly executionDate, EventsTableFit fit)
    {
        var window = Window(query, executionDate, query.IsOfService ? serviceName : null);
        var values = EventsTemplate.Values(settings, window, fit);
        values["kinds"] = string.Join(", ", query.Kinds.Select(SqlText.Literal));
        values["service"] = SqlText.Literal(serviceName ?? "");
        values["first_day"] = SqlText.Date(window.Start);
        values["last_day"] = SqlText.Date(window.End);
        values["partition_day"] = EventsTableSql.Day(fit);
        values["left_out"] = LeftOut(window);
        values["events"] = Template.Fill("checked_events.sql", values);
        AddNormalised(values, fit);
        return Template.Fill($"{query.Name}.sql", values);
    }

    /// <summary>What repeats what is told by the overview's rule, from the events as it reads them.</summary>
    private static void AddNormalised(Dictionary<string, string> values, EventsTableFit fit)
    {
        values["services"] = values["service"];
        var service = EventsTableSql.Attribute(fit, EventAttributes.ServiceName);
        values["keys"] = $"{service} AS service,\n";
        values["key_names"] = "service,\n";
        EventsTemplate.AddOthers(values, fit, []);
        values["normalised_events"] = Template.Fill("events.sql", values);
        values["is_repeat"] = Template.Text("is_repeat.sql");
    }

    /// <summary>The days that a query reads, in the reporting zone.</summary>
    /// <param name="query">One of <see cref="CheckQueries.All"/>.</param>
    /// <param name="executionDate">After <c>MinDataDate</c>.</param>
    /// <param name="serviceName">
    /// The service whose excluded days are left out; null for those of all services alone.
    /// </param>
    public SummaryWindow Window(CheckQuery query, DateOnly executionDate, string? serviceName = null)
    {
        var days = query.Days(settings.Checks);
        return settings.Window(executionDate, days, serviceName);
    }

    /// <summary>
    /// Which days no window of the date's summaries holds for a service, as a check that passes; null where none is
    /// left out.
    /// </summary>
    /// <param name="executionDate">After <c>MinDataDate</c>.</param>
    public CheckResult? LeftOut(string serviceName, DateOnly executionDate)
    {
        var longest = SummarySet.Of(settings).LongestWindow;
        var near = ExcludedDays.Near(settings.ExcludedDays, executionDate, longest);
        var days = ExcludedDays.Of(near, serviceName);
        return days.Count == 0
            ? null
            : new(
                serviceName,
                "excluded_days",
                CheckStatus.Pass,
                days.Count,
                longest,
                null,
                "none judged",
                $"left out of every window (ExcludedDays): {ExcludedDays.Text(days)}",
                ""
            );
    }

    private static string LeftOut(SummaryWindow window)
    {
        return window.ExcludedDays.Count == 0
            ? ""
            : $"\nWHERE days.day NOT IN ({string.Join(", ", window.ExcludedDays.Select(SqlText.Date))})";
    }

    /// <summary>The verdicts of all checks that a query answers.</summary>
    /// <param name="query">One of <see cref="CheckQueries.All"/>.</param>
    /// <param name="serviceName">The service that it was asked of; null for one of the whole log.</param>
    /// <param name="answer">Its rows.</param>
    public IReadOnlyList<CheckResult> Judge(CheckQuery query, string? serviceName, IReadOnlyList<CheckRow> answer)
    {
        return
        [
            .. LogCheckCatalog
                .All.Where(check => check.Query == query.Name)
                .Select(check => check.Judge(serviceName, answer, settings.Checks)),
        ];
    }
}
