using CommerceAnalytics.Events;
using CommerceAnalytics.Extracts;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Overview;

/// <summary>
/// The CREATE TABLE AS SELECT of the overview: <c>ctas.sql</c> and <c>select.sql</c> around the normalised events of all
/// services and <c>overview.sql</c>.
/// </summary>
internal sealed class OverviewStatement(
    CommerceSettings settings,
    IReadOnlyList<string> services,
    TablePlan plan,
    OverviewWindow window,
    EventsTableFit fit,
    Func<string, string> sqlFile
)
{
    private bool IsExtracted => settings.ScanMode == ScanMode.Extract;

    public string Text()
    {
        return Template.FillText(
            sqlFile("ctas.sql"),
            new Dictionary<string, string>
            {
                ["staging_table"] = SqlText.Table(settings.Database, plan.StagingTable),
                ["location"] = SqlText.Literal(plan.Location),
                ["select"] = Select(),
            }
        );
    }

    private string Select()
    {
        return Template.FillText(
            sqlFile("select.sql"),
            new Dictionary<string, string>
            {
                ["events"] = $"{Services()}\n{Events()}",
                ["summary"] = Overview(),
                ["columns"] = string.Join(",\n", plan.Columns.Select(Column)),
                ["top"] = "",
            }
        );
    }

    // Each name once, and with little around it: Athena takes 262,144 bytes of SQL.
    private string Services()
    {
        return Template.FillText(
            sqlFile("overview_services.sql"),
            new Dictionary<string, string> { ["service_list"] = SqlText.Literal(string.Join(',', services)) }
        );
    }

    private string Events()
    {
        var values = EventsTemplate.Values(settings, window.Common.From, window.Common.To, fit, sqlFile);
        if (IsExtracted)
            return Extracted(values);
        values["partitions"] = PartitionPredicate.Days(window.UtcDays, fit);
        values["kinds"] = SqlText.Literals(EventKinds.All);
        values["services"] = "SELECT service FROM services";
        values["keys"] = $"{EventsTableSql.Attribute(fit, EventAttributes.ServiceName)} AS service,\n";
        values["key_names"] = "service,\n";
        // It reads no attribute but the documented ones.
        EventsTemplate.AddOthers(values, fit, []);
        return Template.FillText(sqlFile("events.sql"), values);
    }

    private string Extracted(Dictionary<string, string> values)
    {
        values["extract_table"] = SqlText.Table(settings.Database, ExtractTable.Name);
        values["first_utc_day"] = SqlText.Literal(DayText.Of(window.Common.FirstUtcDay));
        values["last_utc_day"] = SqlText.Literal(DayText.Of(window.Common.LastUtcDay));
        return Template.FillText(sqlFile("extracted_overview_events.sql"), values);
    }

    private string Overview()
    {
        return Template.FillText(
            sqlFile("overview.sql"),
            new Dictionary<string, string>
            {
                ["is_repeat"] = IsExtracted ? "is_repeat" : sqlFile("is_repeat.sql"),
                ["is_invalid"] = IsExtracted ? "is_invalid" : sqlFile("is_invalid.sql"),
                ["is_excluded"] = Excluded(),
                ["first_day"] = SqlText.Date(plan.WindowStart),
                ["last_day"] = SqlText.Date(plan.WindowEnd),
            }
        );
    }

    private string Excluded()
    {
        var days = window.Common.ExcludedDays.Count > 0 ? [IsOneOf(window.Common.ExcludedDays)] : new List<string>();
        foreach (var (service, own) in window.Own.Where(own => own.Window.ExcludedDays.Count > 0))
            days.Add($"(service = {SqlText.Literal(service)} AND {IsOneOf(own.ExcludedDays)})");
        return days.Count == 0 ? "false" : string.Join(" OR ", days);
    }

    private static string IsOneOf(IReadOnlyList<DateOnly> days) =>
        $"day IN ({string.Join(", ", days.Select(SqlText.Date))})";

    private string Column(Column column)
    {
        var type = column.Type == "string" ? "varchar" : column.Type;
        return $"CAST({Value(column.Name)} AS {type}) AS {column.Name}";
    }

    private string Value(string column)
    {
        return column switch
        {
            "window_start" => SqlText.Date(plan.WindowStart),
            "window_end" => SqlText.Date(plan.WindowEnd),
            "calculation_date" => SqlText.Date(plan.ExecutionDate),
            _ => column,
        };
    }
}
