using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.LocalHost.Hosting;
using CommerceAnalytics.LocalHost.Lake;
using CommerceAnalytics.LocalHost.Tests.Commands;
using CommerceAnalytics.Runs;
using LocalAws;
using LocalAws.Faults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CommerceAnalytics.LocalHost.Tests.Security;

/// <summary>A tiny lake with LocalAws and the deployed app over it, in the pipeline's role, whose rights a test can change.</summary>
/// <remarks>Events and summaries lie in databases of their own, and the events table has its partitions in the catalog: nothing of the policy is spare.</remarks>
public sealed class PipelineLake : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private LocalAwsServer _aws = null!;
    private FunctionsHost _host = null!;

    internal ConcurrentQueue<string> Log { get; } = new();

    internal IamRole Role { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var lake = _folder.At("lake");
        foreach (var bucket in new[] { "commerce-logs", "commerce-results" })
            Directory.CreateDirectory(Path.Combine(lake, bucket));
        _aws = await LocalAwsServer.StartAsync(new LocalAwsOptions { LakeFolder = lake, Port = 0 }, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        var address = new LocalAwsAddress(_aws.Endpoint, _aws.Region, _aws.AccessKeyId, _aws.SecretAccessKey, Environment.ProcessId);
        await PrepareAsync(lake, address);
        Role = PipelineRole.Read(_aws.Region, new Dictionary<string, string> { ["Database"] = "shop_summaries" });
        _aws.PutRole(Role);
        _host = await FunctionsHost.CreateAsync(Options(address), CancellationToken.None);
        await _host.StartAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _aws.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Gives the role this policy and no other.</summary>
    internal void Allow(string policy) => _aws.PutRole(Role with { Policies = [policy] });

    /// <summary>All that somebody on call reads of a run: its outcome, its failures with their advice, warnings of the log.</summary>
    internal async Task<string> RunAsync(string service, DateOnly date, bool cancel = false)
    {
        _aws.Faults.Use(new FaultPlan { Rules = cancel ? [new FaultRule { Fault = FaultKind.QueryDelay, Seconds = 60 }] : [] });
        await using var scope = _host.Services.CreateAsyncScope();
        var request = new RunRequest([service], date, ["hourly_traffic"], Force: false);
        var start = await scope.ServiceProvider.GetRequiredService<RunStarter>().StartAsync(_host.Client, new RunInput(request), StartKind.OnPurpose, CancellationToken.None);
        if (cancel)
            await CancelAsync(start.RunId!);
        var ended = await _host.Client.WaitForInstanceCompletionAsync(start.RunId!, getInputsAndOutputs: true, CancellationToken.None);
        var report = Path.Combine(_folder.At("lake"), "commerce-results", "commerce-summary", "pipeline", "runs", $"{start.RunId}.json");
        var written = File.Exists(report) ? await File.ReadAllTextAsync(report) : "";
        return $"{ended.RuntimeStatus}\n{written}\n{ended.SerializedOutput}\n{ended.FailureDetails?.ErrorMessage}\n{ended.SerializedCustomStatus}\n{string.Join('\n', Log.Where(line => Mentions(line, start.RunId!)))}";
    }

    // An earlier run may still have something to say.
    private static bool Mentions(string line, string runId) => Regex.IsMatch(line, Regex.Escape(runId) + @"(?![\w-])");

    private async Task CancelAsync(string runId)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await _host.Client.GetInstanceAsync(runId, getInputsAndOutputs: true, CancellationToken.None) is { IsCompleted: false } run
            && run.SerializedCustomStatus?.Contains("running", StringComparison.OrdinalIgnoreCase) != true)
            await tick.WaitForNextTickAsync();
        await _host.Client.RaiseEventAsync(runId, RunEvents.Cancel, "by a test", CancellationToken.None);
    }

    private FunctionsHostOptions Options(LocalAwsAddress address) => new()
    {
        StoreFolder = _folder.At("host"),
        HostJsonPath = Path.Combine(AppContext.BaseDirectory, "host.json"),
        Time = new HurriedTime(TimeProvider.System, TimeProvider.System.GetUtcNow(), haste: 10),
        Settings = new Dictionary<string, string?>
        {
            ["CommerceAnalytics:ResultsBucket"] = "commerce-results",
            ["CommerceAnalytics:Database"] = "shop_summaries",
            ["CommerceAnalytics:VersionsToKeep"] = "1",
            ["CommerceSchedule"] = "0 0 4 * * *",
            ["Aws:ServiceUrl"] = address.Endpoint.ToString(),
            ["Aws:Region"] = address.Region,
            ["Aws:Credentials"] = "AssumeRole",
            ["Aws:RoleArn"] = PipelineRole.Arn,
        },
        ConfigureServices = services => services.AddSingleton<AWSCredentials>(new BasicAWSCredentials(address.AccessKeyId, address.SecretAccessKey)),
        Logging = logging => logging.AddProvider(new LogLines(Log)),
    };

    private static async Task PrepareAsync(string lake, LocalAwsAddress address)
    {
        var day = Directory.CreateDirectory(Path.Combine(lake, "commerce-logs", "logall", "day"));
        await File.WriteAllTextAsync(
            Path.Combine(day.FullName, "events.json"),
            """{"timestamp":"2025-11-08T03:12:45.123Z","body":"commerce.cart.add","attributes":{"resource.service.name":"shop-0","sessionId":"s1"}}""" + "\n");
        using var athena = new AthenaSession(address, "default", "s3://commerce-results/prepared/", TimeProvider.System);
        foreach (var statement in new[]
        {
            "CREATE DATABASE log_db",
            "CREATE DATABASE shop_summaries",
            """
            CREATE EXTERNAL TABLE log_db.logall (`timestamp` timestamp, body string, attributes struct<`resource.service.name`:string,sessionId:string>)
            PARTITIONED BY (year string, month string, day string, hour string)
            ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://commerce-logs/logall/'
            """,
            "ALTER TABLE log_db.logall ADD PARTITION (year = '2025', month = '11', day = '08', hour = '03') LOCATION 's3://commerce-logs/logall/day/'",
        })
            await athena.ExecuteAsync(statement, CancellationToken.None);
    }

    private sealed class LogLines(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                lines.Enqueue(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
