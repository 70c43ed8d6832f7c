using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace EndToEnd.Serving;

/// <summary>The host, its timer and its HTTP API, over a process of its own.</summary>
public sealed class ServeTests
{
    private const string Date = "2026-03-29";

    private static readonly string[] Services = ["theshop-brand", "theshop-pharmacy"];

    [Fact]
    public async Task Serve_StartedByHttp_CompletesTheRunAndRefusesASecondMeanwhile()
    {
        using var folder = new TemporaryFolder();
        await SampleAsync(folder);
        await using var serving = await Support.Serving.StartAsync(folder.File("lake"), "--athena-latency", "1");

        using var first = await serving.Http.PostAsJsonAsync(
            "/api/runs",
            new { execution_date = Date, service_names = Services }
        );
        using var second = await serving.Http.PostAsJsonAsync(
            "/api/runs",
            new { execution_date = Date, service_names = Services }
        );

        first.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var payload = await first.Content.ReadFromJsonAsync<JsonElement>();
        first.Headers.Location.ShouldNotBeNull();
        second.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        second.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await second.Content.ReadFromJsonAsync<JsonElement>())
            .GetProperty("statusQueryGetUri")
            .GetString()
            .ShouldBe(payload.GetProperty("statusQueryGetUri").GetString());
        var end = await serving.WaitForEndAsync(payload.GetProperty("statusQueryGetUri").GetString()!);
        end.GetProperty("runtimeStatus").GetString().ShouldBe("Completed");
        serving.Log.ShouldContain($"T{Support.Serving.TimerHour:00}:00:00");
    }

    [Theory]
    [InlineData("""{"service_names":["x';DROP TABLE y"]}""")]
    [InlineData("""{"execution_date":"2025-13-40"}""")]
    [InlineData("""{"execution_date":"2999-01-01"}""")]
    [InlineData("""{"query_types":["nonsense"]}""")]
    [InlineData("""{"no_such_member":1}""")]
    [InlineData("""{ not json""")]
    public async Task Post_WithBadInput_Gets400WithTheProblem(string body)
    {
        using var folder = new TemporaryFolder();
        await using var serving = await Support.Serving.StartAsync(folder.File("lake"));

        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await serving.Http.PostAsync(new Uri("/api/runs", UriKind.Relative), content);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await serving.GetAsync("/api/runs")).GetProperty("runs").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Get_WhileGlueRefuses_Gets502WithCodeAndAdvice()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(
            folder.File("faults.json"),
            """{"rules":[{"fault":"error","service":"glue","operation":"GetTables","code":"AccessDeniedException","message":"no"}]}"""
        );
        await using var serving = await Support.Serving.StartAsync(
            folder.File("lake"),
            "--faults",
            folder.File("faults.json")
        );

        foreach (var address in (string[])["/api/leftovers", "/api/services/theshop-brand"])
        {
            using var answer = await serving.Http.GetAsync(new Uri(address, UriKind.Relative));
            answer.StatusCode.ShouldBe(HttpStatusCode.BadGateway, address);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
            problem.GetProperty("code").GetString().ShouldBe("AccessDenied");
            problem.GetProperty("advice").GetString()!.ShouldStartWith("The role lacks a right.");
        }
    }

    [Fact]
    public async Task Serve_KilledInTheMiddleOfARun_GoesOnAndRunsEachCtasOnce()
    {
        using var folder = new TemporaryFolder();
        await SampleAsync(folder);
        string statusPath;
        await using (var serving = await Support.Serving.StartAsync(folder.File("lake"), "--athena-latency", "2"))
        {
            using var response = await serving.Http.PostAsJsonAsync(
                "/api/runs",
                new { execution_date = Date, service_names = Services }
            );
            var payload = await response.Content.ReadFromJsonAsync<JsonElement>();
            statusPath = new Uri(payload.GetProperty("statusQueryGetUri").GetString()!).PathAndQuery;
            await UntilSomeTableIsPublishedAsync(serving, payload.GetProperty("id").GetString()!);
            await serving.KillAsync();
        }

        await using var again = await Support.Serving.StartAsync(folder.File("lake"));
        var end = await again.WaitForEndAsync(statusPath);

        end.GetProperty("runtimeStatus").GetString().ShouldBe("Completed");
        var report = await again.GetAsync($"/api/runs/{end.GetProperty("instanceId").GetString()}");
        report.GetProperty("totals").GetProperty("published").GetInt32().ShouldBe(14);
        var tables = report
            .GetProperty("services")
            .EnumerateArray()
            .SelectMany(s => s.GetProperty("tables").EnumerateArray())
            .ToList();
        tables.ShouldAllBe(t => t.GetProperty("attempts").GetInt32() == 1);
        tables.Select(t => t.GetProperty("query_execution_id").GetString()).Distinct().Count().ShouldBe(14);
    }

    [Fact]
    public async Task Serve_OnAPortInUse_IsRefused()
    {
        using var folder = new TemporaryFolder();
        using var taken = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var outcome = await CommandLine.RunAsync(
            "serve",
            "--lake",
            folder.File("lake"),
            "--port",
            $"{port}",
            "--aws-port",
            $"{FreePort.Take()}"
        );

        outcome.ExitCode.ShouldBe(2, outcome.ToString());
        outcome.Errors.ShouldContain($"{port}");
        Directory.Exists(folder.File("lake")).ShouldBeFalse();
    }

    private static async Task SampleAsync(TemporaryFolder folder) =>
        (
            await CommandLine.RunAsync(
                "sample",
                "--lake",
                folder.File("lake"),
                "--date",
                Date,
                "--days",
                "8",
                "--events-per-day",
                "200",
                "--seed",
                "5"
            )
        ).ExitCode.ShouldBe(0);

    private static async Task UntilSomeTableIsPublishedAsync(Support.Serving serving, string runId)
    {
        using var timeLimit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await tick.WaitForNextTickAsync(timeLimit.Token))
        {
            var report = await serving.GetAsync($"/api/runs/{runId}");
            if (report.TryGetProperty("totals", out var totals) && totals.GetProperty("published").GetInt32() > 0)
            {
                return;
            }
        }
    }
}
