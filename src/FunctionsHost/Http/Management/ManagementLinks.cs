using Microsoft.AspNetCore.Http;

namespace FunctionsHost.Http.Management;

/// <summary>
/// The addresses under which an instance is managed. They carry the system key: whoever has them may use them.
/// </summary>
/// <param name="hubName">Name of the task hub.</param>
/// <param name="key">The system key <c>durable_extension</c>.</param>
public sealed class ManagementLinks(string hubName, string key)
{
    /// <summary>Path of the durable task webhooks.</summary>
    public const string Path = "/runtime/webhooks/durabletask";

    // A template for the caller to fill, its double braces literal as in the official client.
    private const string Reason = "reason={{text}}";

    /// <summary>What every address ends with.</summary>
    public string RequiredQuery =>
        $"taskHub={Uri.EscapeDataString(hubName)}&connection=Storage&code={Uri.EscapeDataString(key)}";

    /// <summary>
    /// All addresses of an instance, at the scheme and authority that a caller used. This host cannot rewind, so that
    /// one is null.
    /// </summary>
    /// <param name="request">The caller's.</param>
    /// <param name="instanceId">The instance; need not be there.</param>
    public ManagementPayload PayloadFor(HttpRequest request, string instanceId)
    {
        return new()
        {
            Id = instanceId,
            StatusQueryGetUri = At(""),
            SendEventPostUri = At("/raiseEvent/{eventName}"),
            TerminatePostUri = At("/terminate", Reason),
            PurgeHistoryDeleteUri = At(""),
            RestartPostUri = At("/restart"),
            SuspendPostUri = At("/suspend", Reason),
            ResumePostUri = At("/resume", Reason),
        };

        string At(string operation, string parameters = "") =>
            $"{request.Scheme}://{request.Host}{Path}/instances/{Uri.EscapeDataString(instanceId)}{operation}?{Query(parameters)}";
    }

    /// <summary>The answer to whoever started an instance.</summary>
    internal IResult Started(HttpContext http, string instanceId)
    {
        var payload = PayloadFor(http.Request, instanceId);
        http.Response.Headers.Location = payload.StatusQueryGetUri;
        http.Response.Headers.RetryAfter = "10";
        return Results.Json(payload, statusCode: StatusCodes.Status202Accepted);
    }

    private string Query(string parameters)
    {
        var before = parameters.Length == 0 ? "" : $"{parameters}&";
        return before + RequiredQuery;
    }
}
