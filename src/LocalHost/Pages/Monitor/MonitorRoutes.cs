using System.Text.Json.Serialization;
using CommerceAnalytics.LocalHost.Http;
using CommerceAnalytics.LocalHost.Http.Keys;
using CommerceAnalytics.LocalHost.Lake;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Summaries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.LocalHost.Pages.Monitor;

/// <summary>What the page <c>/monitor</c> asks for beyond the app's own HTTP API: a run's line, Athena's side of its queries, and a table's history.</summary>
/// <param name="client">The task hub's client, there once the host has started.</param>
/// <param name="athena">Athena's API on the lake.</param>
internal sealed class MonitorRoutes(Func<DurableTaskClient> client, AthenaSession athena)
{
    /// <summary>Queries asked for at once; a run of 50 services has 350 tables.</summary>
    private const int MostQueries = 4000;

    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/pages/monitor").WithMetadata(new KeyRequirement(AuthorizationLevel.Function));
        group.MapGet("/runs/{id}", RunAsync);
        group.MapPost("/queries", QueriesAsync);
        group.MapGet("/tables/{service}/{queryType}", TableAsync);
    }

    private async Task<IResult> RunAsync(string id, CancellationToken cancellation) =>
        id.Length <= 100 && await client().GetInstanceAsync(id, getInputsAndOutputs: true, cancellation) is { } run
            ? Results.Json(new RunLine($"{run.RuntimeStatus}", LineOf(run)))
            : Problem.NotFound($"There is no run '{id}'.");

    private static string? LineOf(OrchestrationMetadata run) =>
        string.IsNullOrEmpty(run.SerializedCustomStatus) ? null : run.ReadCustomStatusAs<Line>()?.Text;

    private async Task<IResult> QueriesAsync(string[] ids, CancellationToken cancellation)
    {
        if (ids.Length > MostQueries || !ids.All(id => Guid.TryParse(id, out _)))
            return Problem.BadRequest($"Send at most {MostQueries} query execution ids, as a JSON array of texts.");
        var found = await athena.ExecutionsAsync(ids, cancellation);
        return Results.Json(found.Select(QueryView.Of));
    }

    private async Task<IResult> TableAsync(string service, string queryType, CancellationToken cancellation)
    {
        if (!ServiceName.IsValid(service) || !SummaryCatalog.All.Any(summary => summary.QueryType == queryType))
            return Problem.NotFound($"There is no summary table of that service and query type. {ServiceName.Rule}");
        return Results.Json(await TableHistory.ReadAsync(athena, service, queryType, cancellation));
    }

    /// <summary>A run as the task hub has it.</summary>
    /// <param name="RuntimeStatus">Durable's status.</param>
    /// <param name="Text">What is done and what is running, in one line.</param>
    private sealed record RunLine(
        [property: JsonPropertyName("runtime_status")] string RuntimeStatus,
        [property: JsonPropertyName("line")] string? Text);

    /// <summary>What of a run's custom status is for people.</summary>
    private sealed record Line([property: JsonPropertyName("line")] string? Text);
}
