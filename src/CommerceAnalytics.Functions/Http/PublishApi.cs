using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Reports;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Http;

/// <summary>Publishes held tables over HTTP.</summary>
/// <param name="held">Finds them.</param>
/// <param name="runs">Starts runs.</param>
public sealed class PublishApi(HeldTables held, RunStartAnswers runs, IManagementPayloads payloads)
{
    // Set by App Service's own sign-in, where that is on.
    private const string SignedInHeader = "X-MS-CLIENT-PRINCIPAL-NAME";

    /// <summary>
    /// <c>POST /api/runs/{id}/publish</c>: 202 with a run that publishes tables which the audit held in that run; 409
    /// where they are not held any more, or a run of that date goes on; 404 where there is no such run; 400 with all
    /// that is wrong.
    /// </summary>
    /// <param name="request">
    /// Body: <c>tables</c>, live table names, all that are held by default; <c>asked_by</c>, who asks. No query.
    /// </param>
    [Function(FunctionNames.PublishRun)]
    public Task<IResult> PublishAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "runs/{id}/publish")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        FunctionContext context
    ) => Endpoint.AnswerAnyQueryAsync(request, () => PublishCoreAsync(request, id, client, context));

    private async Task<IResult> PublishCoreAsync(
        HttpRequest request,
        string id,
        DurableTaskClient client,
        FunctionContext context
    )
    {
        var problems = new List<string>(QueryValues.Problems(request.Query, []));
        var body = PublishBody.Read(await JsonBody.TextAsync(request, problems), problems);
        if (problems.Count > 0)
            return Answers.Invalid(problems);
        var aborted = request.HttpContext.RequestAborted;
        var found = await held.FindAsync(client, id, body.Tables, AskedBy(request, body), aborted);
        if (found.Report is not { } report)
            return Answers.NotFound(id);
        if (found.Refusal is { } none)
            return Answers.Conflict(
                none,
                report.Status == ReportStatus.Running ? await payloads.CreateAsync(context, request, client, id) : null
            );
        return await runs.StartAsync(found.Input!, request, client, context);
    }

    private static string AskedBy(HttpRequest request, PublishBody body)
    {
        var signedIn = request.Headers[SignedInHeader].ToString();
        return signedIn.Length > 0 ? signedIn : body.AskedBy ?? "somebody over HTTP";
    }
}
