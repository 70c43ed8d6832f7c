using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Runs;
using CommerceAnalytics.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Http;

/// <summary>Rolls tables back over HTTP.</summary>
/// <param name="runs">Starts runs.</param>
public sealed class RollbackApi(RunStartAnswers runs, IOptions<CommerceSettings> settings, TimeProvider time)
{
    /// <summary>
    /// <c>POST /api/services/{service}/rollback?query_type=</c>: 202 with a run that points all of a service's tables,
    /// or those named, back to the version before; 409 with the run of today that is going on; 400 with all that is
    /// wrong.
    /// </summary>
    /// <param name="request">Query: <c>query_type</c>, repeatable; all types by default. No body.</param>
    [Function(FunctionNames.RollBackService)]
    public Task<IResult> RollBackAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "services/{service}/rollback")] HttpRequest request,
        string service,
        [DurableClient] DurableTaskClient client,
        FunctionContext context
    ) => Endpoint.AnswerAnyQueryAsync(request, () => RollBackCoreAsync(request, service, client, context));

    private async Task<IResult> RollBackCoreAsync(
        HttpRequest request,
        string service,
        DurableTaskClient client,
        FunctionContext context
    )
    {
        var problems = new List<string>(QueryValues.Problems(request.Query, [], "query_type"));
        var asked = new RunRequestInput([service], QueryTypes: QueryValues.All(request.Query, "query_type"));
        var resolved = RequestInput.Resolve(
            () => RunRequest.Resolve(asked, settings.Value, time.GetUtcNow()),
            problems
        );
        return resolved is not null
            ? await runs.StartAsync(RunInput.Rollback(resolved), request, client, context)
            : Answers.Invalid(problems);
    }
}
