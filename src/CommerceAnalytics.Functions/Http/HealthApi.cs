using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Http.Health;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Http;

/// <summary>Tells over HTTP whether the app can do its work.</summary>
public sealed class HealthApi(HealthReader health)
{
    private const string Unhealthy = "unhealthy";

    /// <summary>
    /// <c>GET /api/health</c>: every check with its reason and remedy; 503 where the app cannot do its work, 200
    /// otherwise, a night that failed included: starting the app anew would not help that.
    /// </summary>
    /// <param name="request">No query.</param>
    [Function(FunctionNames.GetHealth)]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "health")] HttpRequest request,
        [DurableClient] DurableTaskClient client
    ) => AnswerAsync(request, client, report => report);

    /// <summary>
    /// <c>GET /api/health/probe</c>: the same in one word, without a key: probes of load balancers have none.
    /// </summary>
    /// <param name="request">No query.</param>
    [Function(FunctionNames.ProbeHealth)]
    public Task<IResult> ProbeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/probe")] HttpRequest request,
        [DurableClient] DurableTaskClient client
    ) => AnswerAsync(request, client, report => new HealthWord(report.Status));

    private Task<IResult> AnswerAsync(
        HttpRequest request,
        DurableTaskClient client,
        Func<HealthReport, object> shown
    ) =>
        Endpoint.AnswerAsync(
            request,
            async () =>
            {
                var report = await health.ReadAsync(client, request.HttpContext.RequestAborted);
                request.HttpContext.Response.Headers.CacheControl = "no-store";
                return Results.Json(shown(report), statusCode: StatusOf(report));
            }
        );

    private static int StatusOf(HealthReport report) =>
        report.Status == Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
}
