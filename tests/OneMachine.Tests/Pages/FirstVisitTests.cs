using System.Net;
using CommerceAnalytics.OneMachine.Pages.Server.Monitor;

namespace CommerceAnalytics.OneMachine.Tests.Pages;

public sealed class FirstVisitTests
{
    private const string Report =
        """{ "services": [ { "tables": [ { "query_execution_id": "q-1" }, { "query_execution_id": null } ] } ] }""";

    private readonly List<string> _asked = [];

    [Fact]
    public async Task Make_HostWithRuns_AsksForWhatTheMonitorAsks()
    {
        await MakeAsync("""{ "runs": [ { "run_id": "commerce-2025-10-28" } ] }""");

        _asked.ShouldBe([
            "GET /monitor",
            "GET /pages/monitor/main.js",
            "GET /sign-in",
            "GET /api/runs?page_size=1",
            "GET /api/runs/commerce-2025-10-28",
            "GET /pages/monitor/runs/commerce-2025-10-28",
            "POST /pages/monitor/queries [\"q-1\"]",
            "GET /pages/monitor/nights",
        ]);
    }

    [Fact]
    public async Task Make_HostWithoutRuns_EndsWithTheList()
    {
        await MakeAsync("""{ "runs": [] }""");

        _asked[^1].ShouldBe("GET /pages/monitor/nights");
    }

    [Theory]
    [InlineData("""{ "runs": [ { "run_id": "commerce-2025-10-28" } ] }""", "/pages/monitor/runs/commerce-2025-10-28")]
    [InlineData("""{ "runs": [] }""", "/monitor")]
    [InlineData("not JSON", null)]
    [InlineData("[]", null)]
    [InlineData("{}", null)]
    public async Task Make_HostThatFails_EndsWithoutAnError(string runs, string? failing)
    {
        await MakeAsync(runs, failing);

        _asked[^1].ShouldBe("GET " + (failing ?? "/api/runs?page_size=1"));
    }

    [Fact]
    public async Task Make_HostThatStops_EndsWithoutAnError()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        await MakeAsync("""{ "runs": [] }""", cancellation: stopped.Token);

        _asked.ShouldBeEmpty();
    }

    private async Task MakeAsync(string runs, string? failing = null, CancellationToken cancellation = default)
    {
        using var http = new HttpClient(new Host(_asked, runs, failing)) { BaseAddress = new("http://127.0.0.1/") };
        await FirstVisit.MakeAsync(http, cancellation);
    }

    private sealed class Host(List<string> asked, string runs, string? failing) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            cancellationToken.ThrowIfCancellationRequested();
            var path = request.RequestUri!.PathAndQuery;
            asked.Add(
                $"{request.Method} {path}{(request.Content is { } content ? " " + await content.ReadAsStringAsync(cancellationToken) : "")}"
            );
            return path == failing
                ? new(HttpStatusCode.InternalServerError)
                : new(HttpStatusCode.OK)
                {
                    Content = new StringContent(
                        path.StartsWith("/api/runs?", StringComparison.Ordinal) ? runs : Report,
                        null,
                        "application/json"
                    ),
                };
        }
    }
}
