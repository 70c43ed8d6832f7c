using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Runs;
using FunctionsHost.Hosting;

namespace CommerceAnalytics.OneMachine.Runs;

/// <summary>Runs of an app in a process of its own, over its HTTP API, as any client starts and reads them.</summary>
internal sealed class HttpRuns : IRuns, IDisposable
{
    private const int MostTries = 60;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(500);

    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    /// <param name="host">A host that has started and serves HTTP.</param>
    public HttpRuns(AppHost host, TimeProvider time)
    {
        _time = time;
        // This machine's own address: a proxy of the environment has no part in it.
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = host.Address };
        _http.DefaultRequestHeaders.Add("x-functions-key", host.Keys.FunctionKey);
    }

    public async Task<string> StartAsync(RunInput input, CancellationToken cancellationToken)
    {
        using var answer = await WithWorkerAsync(
            () => _http.PostAsJsonAsync("api/runs", Body(input.Request), cancellationToken),
            cancellationToken
        );
        var json = await JsonAsync(answer, cancellationToken);
        // A conflict with a run names it: the one that a killed process left, which goes on.
        var isRun = answer.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.Conflict;
        if (isRun && json?["id"]?.GetValue<string>() is { } runId)
            return runId;
        if (answer.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.BadRequest)
            throw new InvalidInputException([Detail(answer, json)]);
        throw Refused(answer, json);
    }

    public async Task<RunReport?> ReadAsync(string runId, CancellationToken cancellationToken)
    {
        using var answer = await WithWorkerAsync(
            () => _http.GetAsync($"api/runs/{Uri.EscapeDataString(runId)}", cancellationToken),
            cancellationToken
        );
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return null;
        if (!answer.IsSuccessStatusCode)
            throw Refused(answer, await JsonAsync(answer, cancellationToken));
        return RunReportJson.Read(await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    public void Dispose() => _http.Dispose();

    /// <summary>
    /// A worker that is lost is started again, and the request made again: a run that was started before the loss is
    /// then found as the one that goes on.
    /// </summary>
    private async Task<HttpResponseMessage> WithWorkerAsync(
        Func<Task<HttpResponseMessage>> send,
        CancellationToken cancellationToken
    )
    {
        for (var tries = 1; ; tries++)
        {
            var answer = await send();
            var isLost = answer.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable;
            if (!isLost || tries == MostTries)
                return answer;
            answer.Dispose();
            await Task.Delay(BetweenTries, _time, cancellationToken);
        }
    }

    private static JsonObject Body(RunRequest request) =>
        new()
        {
            ["service_names"] = new JsonArray([.. request.ServiceNames.Select(name => JsonValue.Create(name))]),
            ["execution_date"] = $"{request.ExecutionDate:yyyy-MM-dd}",
            ["query_types"] = new JsonArray([.. request.QueryTypes.Select(type => JsonValue.Create(type))]),
            ["force"] = request.Force,
            ["reextract"] = new JsonArray([.. request.Reextract.Select(day => JsonValue.Create($"{day:yyyy-MM-dd}"))]),
        };

    /// <summary>Null where the answer is no JSON: a worker that is lost answers without.</summary>
    private static async Task<JsonNode?> JsonAsync(HttpResponseMessage answer, CancellationToken cancellationToken) =>
        answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true
            ? await answer.Content.ReadFromJsonAsync<JsonNode>(cancellationToken)
            : null;

    private static string Detail(HttpResponseMessage answer, JsonNode? json) =>
        json?["detail"]?.GetValue<string>() ?? $"The app answered {(int)answer.StatusCode} ({answer.ReasonPhrase}).";

    private static FailureException Refused(HttpResponseMessage answer, JsonNode? json) =>
        new(
            new Failure(
                "RequestFailed",
                Detail(answer, json),
                "Start the command again: it goes on with what is there."
            )
        );
}
