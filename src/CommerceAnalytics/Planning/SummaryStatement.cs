using CommerceAnalytics.Events;
using CommerceAnalytics.Extracts;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Planning;

/// <summary>
/// The CREATE TABLE AS SELECT of one refresh: <c>ctas.sql</c> around a SELECT (<c>select.sql</c>), which puts
/// <c>events.sql</c>, or <c>extracted_events.sql</c>, before the summary's own.
/// </summary>
internal sealed class SummaryStatement(
    CommerceSettings settings,
    Summary summary,
    TablePlan plan,
    SummaryWindow window,
    EventsTableFit fit,
    SummarySet summaries,
    Func<string, string> sqlFile
)
{
    public string Text()
    {
        return Template.FillText(
            sqlFile("ctas.sql"),
            new Dictionary<string, string>
            {
                ["staging_table"] = SqlText.Table(settings.Database, plan.StagingTable),
                ["location"] = SqlText.Literal(plan.Location),
                ["select"] = Rows(),
            }
        );
    }

    /// <summary>The SELECT alone: the rows that the table would have.</summary>
    public string Rows()
    {
        var columns = summary.Columns.Select(Column);
        return Select(string.Join(",\n", columns), Top());
    }

    /// <summary>A SELECT of no rows, whose columns are those of the summary's own SELECT, before they are cast.</summary>
    public string Shape() => Select("*", "\nLIMIT 0");

    private string Select(string columns, string top)
    {
        return Template.FillText(
            sqlFile("select.sql"),
            new Dictionary<string, string>
            {
                ["events"] = Events(),
                ["summary"] = Summary(),
                ["columns"] = columns,
                ["top"] = top,
            }
        );
    }

    private string Summary()
    {
        return Template.FillText(
            summary.Sql,
            new Dictionary<string, string> { ["search_click_minutes"] = settings.SearchClickWindowMinutes.ToString() }
        );
    }

    // Names in ORDER BY are those of the columns of the statement: the values are cast already.
    private string Top()
    {
        if (summary.Top is not { } top)
            return "";
        var values = new Dictionary<string, string>
        {
            ["by"] = top.By,
            ["keys"] = string.Concat(summary.Key.Select(column => $", {column} ASC NULLS LAST")),
            ["limit"] = top.Limit.ToString(),
        };
        return "\n" + Template.FillText(sqlFile("top.sql"), values);
    }

    private string Events()
    {
        var values = EventsTemplate.Values(settings, window, fit, sqlFile);
        if (settings.ScanMode == ScanMode.Extract)
            return Extracted(values);
        values["kinds"] = SqlText.Literals(summary.EventKinds);
        values["services"] = SqlText.Literal(plan.ServiceName);
        // Only the extraction, which reads many services and days at once, tells them apart.
        values["keys"] = values["key_names"] = "";
        EventsTemplate.AddOthers(values, fit, EventColumns.Others(summary.Attributes));
        return Template.FillText(sqlFile("events.sql"), values);
    }

    private string Extracted(Dictionary<string, string> values)
    {
        var lane = new ExtractLanes(summaries).Of(summary);
        values["extract_table"] = SqlText.Table(settings.Database, ExtractTable.Name);
        values["first_day"] = SqlText.Literal(DayText.Of(window.FirstUtcDay));
        values["last_day"] = SqlText.Literal(DayText.Of(window.LastUtcDay));
        values["service"] = SqlText.Literal(plan.ServiceName);
        values["lane_at"] = lane.At;
        values["excluded"] = EventsTemplate.Excluded(window, lane.At);
        values["lane_columns"] = string.Join(",\n", LaneColumns(lane));
        return Template.FillText(sqlFile("extracted_events.sql"), values);
    }

    private static IEnumerable<string> LaneColumns(ExtractLane lane)
    {
        var columns = lane.Columns.Select(column => $"{lane.Column(column)} AS {column}");
        // Of one kind of event the extract has no body.
        return lane.Kinds.Count > 1 ? columns : columns.Prepend($"{SqlText.Literal(lane.Kinds[0])} AS body");
    }

    // Every column is cast to its declared type: Athena would give a literal's varchar a length, and fails on a NULL
    // that has no type.
    private string Column(Column column) => $"CAST({Value(column.Name)} AS {column.AthenaType}) AS {column.Name}";

    private string Value(string column)
    {
        return column switch
        {
            "service_name" => SqlText.Literal(plan.ServiceName),
            "window_start" => SqlText.Date(plan.WindowStart),
            "window_end" => SqlText.Date(plan.WindowEnd),
            "calculation_date" => SqlText.Date(plan.ExecutionDate),
            _ => column,
        };
    }
}
