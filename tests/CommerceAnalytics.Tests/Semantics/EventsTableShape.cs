using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CommerceAnalytics.Events;
using CommerceAnalytics.Tests.Oracle;

namespace CommerceAnalytics.Tests.Semantics;

/// <summary>
/// One of the shapes that event tables have from shop to shop: how it is declared, where its files lie, what a line
/// looks like.
/// </summary>
internal sealed record EventsTableShape
{
    private static readonly string[] TextForms =
    [
        "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'",
        "yyyy-MM-dd HH:mm:ss.ffffff",
        "yyyy-MM-dd'T'HH:mm:ss.ffffff",
        "yyyy-MM-dd'T'HH:mm:ss.ffffff'+00:00'",
    ];

    // Some programs write Korean and emoji as they are, some as \u escapes.
    private static readonly JsonSerializerOptions Escaped = new();

    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static EventsTableShape Documented { get; } = new();

    public string Name { get; init; } = "documented";

    /// <summary><c>timestamp</c>, <c>string</c> or <c>bigint</c>.</summary>
    public string TimestampType { get; init; } = "timestamp";

    /// <summary>For bigint: units in a second.</summary>
    public long TimestampUnits { get; init; } = 1000;

    public bool Map { get; init; }

    public bool Underscores { get; init; }

    /// <summary>Those of the partition keys that are integers.</summary>
    public IReadOnlyList<string> IntegerKeys { get; init; } = [];

    /// <summary>Type of the other keys.</summary>
    public string KeyType { get; init; } = "string";

    public bool Hour { get; init; } = true;

    public IReadOnlyList<string> LackedAttributes { get; init; } = [];

    public string Folder(DateTime utc) =>
        string.Create(CultureInfo.InvariantCulture, $"year={utc:yyyy}/month={utc:MM}/day={utc:dd}")
        + (Hour ? string.Create(CultureInfo.InvariantCulture, $"/hour={utc:HH}") : "");

    public string Line(LogEvent log) =>
        new JsonObject
        {
            ["timestamp"] = Timestamp(log.Utc),
            ["body"] = log.Body,
            ["attributes"] = new JsonObject(
                log.Attributes.Select(attribute => new KeyValuePair<string, JsonNode?>(
                    Field(attribute.Key),
                    log.JsonAttributes.Contains(attribute.Key) ? JsonNode.Parse(attribute.Value!) : attribute.Value
                ))
            ),
            ["severity"] = 9,
        }.ToJsonString(log.Utc.Ticks / 10 % 3 == 0 ? Escaped : Plain);

    /// <summary>
    /// What the oracle may know: the log without the attributes that the table lacks, at the timestamps that it can
    /// hold.
    /// </summary>
    public LogEvent Seen(LogEvent log) =>
        log with
        {
            Utc =
                TimestampType == "bigint"
                    ? log.Utc.AddTicks(-(log.Utc.Ticks % Math.Max(1, TimeSpan.TicksPerSecond / TimestampUnits)))
                    : log.Utc,
            Attributes = log.Attributes.Where(attribute => !LackedAttributes.Contains(attribute.Key)).ToDictionary(),
        };

    /// <summary>
    /// The statement that declares the table over the files under <c>s3://commerce-logs/{table}/</c>.
    /// </summary>
    public string CreateTable(string table) =>
        $"""
            CREATE EXTERNAL TABLE log_db.{table} (
              `timestamp` {TimestampType},
              `body` string,
              `attributes` {(Map ? "map<string,string>" : $"struct<{string.Join(",", Fields())}>")},
              `severity` int
            )
            PARTITIONED BY ({string.Join(
                ", ",
                Keys().Select(key => $"`{key}` {(IntegerKeys.Contains(key) ? "int" : KeyType)}")
            )})
            ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
            LOCATION 's3://commerce-logs/{table}/'
            TBLPROPERTIES ('projection.enabled' = 'true', {string.Join(", ", Keys().Select(Projection))},
              'storage.location.template' = 's3://commerce-logs/{table}/{string.Join(
                "/",
                Keys().Select(key => $"{key}=${{{key}}}")
            )}/')
            """;

    public override string ToString() => Name;

    private IEnumerable<string> Keys() => Hour ? ["year", "month", "day", "hour"] : ["year", "month", "day"];

    private IEnumerable<string> Fields() =>
        EventAttributes
            .All.Except(LackedAttributes)
            .Select(attribute => Underscores ? $"{Field(attribute)}:string" : $"`{attribute}`:string");

    private string Field(string attribute) => Underscores ? attribute.Replace('.', '_') : attribute;

    // Texts are written in several ways side by side, as some logs have them.
    private JsonValue Timestamp(DateTime utc) =>
        TimestampType == "bigint"
            ? JsonValue.Create(
                (long)((Int128)(utc - DateTime.UnixEpoch).Ticks * TimestampUnits / TimeSpan.TicksPerSecond)
            )
            : JsonValue.Create(
                utc.ToString(
                    TimestampType == "string" ? TextForms[utc.Ticks / 10 % TextForms.Length] : TextForms[0],
                    CultureInfo.InvariantCulture
                )
            );

    private static string Projection(string key)
    {
        var (range, digits) = key switch
        {
            "year" => ("2020,2039", 4),
            "month" => ("1,12", 2),
            "day" => ("1,31", 2),
            _ => ("0,23", 2),
        };
        return $"'projection.{key}.type' = 'integer', 'projection.{key}.range' = '{range}', 'projection.{key}.digits' = '{digits}'";
    }
}
