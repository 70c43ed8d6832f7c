using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Http.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CommerceAnalytics.Functions.Http;

/// <summary>Describes the API over HTTP.</summary>
public static class DescriptionApi
{
    /// <summary><c>GET /api/openapi.json</c>: OpenAPI 3.1.</summary>
    /// <param name="request">No query.</param>
    [Function(FunctionNames.GetOpenApi)]
    public static Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "openapi.json")] HttpRequest request
    ) =>
        Endpoint.AnswerAsync(
            request,
            async () => Results.Text(await ApiDescription.JsonAsync(), "application/json; charset=utf-8")
        );
}
