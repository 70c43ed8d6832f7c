using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace CommerceAnalytics.Functions.Http.OpenApi;

/// <summary>
/// The HTTP API as an OpenAPI 3.1 document: addresses and methods from the functions' triggers, schemas from the records
/// that are written, words from <see cref="ApiOperations"/>.
/// </summary>
internal static class ApiDescription
{
    /// <summary>Name of the security scheme by header.</summary>
    public const string KeyInHeader = "function_key";

    /// <summary>Name of the security scheme by query.</summary>
    public const string KeyInQuery = "function_key_in_query";

    private const string ProblemType = "application/problem+json";

    private const string About = """
        Nightly summaries of shops' event logs in Athena. Every address but `/api/health/probe` needs a function key.
        Every refusal is `application/problem+json` with a stable `code`, what was found, and what to do; a 400 tells all
        problems at once. A name in the query that is not described here is refused.
        """;

    private static readonly Lazy<Task<string>> Written = new(() =>
        Create().SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1)
    );

    /// <summary>The document as JSON; made once.</summary>
    public static Task<string> JsonAsync() => Written.Value;

    private static OpenApiDocument Create()
    {
        var document = new OpenApiDocument
        {
            Info = new()
            {
                Title = "Commerce analytics",
                Version = typeof(ApiDescription).Assembly.GetName().Version!.ToString(3),
                Description = About.ReplaceLineEndings(" "),
            },
            Servers = [new() { Url = "/" }],
            Paths = [],
            Components = new() { SecuritySchemes = Keys() },
        };
        document.Components.Schemas = ApiSchemas.All(document);
        var groups = ApiOperations.All.Values.Select(operation => operation.Group).Distinct();
        document.Tags = groups.Select(group => new OpenApiTag { Name = group }).ToHashSet();
        foreach (
            var path in ApiRoute.All.GroupBy(route => route.Path).OrderBy(path => path.Key, StringComparer.Ordinal)
        )
            document.Paths.Add(path.Key, PathOf(path, document));
        document.RegisterComponents();
        return document;
    }

    private static Dictionary<string, IOpenApiSecurityScheme> Keys() =>
        new()
        {
            [KeyInHeader] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = "x-functions-key",
                Description = "A function key or a host key, as `serve` prints it and the Azure portal shows it.",
            },
            [KeyInQuery] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Query,
                Name = "code",
                Description =
                    "The same in the address, where a header cannot be set. Addresses end up in logs: prefer the header.",
            },
        };

    private static OpenApiPathItem PathOf(IEnumerable<ApiRoute> routes, OpenApiDocument document)
    {
        var path = new OpenApiPathItem();
        foreach (var route in routes)
            path.AddOperation(new HttpMethod(route.Method), Operation(route, document));
        return path;
    }

    private static OpenApiOperation Operation(ApiRoute route, OpenApiDocument document)
    {
        var operation = ApiOperations.All[route.Function];
        var inPath = route.Parameters.Select(name => Parameter(ApiOperations.InPath[name], ParameterLocation.Path));
        var inQuery = operation.Query.Select(parameter => Parameter(parameter, ParameterLocation.Query));
        return new()
        {
            OperationId = route.Function,
            Summary = operation.Summary,
            Description = operation.Description,
            Tags = new HashSet<OpenApiTagReference> { new(operation.Group, document) },
            Parameters = [.. inPath, .. inQuery],
            RequestBody = operation.Body is { } body ? Body(body, document) : null,
            Responses = Responses(route, operation, document),
            Security = route.NeedsKey ? [Requirement(KeyInHeader, document), Requirement(KeyInQuery, document)] : [],
        };
    }

    private static OpenApiSecurityRequirement Requirement(string scheme, OpenApiDocument document) =>
        new() { [new(scheme, document)] = [] };

    private static OpenApiParameter Parameter(ApiParameter parameter, ParameterLocation location) =>
        new OpenApiParameter
        {
            Name = parameter.Name,
            In = location,
            Required = location == ParameterLocation.Path,
            Description = parameter.Description,
            Schema = Schema(parameter),
            Example = Example(parameter),
        };

    private static JsonNode Example(ApiParameter parameter)
    {
        if (parameter.Range is not null)
            return JsonValue.Create(int.Parse(parameter.Example));
        return parameter.IsRepeatable ? new JsonArray(parameter.Example) : JsonValue.Create(parameter.Example);
    }

    private static OpenApiSchema Schema(ApiParameter parameter)
    {
        if (parameter.Range is { } range)
            return new()
            {
                Type = JsonSchemaType.Integer,
                Minimum = range.Least.ToString(),
                Maximum = range.Most.ToString(),
            };
        var text = new OpenApiSchema { Type = JsonSchemaType.String, Format = parameter.Format };
        if (parameter.Values.Count > 0)
            text.Enum = [.. parameter.Values.Select(value => (JsonNode)value)];
        return parameter.IsRepeatable ? new() { Type = JsonSchemaType.Array, Items = text } : text;
    }

    private static OpenApiRequestBody Body(string schema, OpenApiDocument document) =>
        new() { Content = Content(schema, "application/json", document) };

    private static OpenApiResponses Responses(ApiRoute route, ApiOperation operation, OpenApiDocument document)
    {
        var responses = new OpenApiResponses { [Text(operation.Answer.Status)] = Answer(operation.Answer, document) };
        responses["400"] = Refusal("The request is wrong: everything that is wrong with it, at once.", document);
        if (route.NeedsKey)
            responses["401"] = new OpenApiResponse { Description = "No key, or one that opens nothing." };
        foreach (var (status, why) in operation.Refusals)
            responses[Text(status)] =
                status == 503 ? Answer(operation.Answer with { Description = why }, document) : Refusal(why, document);
        responses["default"] = Refusal(
            "AWS (502), the task hub (503) or the program (500) failed; asking again is safe.",
            document
        );
        return responses;
    }

    private static OpenApiResponse Answer(ApiAnswer answer, OpenApiDocument document) =>
        new() { Description = answer.Description, Content = Content(answer.Schema, answer.ContentType, document) };

    private static OpenApiResponse Refusal(string why, OpenApiDocument document) =>
        new() { Description = why, Content = Content(ApiSchemas.Problem, ProblemType, document) };

    private static Dictionary<string, IOpenApiMediaType> Content(string? schema, string type, OpenApiDocument document)
    {
        IOpenApiSchema shown = schema is null
            ? new OpenApiSchema { Type = JsonSchemaType.String }
            : new OpenApiSchemaReference(schema, document);
        return new() { [type] = new OpenApiMediaType { Schema = shown } };
    }

    private static string Text(int status) => status.ToString();
}
