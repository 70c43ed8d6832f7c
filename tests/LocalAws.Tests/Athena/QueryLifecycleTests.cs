using System.Text.Json.Nodes;
using LocalAws.Sql;
using LocalAws.Tests.Wire;

namespace LocalAws.Tests.Athena;

public sealed partial class QueryLifecycleTests : IAsyncLifetime
{
    private const string Token = "0123456789abcdef0123456789abcdef";

    private readonly TestLake _lake = new();

    private SignedClient _aws = null!;

    public QueryLifecycleTests() => _lake.Options = _lake.Options with { MaxActiveQueries = 3, MaxRunningQueries = 1 };

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(_lake.Lake, "results"));
        await _lake.InitializeAsync();
        _aws = _lake.Signed();
    }

    public Task DisposeAsync() => _lake.DisposeAsync();

    [Fact]
    public async Task Query_FromStartToEnd_HasAthenasStatesTimesAndObjects()
    {
        var (started, goOn) = Gate();

        var id = await Start("SELECT 1");
        await started.Task;
        _lake.Time.Advance(TimeSpan.FromSeconds(5));
        (await Get(id))["Status"]!["State"]!.ToString().ShouldBe("RUNNING");
        goOn.SetResult(
            new(
                [new("a", "varchar", 1, 0)],
                [
                    ["x"],
                ]
            )
            {
                DataScannedBytes = 4711,
            }
        );
        await _lake.Server.Services.Runner.WhenEnded(id);

        var query = await Get(id);
        query["Status"]!["State"]!.ToString().ShouldBe("SUCCEEDED");
        query["StatementType"]!.ToString().ShouldBe("DML");
        query["Statistics"]!["EngineExecutionTimeInMillis"]!.GetValue<long>().ShouldBe(5000);
        query["Statistics"]!["DataScannedInBytes"]!.GetValue<long>().ShouldBe(4711);
        query["Status"]!["CompletionDateTime"]!
            .GetValue<double>()
            .ShouldBe(_lake.Time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0, 0.001);
        query["ResultConfiguration"]!["OutputLocation"]!.ToString().ShouldBe($"s3://results/out/{id}.csv");
        (await File.ReadAllTextAsync(Path.Combine(_lake.Lake, "results", "out", id + ".csv"))).ShouldBe(
            "\"a\"\n\"x\"\n"
        );
        File.Exists(Path.Combine(_lake.Lake, "results", "out", id + ".csv.metadata")).ShouldBeTrue();
    }

    [Fact]
    public async Task Query_Ctas_WritesManifestAndUpdateCount()
    {
        _lake.Engine.Run = (_, _) =>
            Task.FromResult(
                StatementResult.None with
                {
                    UpdateCount = 50,
                    DataManifest = ["s3://results/t/f1", "s3://results/t/f2"],
                }
            );

        var id = await Run("CTAS");

        (await Get(id))["Statistics"]!["DataManifestLocation"]!
            .ToString()
            .ShouldBe($"s3://results/out/tables/{id}-manifest.csv");
        (
            await File.ReadAllTextAsync(Path.Combine(_lake.Lake, "results", "out", "tables", id + "-manifest.csv"))
        ).ShouldBe("s3://results/t/f1\ns3://results/t/f2\n");
        (await _aws.AthenaAsync("GetQueryResults", new { QueryExecutionId = id })).Body["UpdateCount"]!
            .GetValue<long>()
            .ShouldBe(50);
    }

    [Fact]
    public async Task Query_ThatFails_SaysWhyAsAthenaDoes()
    {
        _lake.Engine.Run = (_, _) =>
            throw new StatementException(
                "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.log_db.x' does not exist",
                2,
                1301
            );

        var id = await Run("SELECT * FROM x");

        var status = (await Get(id))["Status"]!;
        status["State"]!.ToString().ShouldBe("FAILED");
        status["StateChangeReason"]!.ToString().ShouldStartWith("TABLE_NOT_FOUND");
        status["AthenaError"]!["ErrorCategory"]!.GetValue<int>().ShouldBe(2);
        status["AthenaError"]!["ErrorType"]!.GetValue<int>().ShouldBe(1301);
        status["AthenaError"]!["Retryable"]!.GetValue<bool>().ShouldBeFalse();
        (await _aws.AthenaAsync("GetQueryResults", new { QueryExecutionId = id })).Message.ShouldBe(
            "Query did not finish successfully. Final query state: FAILED"
        );
    }

    [Fact]
    public async Task Engine_ThatBreaks_FailsTheQueryAsRetryable()
    {
        _lake.Engine.Run = (_, _) => throw new InvalidOperationException("broken");

        var status = (await Get(await Run("SELECT 1")))["Status"]!;

        status["AthenaError"]!["ErrorCategory"]!.GetValue<int>().ShouldBe(1);
        status["AthenaError"]!["Retryable"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task StopQueryExecution_QueuedAndRunning_CancelsBoth()
    {
        var (started, _) = Gate();
        var first = await Start("SELECT 1");
        await started.Task;
        var second = await Start("SELECT 2");
        (await Get(second))["Status"]!["State"]!.ToString().ShouldBe("QUEUED");

        await Stop(second);
        await Stop(first);

        (await Get(first))["Status"]!["State"]!.ToString().ShouldBe("CANCELLED");
        (await Get(second))["Status"]!["StateChangeReason"]!.ToString().ShouldBe("Query cancelled by user");
        _lake.Engine.Requests.Select(r => r.QueryExecutionId).ShouldBe([first]);
        (await _aws.AthenaAsync("StopQueryExecution", new { QueryExecutionId = first })).Status.ShouldBe(200);
    }

    [Fact]
    public async Task StartQueryExecution_SameToken_IsTheSameQuery()
    {
        var first = await Run("SELECT 1", Token);

        (await Start("SELECT 1", Token)).ShouldBe(first);
        var other = await StartRaw("SELECT 2", Token);

        other.Error.ShouldBe("InvalidRequestException");
        other.Message.ShouldBe("Idempotent parameters do not match");
        _lake.Engine.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task StartQueryExecution_MoreThanMayBeActive_IsRefusedUntilOneEnds()
    {
        var (started, goOn) = Gate();
        var first = await Start("SELECT 1");
        await started.Task;
        await Start("SELECT 2");
        await Start("SELECT 3");

        var refused = await StartRaw("SELECT 4");
        (await StartRaw("SHOW TABLES")).Status.ShouldBe(200);

        refused.Status.ShouldBe(400);
        refused.Error.ShouldBe("TooManyRequestsException");
        goOn.SetResult(StatementResult.None);
        await _lake.Server.Services.Runner.WhenEnded(first);
        (await StartRaw("SELECT 4")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task StartQueryExecution_FasterThanTheRate_IsThrottledUntilTimeGoesBy()
    {
        _lake.Options = _lake.Options with
        {
            AthenaRates = new Dictionary<string, RequestRate> { ["StartQueryExecution"] = new(2, 3) },
        };
        await _lake.RestartAsync();
        _aws = _lake.Signed();
        for (var i = 0; i < 3; i++)
            await Run("SELECT 1");

        var refused = await StartRaw("SELECT 1");

        (refused.Status, refused.Error, refused.Message).ShouldBe((400, "ThrottlingException", "Rate exceeded"));
        _lake.Time.Advance(TimeSpan.FromSeconds(0.5));
        await Run("SELECT 1");
        (await StartRaw("SELECT 1")).Error.ShouldBe("ThrottlingException");
    }

    [Fact]
    public async Task Query_ThatWouldScanTooMuch_IsCancelledWithWhatItScanned()
    {
        _lake.Engine.Run = (request, _) => throw new BytesScannedException(request.BytesScannedCutoff!.Value + 1);
        await _aws.AthenaAsync(
            "UpdateWorkGroup",
            new { WorkGroup = "primary", ConfigurationUpdates = new { BytesScannedCutoffPerQuery = 20_000_000 } }
        );

        var query = await Get(await Run("SELECT 1"));

        query["Status"]!["State"]!.ToString().ShouldBe("CANCELLED");
        query["Status"]!["StateChangeReason"]!.ToString().ShouldBe("Bytes scanned limit was exceeded");
        query["Statistics"]!["DataScannedInBytes"]!.GetValue<long>().ShouldBe(20_000_001);
    }

    [Fact]
    public async Task WorkGroup_WithALocation_GivesItToQueriesAndKeepsItAcrossARestart()
    {
        var created = await _aws.AthenaAsync(
            "CreateWorkGroup",
            new
            {
                Name = "nightly",
                Configuration = new { ResultConfiguration = new { OutputLocation = "s3://results/nightly/" } },
            }
        );
        created.Status.ShouldBe(200);
        await _lake.RestartAsync();
        _aws = _lake.Signed();

        var started = await _aws.AthenaAsync(
            "StartQueryExecution",
            new
            {
                QueryString = "SELECT 1",
                WorkGroup = "nightly",
                ResultConfiguration = new { OutputLocation = "s3://results/mine/" },
            }
        );

        var id = started.Body["QueryExecutionId"]!.ToString();
        (await Get(id))["ResultConfiguration"]!["OutputLocation"]!
            .ToString()
            .ShouldBe($"s3://results/nightly/{id}.csv");
        (await _aws.AthenaAsync("ListQueryExecutions", new { WorkGroup = "nightly" })).Body["QueryExecutionIds"]!
            .AsArray()
            .Select(i => i!.ToString())
            .ShouldBe([id]);
        (await _aws.AthenaAsync("ListQueryExecutions", new { })).Body["QueryExecutionIds"]!.AsArray().ShouldBeEmpty();
        (await _aws.AthenaAsync("DeleteWorkGroup", new { WorkGroup = "nightly" })).Message.ShouldBe(
            "WorkGroup nightly is not empty"
        );
        (
            await _aws.AthenaAsync("DeleteWorkGroup", new { WorkGroup = "nightly", RecursiveDeleteOption = true })
        ).Status.ShouldBe(200);
        (await _aws.AthenaAsync("GetWorkGroup", new { WorkGroup = "nightly" })).Message.ShouldBe(
            "WorkGroup is not found."
        );
    }

    [Fact]
    public async Task AthenaLatency_Ctas_RunsForThatLongAndOthersDoNot()
    {
        _lake.Options = _lake.Options with { AthenaLatency = TimeSpan.FromSeconds(30) };
        await _lake.RestartAsync();
        _aws = _lake.Signed();

        await Run("SELECT 1");
        var id = await Start("CTAS");
        await Run("SELECT 2");
        _lake.Engine.Requests.Select(r => r.QueryExecutionId).ShouldNotContain(id);
        await _lake.AdvanceUntilEndedAsync(id, TimeSpan.FromSeconds(10));

        (await Get(id))["Statistics"]!["EngineExecutionTimeInMillis"]!
            .GetValue<long>()
            .ShouldBeGreaterThanOrEqualTo(30_000);
    }

    // The engine waits, once it has been reached, for the test to go on or for the query to be stopped.
    private (TaskCompletionSource Started, TaskCompletionSource<StatementResult> GoOn) Gate()
    {
        var (started, goOn) = (new TaskCompletionSource(), new TaskCompletionSource<StatementResult>());
        _lake.Engine.Run = (_, cancellationToken) =>
        {
            started.TrySetResult();
            return goOn.Task.WaitAsync(cancellationToken);
        };
        return (started, goOn);
    }

    private Task<Answer> StartRaw(string sql, string? token = null) =>
        _aws.AthenaAsync(
            "StartQueryExecution",
            new
            {
                QueryString = sql,
                ClientRequestToken = token
                    ?? Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16)),
                ResultConfiguration = new { OutputLocation = "s3://results/out/" },
            }
        );

    private async Task<string> Start(string sql, string? token = null) =>
        (await StartRaw(sql, token)).Body["QueryExecutionId"]!.ToString();

    private async Task<string> Run(string sql, string? token = null)
    {
        var id = await Start(sql, token);
        await _lake.Server.Services.Runner.WhenEnded(id);
        return id;
    }

    private async Task Stop(string id)
    {
        (await _aws.AthenaAsync("StopQueryExecution", new { QueryExecutionId = id })).Status.ShouldBe(200);
        await _lake.Server.Services.Runner.WhenEnded(id);
    }

    private async Task<JsonNode> Get(string id) =>
        (await _aws.AthenaAsync("GetQueryExecution", new { QueryExecutionId = id })).Body["QueryExecution"]!;
}
