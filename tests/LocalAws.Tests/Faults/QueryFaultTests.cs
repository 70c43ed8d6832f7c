using System.Text.Json.Nodes;
using LocalAws.Faults;
using LocalAws.Tests.Wire;

namespace LocalAws.Tests.Faults;

public sealed class QueryFaultTests : IAsyncLifetime
{
    private readonly TestLake _lake = new();
    private SignedClient _aws = null!;

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(_lake.Lake, "results"));
        await _lake.InitializeAsync();
        _aws = _lake.Signed();
    }

    public Task DisposeAsync() => _lake.DisposeAsync();

    [Fact]
    public async Task QueryDelay_OfOneTable_DelaysItsQueriesAlone()
    {
        Use(
            new()
            {
                Fault = FaultKind.QueryDelay,
                Target = "shop.slow_*",
                Seconds = 40,
            }
        );

        var slow = await Start("SELECT * FROM shop.slow_one");
        var quick = await Start("SELECT * FROM shop.quick");
        await _lake.Server.Services.Runner.WhenEnded(quick);
        await _lake.AdvanceUntilEndedAsync(slow, TimeSpan.FromSeconds(1));

        (await Get(quick))["Statistics"]!["TotalExecutionTimeInMillis"]!.GetValue<long>().ShouldBeLessThan(40_000);
        (await Get(slow))["Statistics"]!["EngineExecutionTimeInMillis"]!
            .GetValue<long>()
            .ShouldBeGreaterThanOrEqualTo(40_000);
    }

    [Fact]
    public async Task QueryDelay_Stopped_IsCancelledAtOnce()
    {
        Use(new() { Fault = FaultKind.QueryDelay, Seconds = 3600 });
        var id = await Start("SELECT 1");

        await _aws.AthenaAsync("StopQueryExecution", new { QueryExecutionId = id });
        await _lake.Server.Services.Runner.WhenEnded(id);

        (await Get(id))["Status"]!["State"]!.ToString().ShouldBe("CANCELLED");
    }

    [Theory]
    [InlineData("results/one/")]
    [InlineData("nothing.like|*/ONE/")]
    public async Task QueryFailure_OfAPlaceThatAStatementWrites_IsForThatStatementAlone(string target)
    {
        Use(new() { Fault = FaultKind.QueryFailure, Target = target });

        var states = new List<string>();
        foreach (var place in (string[])["one", "two"])
        {
            var sql = $"CTAS default.b WITH (external_location = 's3://results/{place}/')";
            states.Add((await Run(sql))["Status"]!["State"]!.ToString());
        }

        states.ShouldBe(["FAILED", "SUCCEEDED"]);
    }

    [Fact]
    public async Task QueryFailure_OfCtas_HasTheGivenErrorAndRunsNothing()
    {
        Use(
            new()
            {
                Fault = FaultKind.QueryFailure,
                Operation = "CREATE_TABLE_AS_SELECT",
                Nth = 2,
                Category = 3,
                Type = 1234,
                Retryable = false,
                Message = "HIVE_WRITER_CLOSE_ERROR: no more",
            }
        );

        var statuses = new List<JsonNode>();
        foreach (var sql in (string[])["SELECT 1", "CTAS one", "CTAS two", "CTAS three"])
            statuses.Add((await Run(sql))["Status"]!);

        statuses.Select(s => s["State"]!.ToString()).ShouldBe(["SUCCEEDED", "SUCCEEDED", "FAILED", "SUCCEEDED"]);
        var failed = statuses[2];
        failed["StateChangeReason"]!.ToString().ShouldBe("HIVE_WRITER_CLOSE_ERROR: no more");
        failed["AthenaError"]!["ErrorCategory"]!.GetValue<int>().ShouldBe(3);
        failed["AthenaError"]!["ErrorType"]!.GetValue<int>().ShouldBe(1234);
        failed["AthenaError"]!["Retryable"]!.GetValue<bool>().ShouldBeFalse();
        _lake.Engine.Requests.Select(r => r.Sql).ShouldBe(["SELECT 1", "CTAS one", "CTAS three"]);
    }

    private void Use(FaultRule rule) => _lake.Server.Faults.Use(new() { Rules = [rule] });

    private async Task<string> Start(string sql)
    {
        var answer = await _aws.AthenaAsync(
            "StartQueryExecution",
            new { QueryString = sql, ResultConfiguration = new { OutputLocation = "s3://results/" } }
        );
        return answer.Body["QueryExecutionId"]!.ToString();
    }

    private async Task<JsonNode> Run(string sql)
    {
        var id = await Start(sql);
        await _lake.Server.Services.Runner.WhenEnded(id);
        return await Get(id);
    }

    private async Task<JsonNode> Get(string id) =>
        (await _aws.AthenaAsync("GetQueryExecution", new { QueryExecutionId = id })).Body["QueryExecution"]!;
}
