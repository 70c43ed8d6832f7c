using System.Text;
using System.Text.Json;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Http;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Functions.Tests.Fakes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Tests.Http;

/// <summary>Calls the HTTP functions as the worker does, and reads what a caller would get.</summary>
internal sealed class Api(Pipeline pipeline)
{
    /// <summary>A query of every call that has none of its own.</summary>
    public string Query { get; init; } = "";

    /// <summary>Every address of the app by the name of its function, asked about a run.</summary>
    public IReadOnlyDictionary<string, Func<string, Task<Answer>>> All =>
        new Dictionary<string, Func<string, Task<Answer>>>
        {
            [FunctionNames.StartRun] = _ => StartAsync(),
            [FunctionNames.RerunRun] = id => RerunAsync(id),
            [FunctionNames.PublishRun] = id => PublishAsync(id),
            [FunctionNames.ListRuns] = _ => ListAsync(),
            [FunctionNames.GetRun] = GetAsync,
            [FunctionNames.CancelRun] = CancelAsync,
            [FunctionNames.GetPlan] = _ => PlanAsync(),
            [FunctionNames.StartBackfill] = _ => BackfillAsync("""{"from":"2025-10-20","to":"2025-10-21"}"""),
            [FunctionNames.ListBackfills] = _ => BackfillsAsync(),
            [FunctionNames.GetBackfill] = _ => BackfillsAsync("backfill-2025-10-20-2025-10-21-1"),
            [FunctionNames.CancelBackfill] = _ => CancelBackfillAsync("backfill-2025-10-20-2025-10-21-1"),
            [FunctionNames.RollBackService] = _ => RollBackAsync("shop-a"),
            [FunctionNames.ListLeftovers] = _ => LeftoversAsync(remove: false),
            [FunctionNames.RemoveLeftovers] = _ => LeftoversAsync(remove: true),
            [FunctionNames.ShowService] = _ => ServiceAsync("shop-b", remove: false),
            [FunctionNames.RemoveService] = _ => ServiceAsync("shop-b", remove: true),
            [FunctionNames.GetHealth] = _ => HealthAsync(),
            [FunctionNames.ProbeHealth] = _ => ProbeAsync(),
            [FunctionNames.GetOpenApi] = _ => OpenApiAsync(),
        };

    public Task<Answer> StartAsync(string body = "", string query = "") =>
        CallAsync(
            "POST",
            query,
            body,
            request => pipeline.New<StartApi>().StartAsync(request, pipeline.Hub.Client, null!)
        );

    /// <summary>
    /// The same, at another host of the app: what the hosts of one process keep from each other does not count there.
    /// </summary>
    public Task<Answer> StartElsewhereAsync(string body = "") =>
        CallAsync(
            "POST",
            "",
            body,
            request =>
                new StartApi(
                    new RunStartAnswers(pipeline.New<RunStarter>(), new FakePayloads()),
                    pipeline.New<RunReader>(),
                    new FakePayloads(),
                    Options.Create(pipeline.Settings),
                    pipeline.Time
                ).StartAsync(request, pipeline.Hub.Client, null!)
        );

    public Task<Answer> BackfillAsync(string body, string query = "") =>
        CallAsync(
            "POST",
            query,
            body,
            request => pipeline.New<BackfillApi>().StartAsync(request, pipeline.Hub.Client, null!)
        );

    /// <summary>All backfills, or one.</summary>
    public Task<Answer> BackfillsAsync(string? id = null, string query = "") =>
        CallAsync(
            "GET",
            query,
            "",
            request =>
                id is null
                    ? BackfillListApi.ListAsync(request, pipeline.Hub.Client)
                    : BackfillListApi.GetAsync(request, id, pipeline.Hub.Client)
        );

    public Task<Answer> CancelBackfillAsync(string id) =>
        CallAsync(
            "POST",
            "",
            "",
            request => pipeline.New<BackfillApi>().CancelAsync(request, id, pipeline.Hub.Client, null!)
        );

