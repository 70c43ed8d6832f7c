using Amazon.Athena;
using Amazon.Athena.Model;
using Amazon.Runtime;
using LocalAws;
using Microsoft.Extensions.Logging.Abstractions;

namespace EndToEnd.Support;

/// <summary>What was ever asked of a lake's Athena.</summary>
internal static class LakeQueries
{
    /// <summary>All query executions of a lake that nobody holds.</summary>
    public static async Task<IReadOnlyList<QueryExecution>> ReadAsync(string lake)
    {
        await using var server = await LocalAwsServer.StartAsync(
            new LocalAwsOptions { LakeFolder = lake, Port = 0 },
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
        using var athena = new AmazonAthenaClient(
            new BasicAWSCredentials(server.AccessKeyId, server.SecretAccessKey),
            new AmazonAthenaConfig { ServiceURL = server.Endpoint.ToString(), AuthenticationRegion = server.Region }
        );
        return await OfAsync(athena);
    }

    public static async Task<List<QueryExecution>> OfAsync(IAmazonAthena athena)
    {
        var (found, page) = (new List<QueryExecution>(), new ListQueryExecutionsRequest { MaxResults = 50 });
        do
        {
            var ids = await athena.ListQueryExecutionsAsync(page);
            found.AddRange(
                (
                    await athena.BatchGetQueryExecutionAsync(new() { QueryExecutionIds = ids.QueryExecutionIds })
                ).QueryExecutions
            );
            page.NextToken = ids.NextToken;
        } while (page.NextToken is not null);
        return found;
    }
}
