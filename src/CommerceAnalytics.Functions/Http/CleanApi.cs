using System.Text.Json.Serialization;
using CommerceAnalytics.Functions.Cleanup;
using CommerceAnalytics.Functions.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Http;

/// <summary>Shows and removes over HTTP what runs have left behind.</summary>
/// <param name="leftovers">What there is.</param>
public sealed class CleanApi(Leftovers leftovers)
{
    /// <summary><c>GET /api/leftovers</c>: what would be deleted; changes nothing.</summary>
    /// <param name="request">No query.</param>
    [Function(FunctionNames.ListLeftovers)]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "leftovers")] HttpRequest request,
        [DurableClient] DurableTaskClient client
    ) => AnswerAsync(request, (leftovers, cancellationToken) => leftovers.FindAsync(client, cancellationToken));

    /// <summary>
    /// <c>DELETE /api/leftovers</c>: deletes it, and answers with what was deleted. The next run does the same by
    /// itself.
    /// </summary>
    /// <param name="request">No query.</param>
    [Function(FunctionNames.RemoveLeftovers)]
    public Task<IResult> RemoveAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "leftovers")] HttpRequest request,
        [DurableClient] DurableTaskClient client
    ) => AnswerAsync(request, (leftovers, cancellationToken) => leftovers.RemoveAsync(client, cancellationToken));

    private Task<IResult> AnswerAsync(
        HttpRequest request,
        Func<Leftovers, CancellationToken, Task<IReadOnlyList<Leftover>>> work
    ) =>
        Endpoint.AnswerAsync(
            request,
            async () => Results.Json(new LeftoverList(await work(leftovers, request.HttpContext.RequestAborted)))
        );
}

/// <summary>What runs have left behind.</summary>
/// <param name="Leftovers">One for each table or place.</param>
internal sealed record LeftoverList([property: JsonPropertyName("leftovers")] IReadOnlyList<Leftover> Leftovers);
