using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Runs;
using CommerceAnalytics.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Http;

/// <summary>Lists, reads and cancels runs over HTTP, and shows the plan.</summary>
/// <param name="plans">Reads plans.</param>
public sealed class RunsApi(
    RunReader reader,
    PlanReader plans,
    IManagementPayloads payloads,
    IOptions<CommerceSettings> settings,
    TimeProvider time,
    ILogger<RunsApi> logger
)
{
    /// <summary>
    /// <c>GET /api/runs?from=&amp;to=&amp;status=&amp;service=&amp;text=</c>: runs by execution date, newest first, in
    /// pages.
    /// </summary>
    /// <param name="request">
    /// Query: <c>from</c>, <c>to</c>, <c>status</c>, <c>service</c> and <c>text</c> (parts of names and texts),
    /// <c>page_size</c>, <c>after</c>.
    /// </param>
    [Function(FunctionNames.ListRuns)]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "runs")] HttpRequest request,
        [DurableClient] DurableTaskClient client
    ) => Endpoint.AnswerAnyQueryAsync(request, () => ListCoreAsync(request, client));

    private async Task<IResult> ListCoreAsync(HttpRequest request, DurableTaskClient client)
    {
        var problems = new List<string>();
        var query = RunListQuery.Read(request.Query, settings.Value, time.GetUtcNow(), problems);
        return problems.Count > 0
            ? Answers.Invalid(problems)
            : Results.Json(await RunList.ReadAsync(client, query, request.Path, request.HttpContext.RequestAborted));
    }

    /// <summary><c>GET /api/runs/{id}</c>: the report so far.</summary>
    /// <param name="request">No body, no query.</param>
    [Function(FunctionNames.GetRun)]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "runs/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client
    ) => Endpoint.AnswerAsync(request, () => GetCoreAsync(request, id, client));

    private async Task<IResult> GetCoreAsync(HttpRequest request, string id, DurableTaskClient client)
    {
        var aborted = request.HttpContext.RequestAborted;
        if (await reader.ReadAsync(client, id, aborted) is not { } report)
            return Answers.NotFound(id);
        var told = await Mending.LookUpAsync(client, report, aborted);
        return Results.Text(RunReportJson.Write(told), "application/json; charset=utf-8");
    }

    /// <summary><c>POST /api/runs/{id}/cancel</c>: 202; the run stops its queries and ends in order.</summary>
    /// <param name="request">No body.</param>
    [Function(FunctionNames.CancelRun)]
    public Task<IResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "runs/{id}/cancel")] HttpRequest request,
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
        if (RunIds.Parse(id) is null || await client.GetInstanceAsync(id, aborted) is not { } run)
            return Answers.NotFound(id);
        var payload = await payloads.CreateAsync(context, request, client, id);
        if (run.IsCompleted)
            return Answers.Conflict(
                new("RunEnded", $"Run {id} has ended already.", "There is nothing to cancel."),
                payload
            );
        await Cancellation.AskAsync(client, id, aborted);
        logger.CancelAsked(id);
        return Answers.Accepted(request.HttpContext.Response, payload);
    }

    /// <summary>
    /// <c>GET /api/plan?date=&amp;service=&amp;query_type=</c>: every statement that such a run would send.
    /// </summary>
    /// <param name="request">
    /// Query: <c>date</c>, <c>service</c> and <c>query_type</c> (both repeatable), all optional.
    /// </param>
    [Function(FunctionNames.GetPlan)]
    public Task<IResult> PlanAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "plan")] HttpRequest request
    ) => Endpoint.AnswerAnyQueryAsync(request, () => PlanCoreAsync(request));

    private async Task<IResult> PlanCoreAsync(HttpRequest request)
    {
        var problems = new List<string>(QueryValues.Problems(request.Query, ["date"], "service", "query_type"));
        var input = new RunRequestInput(
            QueryValues.All(request.Query, "service"),
            QueryValues.One(request.Query, "date"),
            QueryValues.All(request.Query, "query_type")
        );
        var asked = RequestInput.Resolve(() => RunRequest.Resolve(input, settings.Value, time.GetUtcNow()), problems);
        if (asked is null)
            return Answers.Invalid(problems);
        var plan = await plans.ReadAsync(asked, request.HttpContext.RequestAborted);
        return Results.Text(PlanText.Of(plan), "text/plain; charset=utf-8");
    }
}
