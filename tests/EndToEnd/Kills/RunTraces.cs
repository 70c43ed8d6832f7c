using Amazon.Athena;
using Amazon.Athena.Model;
using Amazon.Glue;
using Amazon.Runtime;
using LocalAws;
using Microsoft.Extensions.Logging.Abstractions;

namespace EndToEnd.Kills;

/// <summary>What a run has left in a lake: asked of its Athena and Glue, and looked up in its folders.</summary>
/// <param name="Created">
/// Tables that a CTAS was submitted for, once for each submission, in order of their names.
/// </param>
/// <param name="Selected">SELECT statements that were submitted: the run's own look at what it published.</param>
/// <param name="Unsuccessful">Queries that did not succeed, with the reason.</param>
/// <param name="Staging">Staging tables that are still in the catalog.</param>
/// <param name="Rows">Each live table's rows, sorted.</param>
/// <param name="Locations">Each live table's location.</param>
/// <param name="Nights">Locations that history's nights point at, in order.</param>
internal sealed record RunTraces(
    IReadOnlyList<string> Created,
    int Selected,
    IReadOnlyList<string> Unsuccessful,
    IReadOnlyList<string> Staging,
    IReadOnlyDictionary<string, string> Rows,
    IReadOnlyDictionary<string, string> Locations,
    IReadOnlyList<string> Nights
)
{
    private const string Database = "log_db";
    private const string StagingPrefix = "pipeline_staging_";

    public static async Task<RunTraces> ReadAsync(string lake)
    {
        await using var server = await LocalAwsServer.StartAsync(
            new LocalAwsOptions { LakeFolder = lake, Port = 0 },
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
        var keys = new BasicAWSCredentials(server.AccessKeyId, server.SecretAccessKey);
        using var athena = new AmazonAthenaClient(
            keys,
            new AmazonAthenaConfig { ServiceURL = server.Endpoint.ToString(), AuthenticationRegion = server.Region }
        );
        using var glue = new AmazonGlueClient(
            keys,
            new AmazonGlueConfig { ServiceURL = server.Endpoint.ToString(), AuthenticationRegion = server.Region }
        );

        // Before any query of our own: what is there is the run's.
        var queries = await LakeQueries.OfAsync(athena);
        var tables = (await glue.GetTablesAsync(new() { DatabaseName = Database, MaxResults = 100 })).TableList;
        var live = tables.Where(table => IsLive(table.Name)).ToList();
        var rows = new Dictionary<string, string>();
        foreach (var table in live)
            rows[table.Name] = await RowsAsync(athena, table.Name);
        return new(
            [
                .. queries
                    .Where(query => query.SubstatementType == "CREATE_TABLE_AS_SELECT")
                    .Select(TableOf)
                    .Order(StringComparer.Ordinal),
            ],
            queries.Count(query => query.SubstatementType == "SELECT"),
            [
                .. queries
                    .Where(query => query.Status.State != QueryExecutionState.SUCCEEDED)
                    .Select(query => $"{query.Query}: {query.Status.StateChangeReason}"),
            ],
            [.. tables.Select(table => table.Name).Where(IsStaging)],
            rows,
            live.ToDictionary(table => table.Name, table => table.StorageDescriptor.Location),
            await NightsAsync(glue, tables.Select(table => table.Name))
        );
    }

    private static bool IsLive(string table) =>
        table == "pipeline_overview" || (table.EndsWith("_summary", StringComparison.Ordinal) && !IsStaging(table));

    /// <summary>Where each night of history points.</summary>
    private static async Task<IReadOnlyList<string>> NightsAsync(AmazonGlueClient glue, IEnumerable<string> tables)
    {
        var nights = new List<string>();
        foreach (var table in tables.Where(name => name.StartsWith("pipeline_history_", StringComparison.Ordinal)))
        {
            var partitions = await glue.GetPartitionsAsync(new() { DatabaseName = Database, TableName = table });
            nights.AddRange(partitions.Partitions.Select(partition => partition.StorageDescriptor.Location));
        }

        return [.. nights.Order(StringComparer.Ordinal)];
    }

    private static bool IsStaging(string table) => table.StartsWith(StagingPrefix, StringComparison.Ordinal);

    // `CREATE TABLE "log_db"."pipeline_staging_..." WITH (external_location = 's3://.../pipeline/tables/prefix_query_type/date/run/', ...)`: the location names the table.
    private static string TableOf(QueryExecution query)
    {
        const string Key = "external_location = 's3://";
        var from = query.Query.IndexOf(Key, StringComparison.Ordinal) + Key.Length;
        return query.Query[from..query.Query.IndexOf('\'', from)].TrimEnd('/').Split('/')[^3];
    }

    private static async Task<string> RowsAsync(AmazonAthenaClient athena, string table)
    {
        var started = await athena.StartQueryExecutionAsync(
            new()
            {
                QueryString = $"SELECT * FROM {Database}.{table}",
                ResultConfiguration = new() { OutputLocation = "s3://commerce-results/compared/" },
            }
        );
        using var timeLimit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (true)
        {
            var status = (await athena.GetQueryExecutionAsync(new() { QueryExecutionId = started.QueryExecutionId }))
                .QueryExecution
                .Status;
            if (status.State == QueryExecutionState.SUCCEEDED)
                break;
            status.State.ShouldNotBe(QueryExecutionState.FAILED, status.StateChangeReason);
            await tick.WaitForNextTickAsync(timeLimit.Token);
        }

        var result = (
            await athena.GetQueryResultsAsync(new() { QueryExecutionId = started.QueryExecutionId, MaxResults = 1000 })
        ).ResultSet;
        return string.Join(
            '\n',
            result
                .Rows.Select(row => string.Join('|', row.Data.Select(datum => datum.VarCharValue ?? "NULL")))
                .Order(StringComparer.Ordinal)
        );
    }
}
