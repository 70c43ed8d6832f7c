using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Runs;
using CommerceAnalytics.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Http;

/// <summary>Starts runs over HTTP.</summary>
/// <param name="runs">Starts runs.</param>
public sealed class StartApi(
    RunStartAnswers runs,
    RunReader reader,
    IManagementPayloads payloads,
    IOptions<CommerceSettings> settings,
    TimeProvider time
)
{
    /// <summary>
    /// <c>POST /api/runs</c>: 202 with the new run; 409 with the one that is there; 400 with all that is wrong.
    /// </summary>
    /// <param name="request">
    /// Body: what to refresh, all of it optional. No query: one that were ignored would start another run than was
    /// meant.
    /// </param>
    [Function(FunctionNames.StartRun)]
    public Task<IResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "runs")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        FunctionContext context
    ) => Endpoint.AnswerAnyQueryAsync(request, () => StartCoreAsync(request, client, context));

    private async Task<IResult> StartCoreAsync(HttpRequest request, DurableTaskClient client, FunctionContext context)
    {
        var problems = new List<string>(QueryValues.Problems(request.Query, []));
        var input = RunBody.Read(await JsonBody.TextAsync(request, problems), problems);
        var resolved = RequestInput.Resolve(
            () => RunRequest.Resolve(input, settings.Value, time.GetUtcNow()),
            problems
        );
        return resolved is not null
            ? await runs.StartAsync(new RunInput(resolved), request, client, context)
            : Answers.Invalid(problems);
    }

    /// <summary>
    /// <c>POST /api/runs/{id}/rerun</c>: 202 with a new run of just the tables that failed, of the same kind.
    /// </summary>
    /// <param name="request">No body, no query.</param>
    [Function(FunctionNames.RerunRun)]
    public Task<IResult> RerunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "runs/{id}/rerun")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        FunctionContext context
    ) => Endpoint.AnswerAsync(request, () => RerunCoreAsync(request, id, client, context));

    private async Task<IResult> RerunCoreAsync(
        HttpRequest request,
        string id,
        DurableTaskClient client,
        FunctionContext context
    )
    {
        if (await reader.ReadAsync(client, id, request.HttpContext.RequestAborted) is not { } report)
            return Answers.NotFound(id);
        if (report.Status == ReportStatus.Running)
            return Answers.Conflict(
                Rerun.StillRunning(report),
                await payloads.CreateAsync(context, request, client, id)
            );
        var run = await client.GetInstanceAsync(id, getInputsAndOutputs: true, request.HttpContext.RequestAborted);
        return Rerun.Of(report, run?.ReadInputAs<RunInput>()) is { } input
            ? await runs.StartAsync(input, request, client, context)
            : Answers.Conflict(Rerun.NothingFailed(report));
    }
}
