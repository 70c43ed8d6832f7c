using FunctionsHost.Http.Keys;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FunctionsHost.Http.Management;

/// <summary>
/// The Durable Functions HTTP API: instances listed, looked at and purged. Operations on one are
/// <see cref="InstanceOperations"/>.
/// </summary>
/// <param name="client">The task hub's client.</param>
/// <param name="hubName">Its name; requests for another are answered with 404.</param>
/// <param name="orchestrators">Names of the app's orchestrators.</param>
/// <param name="links">The addresses of the API.</param>
/// <param name="rewindAdvice">What to do in the place of a rewind.</param>
internal sealed class ManagementRoutes(
    Func<DurableTaskClient> client,
    string hubName,
    IReadOnlyCollection<string> orchestrators,
    ManagementLinks links,
    string rewindAdvice,
    TimeProvider time
)
{
    private const int DefaultPage = 100;
    private const int LargestPage = 1000;

    // As the Durable Functions host asks its callers to wait.
    private const string RetryAfterSeconds = "5";

    public void Map(IEndpointRouteBuilder routes)
    {
        var api = routes
            .MapGroup(ManagementLinks.Path)
            .WithMetadata(new KeyRequirement(AuthorizationLevel.System))
            .AddEndpointFilter(KnowsHub)
            .AddEndpointFilter(InstanceId.CheckAsync);
        api.MapGet("/instances", (Delegate)ListAsync);
        api.MapDelete("/instances", (Delegate)PurgeManyAsync);
        api.MapGet("/instances/{instanceId}", StatusAsync);
        api.MapDelete("/instances/{instanceId}", PurgeAsync);
        new InstanceOperations(client, links, rewindAdvice).Map(api);
        new OrchestrationStart(client, orchestrators, links).Map(api);
    }

    /// <summary>The parameter <c>connection</c> is taken and ignored: there is one store.</summary>
    private async ValueTask<object?> KnowsHub(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var named = context.HttpContext.Request.Query["taskHub"].FirstOrDefault();
        return string.IsNullOrWhiteSpace(named) || named.Equals(hubName, StringComparison.OrdinalIgnoreCase)
            ? await next(context)
            : Problem.NotFound($"There is no task hub '{named}' here; this one is '{hubName}'.");
    }

    private async Task<IResult> ListAsync(HttpContext http)
    {
        var request = http.Request;
        var (from, to) = request.Range("createdTimeFrom", "createdTimeTo");
        OrchestrationQuery query = new(
            from,
            to,
            request.Statuses("runtimeStatus"),
            InstanceIdPrefix: request.Query["instanceIdPrefix"].FirstOrDefault(),
            PageSize: request.Count("top", DefaultPage, LargestPage),
            FetchInputsAndOutputs: true,
            ContinuationToken: PageToken.Read(request)
        );
        var showInput = request.Flag("showInput", otherwise: true);
        var (instances, more) = await PageAsync(query, http.RequestAborted);
        if (more is not null)
            PageToken.Write(http.Response, more);
        return new JsonAnswer(
            StatusCodes.Status200OK,
            json =>
            {
                json.WriteStartArray();
                foreach (var instance in instances)
                    InstanceView.Write(json, instance, showInput);
                json.WriteEndArray();
            }
        );
    }

    private async Task<(IReadOnlyList<OrchestrationMetadata> Instances, string? More)> PageAsync(
        OrchestrationQuery query,
        CancellationToken cancellation
    )
    {
        try
        {
            await foreach (
                var page in client()
                    .GetAllInstancesAsync(query)
                    .AsPages(query.ContinuationToken, query.PageSize)
                    .WithCancellation(cancellation)
            )
                return (page.Values, page.ContinuationToken);
            return ([], null);
        }
        catch (RpcException e) when (query.ContinuationToken is not null && e.StatusCode == StatusCode.InvalidArgument)
        {
            throw PageToken.Malformed(query.ContinuationToken);
        }
    }

    private async Task<IResult> StatusAsync(HttpContext http, string instanceId)
    {
        var showHistory = http.Request.Flag("showHistory", otherwise: false);
        var showOutput = http.Request.Flag("showHistoryOutput", otherwise: false);
        var showInput = http.Request.Flag("showInput", otherwise: true);
        var failsLoudly = http.Request.Flag("returnInternalServerErrorOnFailure", otherwise: false);
        if (
            await client().GetInstanceAsync(instanceId, getInputsAndOutputs: true, http.RequestAborted)
            is not { } instance
        )
            return Problem.NoInstance(instanceId);
        var history = showHistory ? await client().GetOrchestrationHistoryAsync(instanceId, http.RequestAborted) : null;
        if (!instance.IsCompleted)
        {
            http.Response.Headers.Location = http.Request.GetEncodedUrl();
            http.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        return new JsonAnswer(
            StatusOf(instance, failsLoudly),
            json => InstanceView.Write(json, instance, showInput, history, showOutput)
        );
    }

    private static int StatusOf(OrchestrationMetadata instance, bool failsLoudly)
    {
        if (!instance.IsCompleted)
            return StatusCodes.Status202Accepted;
        return failsLoudly && instance.RuntimeStatus == OrchestrationRuntimeStatus.Failed
            ? StatusCodes.Status500InternalServerError
            : StatusCodes.Status200OK;
    }

    /// <summary>An instance that still runs is not purged: terminate it first.</summary>
    private async Task<IResult> PurgeAsync(HttpContext http, string instanceId)
    {
        if (await client().GetInstanceAsync(instanceId, http.RequestAborted) is null)
            return Problem.NoInstance(instanceId);
        try
        {
            return Purged(await client().PurgeInstanceAsync(instanceId, http.RequestAborted));
        }
        catch (InvalidOperationException)
        {
            return Purged(new PurgeResult(0));
        }
    }

    private async Task<IResult> PurgeManyAsync(HttpContext http)
    {
        var (given, to) = http.Request.Range("createdTimeFrom", "createdTimeTo");
        if (given is not { } from)
            return Problem.BadRequest("Please provide a value for the parameter 'createdTimeFrom'.");
        PurgeInstancesFilter filter = new(from, to ?? time.GetUtcNow(), http.Request.Statuses("runtimeStatus"));
        var result = await client().PurgeAllInstancesAsync(filter, http.RequestAborted);
        return result.PurgedInstanceCount > 0
            ? Purged(result)
            : Problem.NotFound("No finished instance matches the filter.");
    }

    private static IResult Purged(PurgeResult result) =>
        Results.Json(new { instancesDeleted = result.PurgedInstanceCount });
}
