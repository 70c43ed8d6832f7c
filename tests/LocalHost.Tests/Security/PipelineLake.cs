using CommerceAnalytics.OneMachine.Lake;
using CommerceAnalytics.Settings;
using LocalAws;
using Microsoft.Extensions.Logging.Abstractions;

namespace CommerceAnalytics.LocalHost.Tests.Security;

/// <summary>
/// A tiny lake with LocalAws, and the deployed app over it twice, each in a role of its own whose rights a test can
/// change: with the settings as they come, and with the two that the template gives more rights for.
/// </summary>
/// <remarks>
/// Events and summaries lie in databases of their own, and the events table has its partitions in the catalog: nothing
/// of the policy is spare.
/// </remarks>
public sealed class PipelineLake : IAsyncLifetime
{
    // One for each cut, with an event of its own.
    private const int MostServices = 100;

    private readonly TemporaryFolder _folder = new();
    private LocalAwsServer _aws = null!;
    private AthenaSession _administrator = null!;

    /// <summary>As it comes.</summary>
    internal PipelineApp Direct { get; private set; } = null!;

    /// <summary>Reads the raw log once a night, and has Athena's result files in a bucket of their own.</summary>
    internal PipelineApp Extract { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var lake = _folder.At("lake");
        foreach (var bucket in new[] { "commerce-logs", "commerce-results", "extract-results", "query-results" })
            Directory.CreateDirectory(Path.Combine(lake, bucket));
        _aws = await LocalAwsServer.StartAsync(
            new LocalAwsOptions
            {
                LakeFolder = lake,
                Port = 0,
                // A hundred runs and clean-ups in a minute: a refusal here must be one of rights, not of Athena's rate.
                AthenaRates = new Dictionary<string, RequestRate>(),
            },
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
        var address = new LocalAwsAddress(
            _aws.Endpoint,
            _aws.Region,
            _aws.AccessKeyId,
            _aws.SecretAccessKey,
            Environment.ProcessId
        );
        _administrator = new AthenaSession(address, "default", "s3://commerce-results/prepared/", TimeProvider.System);
        await PrepareAsync(lake);
        Direct = await PipelineApp.StartAsync(
            _aws,
            address,
            _folder.At("direct"),
            "direct",
            new() { ResultsBucket = "commerce-results", Database = "shop_summaries" }
        );
        Extract = await PipelineApp.StartAsync(
            _aws,
            address,
            _folder.At("extract"),
            "extract",
            new()
            {
                ResultsBucket = "extract-results",
                Database = "extract_summaries",
                ScanMode = ScanMode.Extract,
                QueryResultsLocation = "s3://query-results/of-the-pipeline/",
            }
        );
    }

    public async Task DisposeAsync()
    {
        await Extract.DisposeAsync();
        await Direct.DisposeAsync();
        _administrator.Dispose();
        await _aws.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>The pipeline's own tables as an earlier version of the program left them.</summary>
    internal async Task AgeAsync(PipelineApp app)
    {
        await _administrator.ExecuteAsync(
            $"ALTER TABLE {app.Database}.pipeline_runs REPLACE COLUMNS (run_id string)",
            CancellationToken.None
        );
        await _administrator.ExecuteAsync(
            $"ALTER TABLE {app.Database}.pipeline_history_hourly_traffic REPLACE COLUMNS (service_name string)",
            CancellationToken.None
        );
        if (app == Extract)
            await _administrator.ExecuteAsync(
                $"ALTER TABLE {app.Database}.pipeline_events ADD COLUMNS (of_earlier_versions string)",
                CancellationToken.None
            );
    }

    /// <summary>As before the first night: all shops share one overview, and the next run makes it.</summary>
    internal Task ForgetOverviewAsync(PipelineApp app) =>
        _administrator.ExecuteAsync($"DROP TABLE IF EXISTS {app.Database}.pipeline_overview", CancellationToken.None);

    private async Task PrepareAsync(string lake)
    {
        var day = Directory.CreateDirectory(Path.Combine(lake, "commerce-logs", "logall", "day"));
        await File.WriteAllLinesAsync(
            Path.Combine(day.FullName, "events.json"),
            Enumerable
                .Range(0, MostServices)
                .Select(i =>
                    $$"""{"timestamp":"2025-11-08T03:12:45.123Z","body":"commerce.cart.add","attributes":{"resource.service.name":"shop-{{i}}","sessionId":"s1"} }"""
                )
        );
        foreach (
            var statement in new[]
            {
                "CREATE DATABASE log_db",
                "CREATE DATABASE shop_summaries",
                "CREATE DATABASE extract_summaries",
                """
                    CREATE EXTERNAL TABLE log_db.logall (`timestamp` timestamp, body string, attributes struct<`resource.service.name`:string,sessionId:string>)
                    PARTITIONED BY (year string, month string, day string, hour string)
                    ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://commerce-logs/logall/'
                    """,
                "ALTER TABLE log_db.logall ADD PARTITION (year = '2025', month = '11', day = '08', hour = '03') LOCATION 's3://commerce-logs/logall/day/'",
            }
        )
            await _administrator.ExecuteAsync(statement, CancellationToken.None);
    }
}
