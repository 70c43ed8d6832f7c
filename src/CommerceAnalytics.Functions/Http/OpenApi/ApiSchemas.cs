using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using CommerceAnalytics.Functions.Backfill;
using CommerceAnalytics.Functions.Http.Health;
using CommerceAnalytics.Reports;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace CommerceAnalytics.Functions.Http.OpenApi;

/// <summary>
/// Schemas of bodies and answers. Those of answers come from the very records that are written, and cannot lag behind
/// them.
/// </summary>
internal static class ApiSchemas
{
    public const string StartRun = "StartRun";
    public const string Publish = "Publish";
    public const string Payload = "ManagementPayload";
    public const string RunPage = "RunPage";
    public const string RunReport = "RunReport";
    public const string StartBackfill = "StartBackfill";
    public const string BackfillAccepted = "BackfillAccepted";
    public const string Backfill = "Backfill";
    public const string BackfillList = "BackfillList";
    public const string ServiceContents = "ServiceContents";
    public const string LeftoverList = "LeftoverList";
    public const string HealthReport = "HealthReport";
    public const string HealthWord = "HealthWord";
    public const string Anything = "Anything";
    public const string Problem = "Problem";

    // As Results.Json writes.
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>By name.</summary>
    /// <param name="document">The document that they become a part of.</param>
    public static Dictionary<string, IOpenApiSchema> All(OpenApiDocument document)
    {
        var schemas = new Dictionary<string, JsonNode>
        {
            [StartRun] = JsonNode.Parse(StartRunJson)!,
            [Publish] = JsonNode.Parse(PublishJson)!,
            [Problem] = JsonNode.Parse(ProblemJson)!,
            [Anything] = JsonNode.Parse("""{ "type": "object" }""")!,
            [Payload] = Of(typeof(HttpManagementPayloadView), Web),
            [RunPage] = Of(typeof(RunPage), Web),
            [RunReport] = Of(typeof(RunReport), RunReportJson.Options),
            [StartBackfill] = JsonNode.Parse(StartBackfillJson)!,
            [BackfillAccepted] = Of(typeof(BackfillAccepted), Web),
            [Backfill] = Of(typeof(BackfillProgress), Web),
            [BackfillList] = Of(typeof(BackfillList), Web),
            [ServiceContents] = Of(typeof(ServiceContents), Web),
            [LeftoverList] = Of(typeof(LeftoverList), Web),
            [HealthReport] = Of(typeof(HealthReport), Web),
            [HealthWord] = Of(typeof(HealthWord), Web),
        };
        return schemas.ToDictionary(
            schema => schema.Key,
            schema => (IOpenApiSchema)Read(schema.Key, schema.Value, document)
        );
    }

    private static JsonNode Of(Type type, JsonSerializerOptions options) =>
        options.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true });

    private static OpenApiSchema Read(string name, JsonNode schema, OpenApiDocument document)
    {
        var read = OpenApiModelFactory.Parse<OpenApiSchema>(
            schema.ToJsonString(),
            OpenApiSpecVersion.OpenApi3_1,
            document,
            out var diagnostic,
            OpenApiConstants.Json
        );
        return diagnostic.Errors.Count == 0 && read is not null
            ? read
            : throw new InvalidOperationException($"{name}: {string.Join(" ", diagnostic.Errors)}");
    }

    /// <summary>What <see cref="RunBody"/> reads.</summary>
    private const string StartRunJson = """
        {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "service_names": {
              "type": ["array", "null"], "items": { "type": "string" },
              "description": "Services; those of the settings by default."
            },
            "execution_date": {
              "type": ["string", "null"], "format": "date",
              "description": "The summaries cover the complete days before it; today by default."
            },
            "query_types": {
              "type": ["array", "null"], "items": { "type": "string" },
              "description": "Query types; all by default."
            },
            "force": {
              "type": ["boolean", "null"], "default": false,
              "description": "Publishes over later data, and takes a service that the log does not know."
            },
            "reextract": {
              "type": ["array", "null"], "items": { "type": "string", "format": "date" },
              "description": "Days of the extract to read from the raw log once more; only where ScanMode is Extract."
            }
          },
          "examples": [
            {
              "service_names": ["theshop-brand"], "execution_date": "2025-10-28", "force": false
            }
          ]
        }
        """;

    /// <summary>What <see cref="PublishBody"/> reads.</summary>
    private const string PublishJson = """
        {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "tables": {
              "type": ["array", "null"], "items": { "type": "string" },
              "description": "Live tables; all that are held by default."
            },
            "asked_by": {
              "type": ["string", "null"], "maxLength": 100,
              "description": "Who asks, for the report; where App Service signs people in, it names them itself."
            }
          },
          "examples": [
            { "tables": ["theshop_brand_commerce_product_ranking_summary"], "asked_by": "Kim" }
          ]
        }
        """;

    /// <summary>What <see cref="BackfillBody"/> reads.</summary>
    private const string StartBackfillJson = """
        {
          "type": "object",
          "additionalProperties": false,
          "required": ["from", "to"],
          "properties": {
            "from": { "type": "string", "format": "date", "description": "The first night." },
            "to": { "type": "string", "format": "date", "description": "The last night; it is built first." },
            "service_names": {
              "type": ["array", "null"], "items": { "type": "string" },
              "description": "Services; those of the settings by default."
            },
            "query_types": {
              "type": ["array", "null"], "items": { "type": "string" },
              "description": "Query types; all by default."
            },
            "force": {
              "type": ["boolean", "null"], "default": false,
              "description": "Builds nights anew that history has, and takes a service that the log does not know."
            },
            "estimate_only": {
              "type": ["boolean", "null"], "default": false,
              "description": "Tells what it would cost, with 200, and starts nothing."
            }
          },
          "examples": [
            { "from": "2025-10-02", "to": "2025-10-28", "service_names": ["theshop-brand"], "estimate_only": true }
          ]
        }
        """;

    /// <summary>What <see cref="Answers"/> writes.</summary>
    private const string ProblemJson = """
        {
          "type": "object",
          "required": ["title", "status"],
          "properties": {
            "type": { "type": "string" },
            "title": { "type": "string" },
            "status": { "type": "integer" },
            "detail": { "type": "string", "description": "What was found, and what to do." },
            "code": { "type": "string", "description": "Stable, for programs." },
            "advice": { "type": "string", "description": "What to do." },
            "problems": {
              "type": "array", "items": { "type": "string" },
              "description": "Of a 400: everything that is wrong, at once."
            },
            "id": { "type": "string", "description": "Of a 409: the run that stands in the way; its management addresses follow." },
            "statusQueryGetUri": { "type": "string" }
          },
          "additionalProperties": true,
          "examples": [{
            "title": "The request was refused; nothing was done.", "status": 400,
            "detail": "execution_date is '2025-13-40': it must be a date such as 2025-10-28.",
            "code": "InvalidRequest", "advice": "Mend what is named and send it again.",
            "problems": ["execution_date is '2025-13-40': it must be a date such as 2025-10-28."]
          }]
        }
        """;
}
