using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CommerceAnalytics.Events;
using CommerceAnalytics.Tests.Oracle;

namespace CommerceAnalytics.Tests.Semantics;

/// <summary>One of the shapes that event tables have from shop to shop: how it is declared, where its files lie, what a line looks like.</summary>
internal sealed record EventsTableShape
{
    public static EventsTableShape Documented { get; } = new();

    public string TimestampType { get; init; } = "timestamp";

    /// <summary>For bigint: units in a second.</summary>
    public long TimestampUnits { get; init; } = 1000;

    public bool Map { get; init; }

    public bool Underscores { get; init; }

    public bool IntegerKeys { get; init; }

    public bool Hour { get; init; } = true;

    public IReadOnlyList<string> LackedAttributes { get; init; } = [];

    public string Folder(DateTime utc) =>
        string.Create(CultureInfo.InvariantCulture, $"year={utc:yyyy}/month={utc:MM}/day={utc:dd}") + (Hour ? string.Create(CultureInfo.InvariantCulture, $"/hour={utc:HH}") : "");

    public string Line(LogEvent log) => JsonSerializer.Serialize(new
    {
        timestamp = Timestamp(log.Utc),
        body = log.Body,
        attributes = log.Attributes.ToDictionary(attribute => Field(attribute.Key), attribute => attribute.Value),
    });

    /// <summary>What the oracle may know: the log without the attributes that the table lacks.</summary>
    public LogEvent Seen(LogEvent log) => log with { Attributes = log.Attributes.Where(attribute => !LackedAttributes.Contains(attribute.Key)).ToDictionary() };

    public string CreateTable() => $"""
        CREATE EXTERNAL TABLE log_db.logall (
          `timestamp` {TimestampType},
          `body` string,
          `attributes` {(Map ? "map<string,string>" : $"struct<{string.Join(",", Fields())}>")}
        )
        PARTITIONED BY ({string.Join(", ", Keys().Select(key => $"`{key}` {(IntegerKeys ? "int" : "string")}"))})
        ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
        LOCATION 's3://commerce-logs/logall/'
        TBLPROPERTIES ('projection.enabled' = 'true', {string.Join(", ", Keys().Select(Projection))},
          'storage.location.template' = 's3://commerce-logs/logall/{string.Join("/", Keys().Select(key => $"{key}=${{{key}}}"))}/')
        """;

    private IEnumerable<string> Keys() => Hour ? ["year", "month", "day", "hour"] : ["year", "month", "day"];

    private IEnumerable<string> Fields() =>
        EventAttributes.All.Except(LackedAttributes).Select(attribute => Underscores ? $"{Field(attribute)}:string" : $"`{attribute}`:string");

    private string Field(string attribute) => Underscores ? attribute.Replace('.', '_') : attribute;

    private JsonValue Timestamp(DateTime utc) => TimestampType == "bigint"
        ? JsonValue.Create((long)((Int128)(utc - DateTime.UnixEpoch).Ticks * TimestampUnits / TimeSpan.TicksPerSecond))
        : JsonValue.Create(utc.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));

    private static string Projection(string key)
    {
        var (range, digits) = key switch
        {
            "year" => ("2020,2030", 4),
            "month" => ("1,12", 2),
            "day" => ("1,31", 2),
            _ => ("0,23", 2),
        };
        return $"'projection.{key}.type' = 'integer', 'projection.{key}.range' = '{range}', 'projection.{key}.digits' = '{digits}'";
    }
}
