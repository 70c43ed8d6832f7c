using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalAws.Tests.Errors;

/// <summary>A row of errors.json: something that AWS refuses, and how it says so.</summary>
public sealed record ErrorCase
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public required string Service { get; init; }

    public required string Case { get; init; }

    /// <summary>Operation of Athena, with <see cref="Body"/> or <see cref="Raw"/>.</summary>
    public string? Athena { get; init; }

    /// <summary>Operation of Glue.</summary>
    public string? Glue { get; init; }

    public JsonObject? Body { get; init; }

    public string? Raw { get; init; }

    /// <summary>How often the call is made; the last one is looked at.</summary>
    public int Times { get; init; } = 1;

    /// <summary>A statement that is submitted, runs and ends.</summary>
    public string? Sql { get; init; }

    public IReadOnlyList<string>? Parameters { get; init; }

    public string? WorkGroup { get; init; }

    /// <summary>Method of a request to S3.</summary>
    public string? S3 { get; init; }

    public string? Path { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public string? Payload { get; init; }

    public bool Checksum { get; init; }

    /// <summary>Form of a request to STS.</summary>
    public IReadOnlyDictionary<string, string>? Sts { get; init; }

    /// <summary>How the request is signed wrongly.</summary>
    public string? Forgery { get; init; }

    /// <summary><c>full</c>: a server that has as many active queries as it may.</summary>
    public string? On { get; init; }

    public required string Code { get; init; }

    /// <summary>HTTP status, or the state that a query ends in.</summary>
    public required JsonElement Status { get; init; }

    /// <summary>AthenaError.ErrorType.</summary>
    public int? Type { get; init; }

    /// <summary>In full, but for what follows a <c>*</c>.</summary>
    public required string Message { get; init; }

    /// <summary>Where AWS's form is known from.</summary>
    public required string Known { get; init; }

    public string? Link { get; init; }

    public static IReadOnlyList<ErrorCase> All { get; } =
        JsonSerializer.Deserialize<List<ErrorCase>>(
            File.ReadAllText(
                System.IO.Path.Combine(Repository.Root, "tests", "LocalAws.Tests", "Errors", "errors.json")
            ),
            Json
        )!;

    public override string ToString() => $"{Service}: {Case}";
}
