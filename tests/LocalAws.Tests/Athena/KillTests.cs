using LocalAws.Athena.Queries;
using LocalAws.Sql;
using LocalAws.Tests.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAws.Tests.Athena;

/// <summary>
/// A process that is killed between two steps of a statement leaves the lake as it is at that moment. So the lake is
/// copied at each step, and a second server on the copy must bring the very same query execution to the end that the
/// first one would have reached.
/// </summary>
public sealed class KillTests : IDisposable
{
    private const string Before =
        "CREATE TABLE t WITH (external_location = 's3://results/t/', partitioned_by = ARRAY['k']) AS SELECT 1 AS n, 'a' AS k";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kill");
    private string _step = "";

    private string Lake => Path.Combine(_folder.FullName, "lake");

    private string Copy => Path.Combine(_folder.FullName, "copy");

    public void Dispose() => _folder.Delete(recursive: true);

    public static TheoryData<string, string, string> Cases
    {
        get
        {
            string[] always = ["query.queued", "query.running", "statement.done", "results.written"];
            string[] writing = ["data.written", "data.moved", "partitions.created"];
            var cases = new TheoryData<string, string, string>();
            foreach (var at in always.Concat(writing).Append("table.created"))
                cases.Add(
                    at,
                    "CREATE TABLE u WITH (external_location = 's3://results/u/', partitioned_by = ARRAY['k']) AS SELECT n, k FROM (VALUES (1, 'a'), (2, 'b')) AS v (n, k)",
                    "SELECT count(*), sum(n) FROM u|2,3"
                );
            foreach (var at in (string[])["table.created", "statement.done"])
                cases.Add(
                    at,
                    "CREATE TABLE u WITH (external_location = 's3://results/u/') AS SELECT 1 AS n WHERE false",
                    "SELECT count(*), sum(n) FROM u|0,"
                );
            foreach (var at in always.Concat(writing))
                cases.Add(at, "INSERT INTO t VALUES (2, 'b'), (3, 'a')", "SELECT count(*), sum(n) FROM t|3,6");
            foreach (var at in (string[])["query.running", "statement.done"])
            {
                cases.Add(
                    at,
                    "CREATE EXTERNAL TABLE u (n int) STORED AS PARQUET LOCATION 's3://results/t/k=a/'",
                    "SELECT count(*), sum(n) FROM u|1,1"
                );
                cases.Add(
                    at,
                    "ALTER TABLE t ADD PARTITION (k = 'x') LOCATION 's3://results/t/k=a/'",
                    "SELECT count(*), sum(n) FROM t|2,2"
                );
                cases.Add(at, "DROP TABLE t", "SELECT 1, 1|1,1");
                cases.Add(at, "CREATE VIEW v AS SELECT n FROM t", "SELECT count(*), sum(n) FROM v|1,1");
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Kill_AtAStep_TheSameQueryEndsAsItWouldHave(string at, string sql, string expected)
    {
        Directory.CreateDirectory(Path.Combine(Lake, "results"));
        string id;
        await using (var first = await Start(Lake))
        {
            using var aws = Client(first);
            await Run(first, aws, Before);
            _step = at;
            id = await Run(first, aws, sql);
        }

        Directory.Exists(Copy).ShouldBeTrue($"{at} was not reached");
        await using var second = await Start(Copy);
        await second.Services.Runner.WhenEnded(id);

        var query = second.Services.History.Find(id)!;
        query.State.ShouldBe(QueryState.SUCCEEDED, query.StateChangeReason);
        using var client = Client(second);
        (await Row(second, client, expected.Split('|')[0])).ShouldBe(expected.Split('|')[1]);
    }

    [Fact]
    public async Task Kill_AfterAStopWasAnswered_DoesNotRunTheQueryAgain()
    {
        Directory.CreateDirectory(Path.Combine(Lake, "results"));
        var goOn = new TaskCompletionSource<StatementResult>();
        await using var first = await Start(Lake, new ScriptedEngine { Run = (_, _) => goOn.Task });
        using var aws = Client(first);
        var id = await Submit(aws, "SELECT 1");
        (await aws.AthenaAsync("StopQueryExecution", new { QueryExecutionId = id })).Status.ShouldBe(200);
        CopyFolder(Lake, Copy);
        goOn.SetResult(StatementResult.None);

        var engine = new ScriptedEngine();
        await using var second = await Start(Copy, engine);
        await second.Services.Runner.WhenEnded(id);

        engine.Requests.ShouldBeEmpty();
        second.Services.History.Find(id)!.State.ShouldBe(QueryState.CANCELLED);
    }

    private Task<LocalAwsServer> Start(string lake, IStatementEngine? engine = null) =>
        LocalAwsServer.StartAsync(
            new LocalAwsOptions
            {
                LakeFolder = lake,
                Port = 0,
                Reached = Reached,
            },
            TimeProvider.System,
            NullLoggerFactory.Instance,
            (state, catalog) => engine ?? new DuckDbStatementEngine(state.Lake, catalog) { Reached = Reached },
            CancellationToken.None
        );

    private void Reached(string reached)
    {
        if (reached != _step)
            return;
        _step = "";
        CopyFolder(Lake, Copy);
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (
            var file in Directory
                .EnumerateFiles(from, "*", SearchOption.AllDirectories)
                .Where(f => Path.GetFileName(f) != "lock")
        )
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using var source = new FileStream(
                file,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            using var copy = File.Create(target);
            source.CopyTo(copy);
        }
    }

    private static SignedClient Client(LocalAwsServer server) =>
        new(server.Endpoint, server.Region, server.AccessKeyId, server.SecretAccessKey, TimeProvider.System);

    private static async Task<string> Submit(SignedClient aws, string sql)
    {
        var answer = await aws.AthenaAsync(
            "StartQueryExecution",
            new { QueryString = sql, ResultConfiguration = new { OutputLocation = "s3://results/out/" } }
        );
        answer.Status.ShouldBe(200, answer.Message);
        return answer.Body["QueryExecutionId"]!.ToString();
    }

    private static async Task<string> Run(LocalAwsServer server, SignedClient aws, string sql)
    {
        var id = await Submit(aws, sql);
        await server.Services.Runner.WhenEnded(id);
        server
            .Services.History.Find(id)!
            .State.ShouldBe(QueryState.SUCCEEDED, server.Services.History.Find(id)!.StateChangeReason);
        return id;
    }

    private static async Task<string> Row(LocalAwsServer server, SignedClient aws, string sql)
    {
        var results = await aws.AthenaAsync("GetQueryResults", new { QueryExecutionId = await Run(server, aws, sql) });
        return string.Join(
            ',',
            results.Body["ResultSet"]!["Rows"]![1]!["Data"]!.AsArray().Select(d => (string?)d!["VarCharValue"])
        );
    }
}
