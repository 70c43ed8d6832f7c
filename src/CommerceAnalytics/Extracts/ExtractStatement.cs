using CommerceAnalytics.Events;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Extracts;

/// <summary>
/// The CREATE TABLE AS SELECT of one chunk: <c>extract.sql</c> around <c>events.sql</c>, which the summaries read the
/// raw log by.
/// </summary>
internal sealed class ExtractStatement(
    CommerceSettings settings,
    EventsTableFit fit,
    ExtractLanes lanes,
    bool cutsToQuarters
)
{
    // No summary counts events before 1970, and which of the others count is for the summary to say.
    private static readonly DateTime Latest = new(9999, 12, 31, 0, 0, 0, DateTimeKind.Utc);

    // In every zone a day or an hour begins at a quarter of an hour of UTC.
    private const string Quarter = "date_add('minute', -(minute(ts) % 15), date_trunc('minute', ts))";

    public string Text(ExtractPlan plan)
    {
        return Template.Fill(
            "extract.sql",
            new Dictionary<string, string>
            {
                ["staging_table"] = SqlText.Table(settings.Database, plan.StagingTable),
                ["location"] = SqlText.Literal(plan.Location),
                ["events"] = Events(plan.Chunk),
                ["columns"] = string.Join(",\n", lanes.All.SelectMany(Columns)),
            }
        );
    }

    private string Events(ExtractChunk chunk)
    {
        // Days and hours of the reporting zone are told when the extract is read: a change of zone leaves it as it is.
        var values = EventsTemplate.Values(
            settings with
            {
                ReportingTimeZone = ReportingZone.Utc,
            },
            DateTime.UnixEpoch,
            Latest,
            fit
        );
        values["partitions"] = PartitionPredicate.Days(chunk.Days, fit);
        values["keys"] =
            $"{EventsTableSql.Day(fit)} AS utc_day,\n{EventsTableSql.Attribute(fit, EventAttributes.ServiceName)} AS service,\n";
        values["key_names"] = "utc_day,\nservice,\n";
        values["kinds"] = SqlText.Literals(EventKinds.All);
        values["services"] = SqlText.Literals(chunk.Services);
        EventsTemplate.AddOthers(values, fit, lanes.Attributes);
        return Template.Fill("events.sql", values);
    }

    private IEnumerable<string> Columns(ExtractLane lane)
    {
        return lane
            .Columns.Prepend("at")
            .Select(column => $"CAST({Value(lane, column)} AS {AthenaType(column)}) AS {lane.Column(column)}");
    }

    private string Value(ExtractLane lane, string column)
    {
        var value = column switch
        {
            "at" => cutsToQuarters && !lane.IsOrdered ? Quarter : "ts",
            "is_repeat" or "is_invalid" => Template.Text($"{column}.sql"),
            _ => column,
        };
        return lane.Kinds.Count == EventKinds.All.Count
            ? value
            : $"CASE WHEN body IN ({SqlText.Literals(lane.Kinds)}) THEN {value} END";
    }

    private static string AthenaType(string column)
    {
        return ExtractLanes.TypeOf(column) switch
        {
            "string" => "varchar",
            "timestamp" => "timestamp(3)",
            var type => type,
        };
    }
}
