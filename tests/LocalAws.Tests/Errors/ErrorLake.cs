using LocalAws.Hosting;
using LocalAws.Tests.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace LocalAws.Tests.Errors;

/// <summary>
/// A server with a table, a view, workgroups and queries that cases speak of, and one that takes no more queries.
/// </summary>
public sealed class ErrorLake : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("errors");
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly List<LocalAwsServer> _servers = [];

    /// <summary>What stands for names in curly braces.</summary>
    internal Dictionary<string, string> Names { get; } =
        new() { ["{long}"] = "SELECT '" + new string('x', 262_136) + "'", ["{long key}"] = new string('k', 1025) };

    public async Task InitializeAsync()
    {
        await StartAsync("whole", 25);
        await StartAsync("full", 0);
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "whole", "data", "t"));
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "whole", "data", "t", "a.json"),
            """{"n":1,"s":"a"}"""
        );
        await PrepareAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    internal LocalAwsServer Server(string? name) => _servers[name == "full" ? 1 : 0];

    internal SignedClient Client(ErrorCase error)
    {
        var server = Server(error.On);
        var client = new SignedClient(
            server.Endpoint,
            server.Region,
            server.AccessKeyId,
            server.SecretAccessKey,
            _time
        );
        switch (error.Forgery)
        {
            case "wrong secret":
                client.Secret += "x";
                break;
            case "unknown key":
                client.AccessKeyId = "AKIANOBODYNOBODY";
                break;
            case "stale":
                client.ClockError = TimeSpan.FromHours(-1);
                break;
            case "foreign region":
                client.Region = "us-east-1";
                break;
            case "altered":
                client.Tamper = request => request.Content = new StringContent("""{"MaxResults":1}""");
                break;
        }

        return client;
    }

    internal async Task<string> RunAsync(SignedClient aws, object request)
    {
        var answer = await aws.AthenaAsync("StartQueryExecution", request);
        answer.Status.ShouldBe(200, answer.Message);
        var id = answer.Body["QueryExecutionId"]!.ToString();
        await Server(null).Services.Runner.WhenEnded(id);
        return id;
    }

    private async Task StartAsync(string name, int active)
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, name, "results"));
        var options = new LocalAwsOptions
        {
            LakeFolder = Path.Combine(_folder.FullName, name),
            Port = 0,
            MaxActiveQueries = active,
        };
        _servers.Add(
            await LocalAwsServer.StartAsync(
                options,
                _time,
                NullLoggerFactory.Instance,
                Services.DuckDb,
                CancellationToken.None
            )
        );
    }

    private async Task PrepareAsync()
    {
        using var aws = Client(ErrorCase.All[0]);
        await SqlAsync(aws, "CREATE DATABASE log_db");
        await SqlAsync(
            aws,
            "CREATE EXTERNAL TABLE t (n bigint, s string) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://data/t/'"
        );
        await SqlAsync(
            aws,
            "CREATE EXTERNAL TABLE p (n bigint) PARTITIONED BY (day string) STORED AS PARQUET LOCATION 's3://data/p/'"
        );
        await SqlAsync(aws, "ALTER TABLE p ADD PARTITION (day = '01')");
        await SqlAsync(aws, "CREATE VIEW v AS SELECT 1 AS n");
        await SqlAsync(
            aws,
            "CREATE TABLE big WITH (format = 'JSON', write_compression = 'NONE', external_location = 's3://data/big/') AS SELECT repeat AS s FROM (SELECT array_join(repeat('x', 11000), '') AS repeat FROM UNNEST(sequence(1, 1000)) AS u (i)) AS r"
        );
        await aws.AthenaAsync(
            "CreateWorkGroup",
            new
            {
                Name = "enforced",
                Configuration = new { ResultConfiguration = new { OutputLocation = "s3://results/enforced/" } },
            }
        );
        await aws.AthenaAsync(
            "CreateWorkGroup",
            new
            {
                Name = "small",
                Configuration = new { EnforceWorkGroupConfiguration = false, BytesScannedCutoffPerQuery = 10_000_000 },
            }
        );
        await aws.AthenaAsync(
            "CreateWorkGroup",
            new { Name = "managed", Configuration = new { ManagedQueryResultsConfiguration = new { Enabled = true } } }
        );
        await aws.AthenaAsync("CreateWorkGroup", new { Name = "disabled" });
        await aws.AthenaAsync("UpdateWorkGroup", new { WorkGroup = "disabled", State = "DISABLED" });
        await SqlAsync(aws, "SELECT 1", "used-0123456789abcdef0123456789abcdef");
        Names["{failed}"] = await SqlAsync(aws, "SELECT 1 / 0");
        Names["{deleted}"] = await SqlAsync(aws, "SELECT 1");
        File.Delete(Path.Combine(_folder.FullName, "whole", "results", "out", $"{Names["{deleted}"]}.csv"));
    }

    private Task<string> SqlAsync(SignedClient aws, string sql, string? token = null) =>
        RunAsync(
            aws,
            new
            {
                QueryString = sql,
                ClientRequestToken = token,
                QueryExecutionContext = new { Database = "log_db" },
                ResultConfiguration = new { OutputLocation = "s3://results/out/" },
            }
        );
}
