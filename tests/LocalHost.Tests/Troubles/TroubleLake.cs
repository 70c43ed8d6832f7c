using Amazon.Athena;
using Amazon.Glue;
using Amazon.Runtime;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.LocalHost.Tests.Security;
using CommerceAnalytics.OneMachine.Hosting;
using CommerceAnalytics.OneMachine.Lake;
using CommerceAnalytics.OneMachine.Runs;
using CommerceAnalytics.OneMachine.Sample;
using CommerceAnalytics.OneMachine.Settings;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Runs;
using FunctionsHost.Hosting;
using LocalAws;
using LocalAws.Faults;
using LocalAws.Tests.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CommerceAnalytics.LocalHost.Tests.Troubles;

/// <summary>
/// A small lake with its LocalAws, on which runs meet trouble. One table a run; the run's clock is in a hurry.
/// </summary>
public sealed class TroubleLake : IAsyncLifetime
{
    public const string Service = "theshop-brand";

    private static readonly DateOnly Date = new(2026, 3, 29);

    // One for all: a run whose clock was behind would take an earlier one's table for a later one.
    private readonly AcceleratedTime _time = new(TimeProvider.System, TimeProvider.System.GetUtcNow(), speed: 60);
    private readonly TemporaryFolder _folder = new();
    private LakeFolder _lake = null!;
    private LocalAwsServer _server = null!;
    private OpenLake _opened = null!;
    private int _hosts;

    internal AthenaSession Athena => _opened.Athena;

