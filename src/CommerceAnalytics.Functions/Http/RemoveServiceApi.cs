using System.Text.Json.Serialization;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Removal;
using CommerceAnalytics.Naming;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Http;

/// <summary>Shows and removes over HTTP what the pipeline keeps for a service.</summary>
/// <param name="removal">Removes it.</param>
public sealed class RemoveServiceApi(ServiceRemoval removal)
{
    /// <summary><c>GET /api/services/{service}</c>: what would be removed; changes nothing.</summary>
    /// <param name="request">No query.</param>
    [Function(FunctionNames.ShowService)]
    public Task<IResult> ShowAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "services/{service}")] HttpRequest request,
        string service
    ) =>
        Endpoint.AnswerAnyQueryAsync(
            request,
            async () =>
                Problems(request, service) is { Count: > 0 } problems
                    ? Answers.Invalid(problems)
                    : Results.Json(
                        new ServiceContents(
                            service,
                            await removal.FindAsync(service, request.HttpContext.RequestAborted)
                        )
                    )
        );

    /// <summary>
    /// <c>DELETE /api/services/{service}</c>: removes it, and answers with what was there. 409 where it is configured,
    /// or a run with it goes on.
    /// </summary>
    /// <param name="request">No query.</param>
    [Function(FunctionNames.RemoveService)]
    public Task<IResult> RemoveAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "services/{service}")] HttpRequest request,
        string service,
        [DurableClient] DurableTaskClient client
    ) =>
        Endpoint.AnswerAnyQueryAsync(
            request,
            async () =>
            {
                if (Problems(request, service) is { Count: > 0 } problems)
                    return Answers.Invalid(problems);
                // Whoever goes away does not stop it half-way.
                return await removal.RefusalAsync(client, service, request.HttpContext.RequestAborted) is { } refusal
                    ? Answers.Conflict(refusal)
                    : Results.Json(
                        new ServiceContents(service, await removal.RemoveAsync(service, CancellationToken.None))
                    );
            }
        );

    private static List<string> Problems(HttpRequest request, string service)
    {
        var problems = new List<string>(QueryValues.Problems(request.Query, []));
        if (!ServiceName.IsValid(service))
            problems.Add($"{Shown.Text(service)} is not a service name: {ServiceName.Rule}");
        return problems;
    }
}

/// <summary>What the pipeline keeps for a service.</summary>
/// <param name="Things">One for each table or place.</param>
internal sealed record ServiceContents(
    [property: JsonPropertyName("service_name")] string ServiceName,
    [property: JsonPropertyName("things")] IReadOnlyList<ServiceThing> Things
);
