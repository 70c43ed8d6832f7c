using System.Text.Json;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.DurableTask.Client;
using Microsoft.Net.Http.Headers;

namespace FunctionsHost.Http.Management;

/// <summary>
/// What can be done to one instance: 202 when it will be, 404 when there is none of that id, 410 when it has ended.
/// </summary>
internal sealed class InstanceOperations(Func<DurableTaskClient> client, ManagementLinks links, string rewindAdvice)
{
    public void Map(IEndpointRouteBuilder api)
    {
        MapOperation(
            api,
            "terminate",
            (id, http) => client().TerminateInstanceAsync(id, Reason(http), http.RequestAborted)
        );
        MapOperation(
            api,
            "suspend",
            (id, http) => client().SuspendInstanceAsync(id, Reason(http), http.RequestAborted)
        );
        MapOperation(api, "resume", (id, http) => client().ResumeInstanceAsync(id, Reason(http), http.RequestAborted));
        api.MapPost(
            "/instances/{instanceId}/raiseEvent/{eventName}",
            (HttpContext http, string instanceId, string eventName) =>
                WhileRunningAsync(http, instanceId, () => RaiseEventAsync(http, instanceId, eventName))
        );
        api.MapPost("/instances/{instanceId}/rewind", RewindAsync);
        api.MapPost("/instances/{instanceId}/restart", RestartAsync);
    }

    private void MapOperation(IEndpointRouteBuilder api, string operation, Func<string, HttpContext, Task> act) =>
        api.MapPost(
            $"/instances/{{instanceId}}/{operation}",
            (HttpContext http, string instanceId) =>
                WhileRunningAsync(
                    http,
                    instanceId,
                    async () =>
                    {
                        await act(instanceId, http);
                        return Results.StatusCode(StatusCodes.Status202Accepted);
                    }
                )
        );

    private async Task<IResult> WhileRunningAsync(HttpContext http, string instanceId, Func<Task<IResult>> act) =>
        await client().GetInstanceAsync(instanceId, http.RequestAborted) switch
        {
            null => Problem.NoInstance(instanceId),
            { IsCompleted: true } ended => Ended(ended),
            _ => await OrRefusedAsync(http, instanceId, act),
        };

    /// <summary>
    /// It may end, or be purged, between the question and the act; or be in a state that the act does not fit.
    /// </summary>
    private async Task<IResult> OrRefusedAsync(HttpContext http, string instanceId, Func<Task<IResult>> act)
    {
        try
        {
            return await act();
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.FailedPrecondition or StatusCode.NotFound)
        {
            var goesOn = await client().GetInstanceAsync(instanceId, http.RequestAborted) is { IsCompleted: false };
            return goesOn ? Problem.Conflict(e.Status.Detail) : Problem.Gone(e.Status.Detail);
        }
    }

    private async Task<IResult> RaiseEventAsync(HttpContext http, string instanceId, string eventName)
    {
        if (!http.Request.HasJsonContentType() || !IsUtf8(http.Request))
            return Problem.BadRequest("Only application/json request content is supported, in UTF-8.");
        try
        {
            var payload = await JsonSerializer.DeserializeAsync<JsonElement>(
                http.Request.Body,
                JsonSerializerOptions.Default,
                http.RequestAborted
            );
            await client().RaiseEventAsync(instanceId, eventName, payload, http.RequestAborted);
            return Results.StatusCode(StatusCodes.Status202Accepted);
        }
        catch (JsonException e)
        {
            return Problem.BadRequest($"The body is no JSON: {e.Message}");
        }
    }

    private static bool IsUtf8(HttpRequest request) =>
        MediaTypeHeaderValue.Parse(request.ContentType).Charset is var charset
        && (!charset.HasValue || charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Starts the orchestration again with the same input, under a new id unless <c>restartWithNewInstanceId=false</c>.
    /// </summary>
    private async Task<IResult> RestartAsync(HttpContext http, string instanceId)
    {
        var withNewId = http.Request.Flag("restartWithNewInstanceId", otherwise: true);
        try
        {
            return links.Started(http, await client().RestartAsync(instanceId, withNewId, http.RequestAborted));
        }
        catch (ArgumentException)
        {
            return Problem.NoInstance(instanceId);
        }
        catch (InvalidOperationException e)
        {
            return Problem.Conflict(e.Message);
        }
    }

    /// <summary>Answers as the Durable Functions host does, but where it would rewind: this host does not.</summary>
    private async Task<IResult> RewindAsync(HttpContext http, string instanceId) =>
        await client().GetInstanceAsync(instanceId, http.RequestAborted) switch
        {
            null => Problem.NoInstance(instanceId),
            { RuntimeStatus: OrchestrationRuntimeStatus.Failed } => Results.Problem(
                $"This host cannot rewind. {rewindAdvice}",
                statusCode: StatusCodes.Status501NotImplemented
            ),
            { IsCompleted: true } ended => Ended(ended),
            var other => Problem.BadRequest(
                $"Instance '{instanceId}' is {other.RuntimeStatus}: only a failed one can be rewound."
            ),
        };

    private static IResult Ended(OrchestrationMetadata instance) =>
        Problem.Gone($"Instance '{instance.InstanceId}' has ended ({instance.RuntimeStatus}).");

    private static string? Reason(HttpContext http) => http.Request.Query["reason"].FirstOrDefault();
}
