using System.Text.Json;
using FunctionsHost.Workers;

namespace FunctionsHost.Durable.Client;

/// <summary>What a worker's durable client needs to reach its host, and to say where an instance is managed.</summary>
public sealed record DurableClientBinding
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>The address of the client's gRPC service: <see cref="DurableClientEndpoint.Address"/>.</summary>
    public required Uri RpcBaseUrl { get; init; }

    /// <summary>The task hub's name, unless the app's binding names another.</summary>
    public required string TaskHubName { get; init; }

    /// <summary>
    /// Where the management API is, e.g. <c>http://localhost:7071/runtime/webhooks/durabletask</c>; asked each time,
    /// since the host's own address may be known only after the worker runs.
    /// </summary>
    public Func<string?> HttpBaseUrl { get; init; } = () => null;

    /// <summary>What every management URL ends with, e.g. <c>code=KEY</c>; asked each time.</summary>
    public Func<string?> RequiredQueryStringParameters { get; init; } = () => null;

    /// <summary>The input's value: JSON with the names that the worker's extension reads.</summary>
    /// <param name="binding">As the app declares it.</param>
    /// <exception cref="JsonException">The declaration is no JSON object.</exception>
    public string ToJson(InputBinding binding)
    {
        ArgumentNullException.ThrowIfNull(binding);
        var declared = JsonSerializer.Deserialize<Declaration>(binding.Json, Web) ?? new Declaration(null, null);
        var values = new Dictionary<string, object?>
        {
            ["taskHubName"] = string.IsNullOrEmpty(declared.TaskHub) ? TaskHubName : declared.TaskHub,
            ["connectionName"] = declared.ConnectionName,
            ["rpcBaseUrl"] = RpcBaseUrl.ToString(),
            ["httpBaseUrl"] = HttpBaseUrl(),
            ["requiredQueryStringParameters"] = RequiredQueryStringParameters(),
            ["useForwardedHost"] = false,
            ["maxGrpcMessageSizeInBytes"] = int.MaxValue,
            // How long a call may take. The worker reads this one as JSON inside a text.
            ["grpcHttpClientTimeout"] = JsonSerializer.Serialize(TimeSpan.FromSeconds(100)),
        };
        return JsonSerializer.Serialize(values);
    }

    private sealed record Declaration(string? TaskHub, string? ConnectionName);
}