    public Task<Answer> RollBackAsync(string service, string query = "") =>
        CallAsync(
            "POST",
            query,
            "",
            request => pipeline.New<RollbackApi>().RollBackAsync(request, service, pipeline.Hub.Client, null!)
        );

    public Task<Answer> LeftoversAsync(bool remove, string query = "") =>
        CallAsync(
            remove ? "DELETE" : "GET",
            query,
            "",
            request =>
                remove
                    ? pipeline.New<CleanApi>().RemoveAsync(request, pipeline.Hub.Client)
                    : pipeline.New<CleanApi>().ListAsync(request, pipeline.Hub.Client)
        );

    public Task<Answer> ServiceAsync(string service, bool remove, string query = "") =>
        CallAsync(
            remove ? "DELETE" : "GET",
            query,
            "",
            request =>
                remove
                    ? pipeline.New<RemoveServiceApi>().RemoveAsync(request, service, pipeline.Hub.Client)
                    : pipeline.New<RemoveServiceApi>().ShowAsync(request, service)
        );

    public Task<Answer> RerunAsync(string id, string query = "") =>
        CallAsync(
            "POST",
            query,
            "",
            request => pipeline.New<StartApi>().RerunAsync(request, id, pipeline.Hub.Client, null!)
        );

    public Task<Answer> PublishAsync(string id, string body = "", string query = "") =>
        CallAsync(
            "POST",
            query,
            body,
            request => pipeline.New<PublishApi>().PublishAsync(request, id, pipeline.Hub.Client, null!)
        );

    public Task<Answer> CancelAsync(string id) =>
        CallAsync(
            "POST",
            "",
            "",
            request => pipeline.New<RunsApi>().CancelAsync(request, id, pipeline.Hub.Client, null!)
        );

    public Task<Answer> GetAsync(string id) =>
        CallAsync("GET", "", "", request => pipeline.New<RunsApi>().GetAsync(request, id, pipeline.Hub.Client));

    public Task<Answer> ListAsync(string query = "") =>
        CallAsync("GET", query, "", request => pipeline.New<RunsApi>().ListAsync(request, pipeline.Hub.Client));

    public Task<Answer> PlanAsync(string query = "") =>
        CallAsync("GET", query, "", request => pipeline.New<RunsApi>().PlanAsync(request));

    public Task<Answer> HealthAsync(string query = "") =>
        CallAsync("GET", query, "", request => pipeline.New<HealthApi>().GetAsync(request, pipeline.Hub.Client));

    public Task<Answer> ProbeAsync() =>
        CallAsync("GET", "", "", request => pipeline.New<HealthApi>().ProbeAsync(request, pipeline.Hub.Client));

    public Task<Answer> OpenApiAsync() => CallAsync("GET", "", "", DescriptionApi.GetAsync);

    private async Task<Answer> CallAsync(
        string method,
        string query,
        string body,
        Func<HttpRequest, Task<IResult>> call
    )
    {
        var context = new DefaultHttpContext { RequestServices = pipeline.Services };
        context.Request.Method = method;
        context.Request.Path = "/api/runs";
        context.Request.QueryString = new QueryString(query.Length > 0 ? query : Query);
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        var written = new MemoryStream();
        context.Response.Body = written;
        await (await call(context.Request)).ExecuteAsync(context);
        return new(
            context.Response.StatusCode,
            context.Response.ContentType ?? "",
            context.Response.Headers.Location,
            Encoding.UTF8.GetString(written.ToArray())
        )
        {
            RetryAfter = context.Response.Headers.RetryAfter,
        };
    }
}

internal sealed record Answer(int Status, string ContentType, string? Location, string Text)
{
    public string? RetryAfter { get; init; }

    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public IReadOnlyList<string> Problems =>
        [.. Json.GetProperty("problems").EnumerateArray().Select(problem => problem.GetString()!)];

    public string this[string member] => Json.GetProperty(member).GetString()!;
}
