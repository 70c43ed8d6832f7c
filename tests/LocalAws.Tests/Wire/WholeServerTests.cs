using LocalAws.Faults;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAws.Tests.Wire;

/// <summary>The server as it ships, DuckDB and all: what one surface writes the others read.</summary>
public sealed class WholeServerTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("whole");

    private LocalAwsServer _server = null!;

    private SignedClient _aws = null!;

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "shop"));
        _server = await LocalAwsServer.StartAsync(
            new() { LakeFolder = _folder.FullName, Port = 0 },
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
        _aws = new(_server.Endpoint, _server.Region, _server.AccessKeyId, _server.SecretAccessKey, TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        _aws.Dispose();
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Ctas_OverUploadedEvents_IsATableInGlueAndFilesInS3()
    {
        await Put("events/one.json", """{"body":"a","n":1}""" + "\n" + """{"body":"b","n":2}""" + "\n");
        await Run("CREATE DATABASE IF NOT EXISTS log_db");
        await Run(
            """
            CREATE EXTERNAL TABLE IF NOT EXISTS log_db.events (body string, n bigint)
            ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://shop/events/'
            """
        );

        var id = await Run(
            "CREATE TABLE log_db.sums WITH (format = 'PARQUET', external_location = 's3://shop/sums/1/') AS SELECT body, sum(n) AS total FROM log_db.events GROUP BY body"
        );

        (await _aws.AthenaAsync("GetQueryResults", new { QueryExecutionId = id })).Body["UpdateCount"]!
            .GetValue<long>()
            .ShouldBe(2);
        var table = await _aws.GlueAsync("GetTable", new { DatabaseName = "log_db", Name = "sums" });
        table.Body["Table"]!["StorageDescriptor"]!["Location"]!.ToString().ShouldStartWith("s3://shop/sums/1");
        Directory.EnumerateFiles(Path.Combine(_folder.FullName, "shop", "sums", "1")).ShouldNotBeEmpty();
        (await Rows("SELECT body, total FROM log_db.sums ORDER BY body")).ShouldBe(["body,total", "a,1", "b,2"]);
    }

    [Fact]
    public async Task Query_OfAnUnknownTable_FailsAsAthenaSaysIt()
    {
        var id = await Start("SELECT * FROM log_db.nothing");
        await _server.Services.Runner.WhenEnded(id);

        var status = (await _aws.AthenaAsync("GetQueryExecution", new { QueryExecutionId = id })).Body[
            "QueryExecution"
        ]!["Status"]!;

        status["State"]!.ToString().ShouldBe("FAILED");
        status["StateChangeReason"]!.ToString().ShouldContain("does not exist");
    }

    [Fact]
    public async Task Ctas_ThatFailsOnPurpose_LeavesHalfAFileAndNoTable()
    {
        _server.Faults.Use(
            new()
            {
                Rules =
                [
                    new()
                    {
                        Fault = FaultKind.QueryFailure,
                        LeaveFiles = true,
                        Nth = 1,
                    },
                ],
            }
        );
        const string Sql = "CREATE TABLE broken WITH (external_location = 's3://shop/broken/') AS SELECT 1 AS n";

        var id = await Start(Sql);
        await _server.Services.Runner.WhenEnded(id);
        var again = await Start(Sql);
        await _server.Services.Runner.WhenEnded(again);

        (await _aws.GlueAsync("GetTable", new { DatabaseName = "default", Name = "broken" })).Error.ShouldBe(
            "EntityNotFoundException"
        );
        var left = Directory.EnumerateFiles(Path.Combine(_folder.FullName, "shop", "broken")).ShouldHaveSingleItem();
        Path.GetFileName(left).ShouldContain(id);
        new FileInfo(left).Length.ShouldBeInRange(1, 400);
        (await State(id)).ShouldBe("FAILED: GENERIC_INTERNAL_ERROR: An injected fault.");
        (await State(again)).ShouldContain("HIVE_PATH_ALREADY_EXISTS");
    }

    private async Task<string> State(string id)
    {
        var status = (await _aws.AthenaAsync("GetQueryExecution", new { QueryExecutionId = id })).Body[
            "QueryExecution"
        ]!["Status"]!;
        return $"{status["State"]}: {status["StateChangeReason"]}";
    }

    private async Task Put(string key, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(_server.Endpoint, "shop/" + key))
        {
            Content = new StringContent(text),
        };
        using var answer = await _aws.SendAsync(request, "s3");
        answer.IsSuccessStatusCode.ShouldBeTrue();
    }

    private async Task<string> Start(string sql)
    {
        var answer = await _aws.AthenaAsync(
            "StartQueryExecution",
            new { QueryString = sql, ResultConfiguration = new { OutputLocation = "s3://shop/results/" } }
        );
        answer.Status.ShouldBe(200, answer.Message);
        return answer.Body["QueryExecutionId"]!.ToString();
    }

    private async Task<string> Run(string sql)
    {
        var id = await Start(sql);
        await _server.Services.Runner.WhenEnded(id);
        var status = (await _aws.AthenaAsync("GetQueryExecution", new { QueryExecutionId = id })).Body[
            "QueryExecution"
        ]!["Status"]!;
        status["State"]!.ToString().ShouldBe("SUCCEEDED", status.ToJsonString());
        return id;
    }

    private async Task<List<string>> Rows(string sql)
    {
        var results = await _aws.AthenaAsync("GetQueryResults", new { QueryExecutionId = await Run(sql) });
        return
        [
            .. results.Body["ResultSet"]!["Rows"]!
                .AsArray()
                .Select(r => string.Join(',', r!["Data"]!.AsArray().Select(d => (string?)d!["VarCharValue"]))),
        ];
    }
}
