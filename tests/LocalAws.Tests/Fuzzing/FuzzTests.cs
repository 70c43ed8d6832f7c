using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using Amazon.SecurityToken;
using LocalAws.Tests.Wire;
using Xunit.Abstractions;

namespace LocalAws.Tests.Fuzzing;

/// <summary>
/// Spoilt requests of every surface: each is answered, with a refusal of AWS's kind where it is refused; none shows the
/// inside, ends the process or touches anything outside the lake. <c>LOCALAWS_FUZZ</c> sets their number,
/// <c>LOCALAWS_FUZZ_SEED</c> the seed.
/// </summary>
public sealed partial class FuzzTests : IAsyncLifetime
{
    private const int InCi = 1800;
    private const int AtOnce = 8;

    /// <summary>Where the program and its lake lie on this machine: no caller needs to know.</summary>
    private static readonly string[] Places = [AppContext.BaseDirectory, Path.GetTempPath()];

    private readonly ITestOutputHelper _output;
    private readonly DirectoryInfo _around = Directory.CreateTempSubdirectory("fuzz");
    private readonly InsideFailures _inside = new();
    private LocalAwsServer _server = null!;
    private FuzzSession _session = null!;

    public FuzzTests(ITestOutputHelper output) => this._output = output;

    private static int Inputs { get; } = Number("LOCALAWS_FUZZ", InCi);

    private static int Seed { get; } = Number("LOCALAWS_FUZZ_SEED", 1);

    private string Lake => Path.Combine(_around.FullName, "lake");