    public async Task InitializeAsync()
    {
        _lake = new LakeFolder(_folder.At("lake"));
        var settings = Settings([]);
        Directory.CreateDirectory(Path.Combine(_lake.FullPath, settings.Commerce.ResultsBucket));
        _server = await LocalAwsServer.StartAsync(
            settings.LocalAws(_lake, port: 0, TimeSpan.Zero),
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
        _opened = await OpenLake.UseAsync(_lake, settings.Commerce, TimeProvider.System, CancellationToken.None);
        new SampleLake(_lake).Write(
            new SampleOptions
            {
                LastDay = Date.AddDays(-1),
                Days = 3,
                EventsPerDay = 40,
                ServiceNames = [Service],
            },
            static () => { },
            CancellationToken.None
        );
        await EventsTable.PrepareAsync(Athena, settings.Commerce, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _opened.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Runs one table under a trouble, and gives the run's report.</summary>
    internal async Task<RunReport> RunAsync(Trouble trouble)
    {
        await trouble.Before(this);
        var settings = Settings(trouble.Settings);
        await using var host = await AppHost.CreateAsync(
            trouble.Without is { } right ? await InRoleAsync(settings, right) : Options(settings),
            CancellationToken.None
        );
        var faults = new[] { trouble.Fault, trouble.Consequence };
        _server.Faults.Use(new FaultPlan { Rules = [.. faults.OfType<FaultRule>()] });
        try
        {
            await host.StartAsync(CancellationToken.None);
            var run = new LocalRun(host, new InProcessRuns(host), TimeProvider.System);
            using var over = new CancellationTokenSource();
            var during = trouble.During?.Invoke(this, over.Token) ?? Task.CompletedTask;
            var request = new RunRequest([Service], Date, [trouble.QueryType], Force: true);
            var report = await run.FollowAsync(
                await run.StartAsync(new RunInput(request), CancellationToken.None),
                static _ => { },
                CancellationToken.None
            );
            await over.CancelAsync();
            await during;
            return report;
        }
        finally
        {
            _server.Faults.Clear();
        }
    }

    /// <summary>Puts a file into the lake.</summary>
    internal void Write(string path, IEnumerable<string> lines)
    {
        var full = Path.Combine(_lake.FullPath, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllLines(full, lines);
    }

    /// <summary>Calls Athena as an administrator, operations included that the pipeline has no need of.</summary>
    internal async Task AdministerAsync(string operation, object body)
    {
        using var client = new SignedClient(
            _server.Endpoint,
            _server.Region,
            _server.AccessKeyId,
            _server.SecretAccessKey,
            TimeProvider.System
        );
        var answer = await client.AthenaAsync(operation, body);
        answer.Status.ShouldBe(200, answer.Body.ToJsonString());
    }

    /// <summary>Stops each CTAS that runs, as a person at the console does.</summary>
    internal async Task StopQueriesAsync(CancellationToken cancellationToken)
    {
        using var athena = AthenaSession.Client(_opened.Address);
        while (!cancellationToken.IsCancellationRequested)
        {
            foreach (
                var id in (
                    await athena.ListQueryExecutionsAsync(new() { MaxResults = 1 }, CancellationToken.None)
                ).QueryExecutionIds
                    ?? []
            )
            {
                var query = (
                    await athena.GetQueryExecutionAsync(new() { QueryExecutionId = id }, CancellationToken.None)
                ).QueryExecution;
                if (
                    query.Status.State == QueryExecutionState.RUNNING
                    && query.Query.Contains("pipeline_staging_", StringComparison.Ordinal)
                )
                    await athena.StopQueryExecutionAsync(new() { QueryExecutionId = id }, CancellationToken.None);
            }
        }
    }

    private static LocalSettings Settings(IReadOnlyList<string> assignments)
    {
        var problems = new List<string>();
        var layers = new SettingsLayers(LocalSettings.Schema, problems);
        layers.AddAssignments(["MinDataDate=2020-01-01", $"ServiceNames={Service}", .. assignments]);
        var settings = LocalSettings.From(layers, problems);
        problems.ShouldBeEmpty();
        return settings;
    }

    /// <summary>
    /// In the role of deploy/aws, without one of its rights. By the real clock: STS ends sessions by it, and nothing is
    /// published here.
    /// </summary>
    private async Task<AppHostOptions> InRoleAsync(LocalSettings settings, (string Statement, string Action) right)
    {
        var role = await PipelineRole.ReadAsync(_opened.Address, settings.Commerce, CancellationToken.None);
        var cut = PolicyCut.Of(role.Policies[0]).Single(cut => (cut.Statement, cut.Missing) == right);
        _server.PutRole(role with { Policies = [cut.Policy] });
        return Options(settings) with
        {
            Settings = settings.ValuesFor(_opened.Address),
            Time = TimeProvider.System,
            ConfigureServices = services =>
                services.AddSingleton<AWSCredentials>(
                    new BasicAWSCredentials(_server.AccessKeyId, _server.SecretAccessKey)
                ),
        };
    }

    /// <summary>The lake's own keys in the place of the role: what is refused is said by each trouble itself.</summary>
    private static Dictionary<string, string?> OwnKeys(IReadOnlyDictionary<string, string?> values) =>
        values
            .Where(value => value.Key != "Aws:RoleArn")
            .Select(value => value.Key == "Aws:Credentials" ? new(value.Key, "Default") : value)
            .ToDictionary();

    private AppHostOptions Options(LocalSettings settings) =>
        // A task hub for each: what one trouble leaves is none of the next one's.
        DeployedApp.Options(_folder.At($"host-{++_hosts}"), OwnKeys(settings.ValuesFor(_opened.Address))) with
        {
            Time = _time,
            ConfigureServices = services => Configure(services, settings.Aws.Region),
        };

    /// <summary>
    /// The app's own clients, but for the SDK's retries, which wait in real time: those of the orchestrators stay.
    /// </summary>
    private void Configure(IServiceCollection services, string region)
    {
        var address = _server.Endpoint.ToString();
        AWSCredentials credentials = new BasicAWSCredentials(_server.AccessKeyId, _server.SecretAccessKey);
        services
            .AddSingleton(credentials)
            .AddSingleton<IAmazonGlue>(
                new AmazonGlueClient(
                    credentials,
                    new AmazonGlueConfig
                    {
                        ServiceURL = address,
                        AuthenticationRegion = region,
                        MaxErrorRetry = 0,
                    }
                )
            )
            .AddSingleton<IAmazonAthena>(
                new AmazonAthenaClient(
                    credentials,
                    new AmazonAthenaConfig
                    {
                        ServiceURL = address,
                        AuthenticationRegion = region,
                        MaxErrorRetry = 0,
                    }
                )
            );
    }
}
