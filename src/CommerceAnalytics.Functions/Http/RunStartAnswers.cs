using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Runs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Http;

/// <summary>
/// Starts a run that somebody asks for: 202 with it, 409 where another is in its way, 400 where nobody knows its service.
/// </summary>
/// <param name="starter">Starts runs.</param>
public sealed class RunStartAnswers(RunStarter starter, IManagementPayloads payloads)
{
    internal async Task<IResult> StartAsync(
        RunInput input,
        HttpRequest request,
        DurableTaskClient client,
        FunctionContext context
    )
    {
        var start = await starter.StartAsync(client, input, StartKind.OnPurpose, request.HttpContext.RequestAborted);
        if (start.Outcome == StartOutcome.ServiceUnknown)
            return Answers.Invalid(start.Problems);
        var payload = start.RunId is { } runId ? await payloads.CreateAsync(context, request, client, runId) : null;
        return start.Refusal is { } refusal
            ? Answers.Conflict(refusal, payload)
            : Answers.Accepted(request.HttpContext.Response, payload!);
    }
}