    public async Task InitializeAsync()
    {
        foreach (
            var (path, text) in new[]
            {
                ("lake/shop/a.txt", "a"),
                ("lake/results/keep", "k"),
                ("outside/secret.txt", "secret"),
                ("passwd", "root"),
                ("shop/b", "b"),
            }
        )
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_around.FullName, path))!);
            await File.WriteAllTextAsync(Path.Combine(_around.FullName, path), text);
        }

        var options = new LocalAwsOptions
        {
            LakeFolder = Lake,
            Port = 0,
            MaxActiveQueries = 1000,
            MaxActiveDdlQueries = 1000,
            Stop = () => { },
            AthenaRates = new Dictionary<string, RequestRate>(),
            Roles = [TestRoles.Of("reader", TestRoles.Everything)],
        };
        _server = await LocalAwsServer.StartAsync(options, TimeProvider.System, _inside, CancellationToken.None);
        _session = await AssumeAsync();
        await Sql(
            "CREATE TABLE words WITH (external_location = 's3://shop/words/') AS SELECT * FROM (VALUES ('a', 1), ('b', 2)) AS t (word, n)"
        );
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _around.Delete(recursive: true);
    }

    [Fact]
    public async Task SpoiltRequests_OfEverySurface_AreAnsweredAndDoNoHarm()
    {
        var before = Surroundings.Of(_around.FullName, Lake);
        var keys = Surroundings.Hash(Path.Combine(Lake, ".localaws", "keys.json"));
        var wrong = new System.Collections.Concurrent.ConcurrentBag<string>();
        var kinds = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();

        await Parallel.ForEachAsync(
            Enumerable.Range(0, Inputs),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (number, _) =>
            {
                var request = FuzzInputs.Create(Seed, number);
                var answer = await request.SendAsync(_server, _session);
                if (Flaw(request, answer) is { } flaw)
                    wrong.Add($"input {number} (seed {Seed}): {flaw}\n{request}\n-> {answer}");
                kinds.AddOrUpdate(
                    $"{request.Surface} {Status(answer)} {Code().Match(answer).Groups[1].Value}",
                    1,
                    (_, count) => count + 1
                );
                await WhenEndedAsync(request, answer);
            }
        );

        foreach (var (kind, count) in kinds.OrderBy(k => k.Key, StringComparer.Ordinal))
            _output.WriteLine($"{kind}: {count}");
        wrong
            .Order(StringComparer.Ordinal)
            .Take(10)
            .Concat(_inside.Seen.Take(10))
            .ShouldBeEmpty($"{wrong.Count} wrong answers and {_inside.Seen.Count} failures inside of {Inputs}");
        Surroundings.Of(_around.FullName, Lake).ShouldBe(before, ignoreOrder: true);
        Surroundings.Hash(Path.Combine(Lake, ".localaws", "keys.json")).ShouldBe(keys);
        (await Sql("SELECT 1")).ShouldBe("SUCCEEDED");
    }

    private async Task<FuzzSession> AssumeAsync()
    {
        using var sts = new AmazonSecurityTokenServiceClient(
            new BasicAWSCredentials(_server.AccessKeyId, _server.SecretAccessKey),
            new AmazonSecurityTokenServiceConfig
            {
                ServiceURL = _server.Endpoint.ToString(),
                AuthenticationRegion = _server.Region,
            }
        );
        var assumed = await sts.AssumeRoleAsync(
            new() { RoleArn = "arn:aws:iam::000000000000:role/reader", RoleSessionName = "fuzz" }
        );
        return new(
            assumed.Credentials.AccessKeyId,
            assumed.Credentials.SecretAccessKey,
            assumed.Credentials.SessionToken
        );
    }

    private static string? Flaw(FuzzRequest request, string answer)
    {
        var status = Status(answer);
        if (status == 0)
            return "no answer";
        // 400 of Kestrel's own has no body: what it refuses is no HTTP.
        var body = answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        if (status == 500)
            return "an internal error";
        if (Trace().IsMatch(answer) || Places.Any(place => answer.Contains(place, StringComparison.Ordinal)))
            return "it shows the inside";
        if (
            status >= 400
            && body.Length > 0
            && !body.Contains("Code>", StringComparison.Ordinal)
            && !body.Contains("__type", StringComparison.Ordinal)
            && !body.Contains("problems", StringComparison.Ordinal)
        )
            return "a refusal without a code";
        return request.Method == "HEAD" && body.Length > 0 ? "a body for HEAD" : null;
    }

    private static int Status(string answer) =>
        StatusLine().Match(answer) is { Success: true } line ? int.Parse(line.Groups[1].Value) : 0;

    private async Task WhenEndedAsync(FuzzRequest request, string answer)
    {
        if (request.Surface is "sql" && QueryId().Match(answer) is { Success: true } id)
            await _server.Services.Runner.WhenEnded(id.Groups[1].Value);
    }

    private async Task<string> Sql(string sql)
    {
        using var aws = new SignedClient(
            _server.Endpoint,
            _server.Region,
            _server.AccessKeyId,
            _server.SecretAccessKey,
            TimeProvider.System
        );
        var started = await aws.AthenaAsync(
            "StartQueryExecution",
            new { QueryString = sql, ResultConfiguration = new { OutputLocation = "s3://results/out/" } }
        );
        var id = started.Body["QueryExecutionId"]!.ToString();
        await _server.Services.Runner.WhenEnded(id);
        JsonNode query = (await aws.AthenaAsync("GetQueryExecution", new { QueryExecutionId = id })).Body[
            "QueryExecution"
        ]!;
        return query["Status"]!["State"]!.ToString();
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : otherwise;

    [GeneratedRegex(@"^HTTP/1\.1 (\d{3})")]
    private static partial Regex StatusLine();

    // A frame of a .NET stack trace, or a type of .NET's or ours.
    [GeneratedRegex(@"\n? +at [A-Z][\w.]+\(|System\.[A-Z]\w+Exception|\bLocalAws\.[A-Z]\w+\.")]
    private static partial Regex Trace();

    [GeneratedRegex("(?:\"__type\":\"|<Code>)([A-Za-z]+)")]
    private static partial Regex Code();

    [GeneratedRegex("\"QueryExecutionId\":\"([^\"]+)\"")]
    private static partial Regex QueryId();
}
