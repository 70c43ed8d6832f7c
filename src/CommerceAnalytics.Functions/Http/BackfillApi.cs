using CommerceAnalytics.Backfills;
using CommerceAnalytics.Functions.Backfill;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Http;

/// <summary>Starts and cancels backfills over HTTP.</summary>
/// <param name="planner">Tells what one would cost.</param>
/// <param name="starter">Starts them.</param>
/// <param name="unknown">Which services nobody knows.</param>
public sealed class BackfillApi(
    BackfillPlanner planner,
    BackfillStarter starter,
    UnknownServices unknown,
    IManagementPayloads payloads,
    IOptions<CommerceSettings> settings,
    TimeProvider time,
    ILogger<BackfillApi> logger
)
{
    /// <summary>
    /// <c>POST /api/backfills</c>: 202 with the new backfill and what it will cost; 200 with the latter alone where the
    /// body says <c>estimate_only</c>; 409 with the one that goes on for one of its nights; 400 with all that is wrong.
    /// </summary>
    /// <param name="request">Body: which nights of what. No query.</param>
    [Function(FunctionNames.StartBackfill)]
    public Task<IResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "backfills")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        FunctionContext context
    ) => Endpoint.AnswerAnyQueryAsync(request, () => StartCoreAsync(request, client, context));

    private async Task<IResult> StartCoreAsync(HttpRequest request, DurableTaskClient client, FunctionContext context)
    {
        var aborted = request.HttpContext.RequestAborted;
        var problems = new List<string>(QueryValues.Problems(request.Query, []));
        var body = BackfillBody.Read(await JsonBody.TextAsync(request, problems), problems);
        var asked = RequestInput.Resolve(
            () => BackfillRequest.Resolve(body.Input, settings.Value, time.GetUtcNow()),
            problems
        );
        if (asked is null)
            return Answers.Invalid(problems);
        if (await unknown.ProblemsAsync(new RunInput(asked.Of(asked.To)), aborted) is { Count: > 0 } names)
            return Answers.Invalid(names);
        var estimate = await planner.EstimateAsync(asked, aborted);
        if (body.EstimateOnly)
            return Results.Json(new BackfillAccepted { Estimate = estimate });
        var start = await starter.StartAsync(client, asked, estimate, aborted);
        var payload = await payloads.CreateAsync(context, request, client, start.Id);
        return start.Refusal is { } refusal
            ? Answers.Conflict(refusal, payload)
            : Answers.Accepted(request.HttpContext.Response, payload, BackfillAccepted.Of(payload, estimate));
    }

    /// <summary>
    /// <c>POST /api/backfills/{id}/cancel</c>: 202; the night under way stops its queries, and no other begins.
    /// </summary>
    /// <param name="request">No body.</param>
    /// <param name="id">Id of a backfill.</param>
    [Function(FunctionNames.CancelBackfill)]
    public Task<IResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "backfills/{id}/cancel")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        FunctionContext context
    ) => Endpoint.AnswerAsync(request, () => CancelCoreAsync(request, id, client, context));

    private async Task<IResult> CancelCoreAsync(
        HttpRequest request,
        string id,
        DurableTaskClient client,
        FunctionContext context
    )
    {
        var aborted = request.HttpContext.RequestAborted;
        if (await BackfillReader.ReadAsync(client, id, aborted) is not { } backfill)
            return Answers.NoSuchBackfill(id);
        var payload = await payloads.CreateAsync(context, request, client, id);
        if (backfill.FinishedAt is not null)
            return Answers.Conflict(
                new("BackfillEnded", $"Backfill {id} has ended already.", "There is nothing to cancel."),
                payload
            );
        await Cancellation.AskAsync(client, id, aborted);
        logger.BackfillCancelAsked(id);
        return Answers.Accepted(request.HttpContext.Response, payload);
    }
}
