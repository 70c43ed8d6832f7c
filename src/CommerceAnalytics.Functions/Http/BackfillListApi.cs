using CommerceAnalytics.Functions.Backfill;
using CommerceAnalytics.Functions.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Http;

/// <summary>Lists and reads backfills over HTTP.</summary>
public static class BackfillListApi
{
    /// <summary><c>GET /api/backfills</c>: all backfills, the last one that was started first.</summary>
    /// <param name="request">No query.</param>
    [Function(FunctionNames.ListBackfills)]
    public static Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "backfills")] HttpRequest request,
        [DurableClient] DurableTaskClient client
    ) =>
        Endpoint.AnswerAsync(
            request,
            async () =>
                Results.Json(
                    new BackfillList(await BackfillReader.ListAsync(client, request.HttpContext.RequestAborted))
                )
        );

    /// <summary><c>GET /api/backfills/{id}</c>: how far it has come, and what it has cost.</summary>
    /// <param name="request">No body.</param>
    /// <param name="id">Id of a backfill.</param>
    [Function(FunctionNames.GetBackfill)]
    public static Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "backfills/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client
    ) =>
        Endpoint.AnswerAsync(
            request,
            async () =>
                await BackfillReader.ReadAsync(client, id, request.HttpContext.RequestAborted) is { } found
                    ? Results.Json(found)
                    : Answers.NoSuchBackfill(id)
        );
}
