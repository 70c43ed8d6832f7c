using System.Text.Json.Serialization;
using CommerceAnalytics.Naming;
using CommerceAnalytics.OneMachine.Lake;
using CommerceAnalytics.OneMachine.Pages.Server.Monitor.Nights;
using CommerceAnalytics.OneMachine.Settings;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Summaries;
using FunctionsHost.Http;
using FunctionsHost.Http.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.OneMachine.Pages.Server.Monitor;

/// <summary>
/// What the page <c>/monitor</c> asks for beyond the app's own HTTP API: a run's steps, Athena's side of its queries, a
/// table's history, and the known shops.
/// </summary>
/// <param name="client">The task hub's client, there once the host has started.</param>
/// <param name="athena">Athena's API on the lake.</param>
/// <param name="nights">Reads the last nights.</param>
internal sealed class MonitorRoutes(
    Func<DurableTaskClient> client,
    AthenaSession athena,
    NightsReader nights,
    LocalSettings settings
)
{
    /// <summary>Queries asked for at once; a run of 50 services has 350 tables.</summary>
    private const int MostQueries = 4000;

    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/pages/monitor").WithMetadata(new KeyRequirement(AuthorizationLevel.Function));
        group.MapGet("/runs/{id}", RunAsync);
        group.MapPost("/queries", QueriesAsync);
        group.MapGet("/services", ServicesAsync);
        group.MapGet("/nights", NightsAsync);
        group.MapGet("/links", () => Results.Json(MonitorLinks.Of(settings.Host)));
        group.MapGet("/advice/{code}", Advice);
        group.MapGet("/tables/{service}/{queryType}", TableAsync);
    }

    private async Task<IResult> RunAsync(string id, CancellationToken cancellation) =>
        id.Length <= 100 && await RunSteps.ReadAsync(client(), id, cancellation) is { } run
            ? Results.Json(run)
            : Problem.NotFound($"There is no run '{id}'.");

    private async Task<IResult> QueriesAsync(string[] ids, CancellationToken cancellation)
    {
        if (ids.Length > MostQueries || !ids.All(id => Guid.TryParse(id, out _)))
            return Problem.BadRequest($"Send at most {MostQueries} query execution ids, as a JSON array of texts.");
        var found = await athena.ExecutionsAsync(ids, cancellation);
        return Results.Json(found.Select(QueryView.Of));
    }

    private async Task<IResult> ServicesAsync(CancellationToken cancellation) =>
        Results.Json(await KnownShops.ReadAsync(athena, settings.Commerce, cancellation));

    private static IResult Advice(string code) =>
        AdvicePages.Of(code) is { Count: > 0 } paragraphs
            ? Results.Json(paragraphs)
            : Problem.NotFound($"No page has advice about {Shown.Text(code)}.");

    private async Task<IResult> NightsAsync(CancellationToken cancellation) =>
        Results.Json(await nights.ReadAsync(cancellation), RunReportJson.Options);

    private async Task<IResult> TableAsync(string service, string queryType, CancellationToken cancellation)
    {
        if (!ServiceName.IsValid(service))
            return Problem.NotFound($"{Shown.Text(service)} is not a service name: {ServiceName.Rule}");
        var summaries = SummarySet.Of(settings.Commerce);
        if (summaries.Find(queryType) is null)
            return Problem.NotFound(
                $"{Shown.Text(queryType)} is not a query type: use {string.Join(", ", summaries.Names)}."
            );
        return Results.Json(await TableHistory.ReadAsync(athena, service, queryType, cancellation));
    }
}

/// <summary>Where a run is seen elsewhere; null where no setting says so.</summary>
internal sealed record MonitorLinks(
    [property: JsonPropertyName("query")] string? Query,
    [property: JsonPropertyName("log")] string? Log,
    [property: JsonPropertyName("trace")] string? Trace
)
{
    public static MonitorLinks Of(LocalHostSettings settings) =>
        new(Known(settings.QueryUrl), Known(settings.LogUrl), Known(settings.TraceUrl));

    private static string? Known(string? url) => string.IsNullOrEmpty(url) ? null : url;
}
