using System.Text.RegularExpressions;
using Amazon.Athena;
using Amazon.Athena.Model;

namespace CommerceAnalytics.Trials.Chaos;

/// <summary>Looks in Athena's history for queries that were paid for twice without need.</summary>
internal sealed partial class QueriesPaid(IAmazonAthena athena)
{
    private const int PageSize = 50;

    /// <summary>What is wrong with the CTAS submitted since a moment.</summary>
    public async Task<IReadOnlyList<string>> ProblemsAsync(DateTime since, CancellationToken cancellationToken)
    {
        // The audit's queries name staging tables too, and build none.
        var ctas = (await SinceAsync(since, cancellationToken)).FindAll(query =>
            query.SubstatementType == "CREATE_TABLE_AS_SELECT"
        );
        var twice = ctas.GroupBy(query => Staging().Match(query.Query).Value)
            .Where(same => same.Count() > 1)
            .Select(same => $"{same.Key} was built by {same.Count()} queries");
        // Another attempt has another location, in the same folder of the same run.
        var needless = ctas.GroupBy(query =>
                Attempt().Replace(Location().Match(query.Query).Groups["location"].Value, "")
            )
            .Where(table => table.Count(query => query.Status.State == QueryExecutionState.SUCCEEDED) > 1)
            .Select(table =>
                $"{table.Key} was built well {table.Count(query => query.Status.State == QueryExecutionState.SUCCEEDED)} times"
            );
        var active = ctas.Where(query =>
                query.Status.State == QueryExecutionState.RUNNING || query.Status.State == QueryExecutionState.QUEUED
            )
            .Select(query => $"query {query.QueryExecutionId} still runs");
        return [.. twice, .. needless, .. active];
    }

    private async Task<List<QueryExecution>> SinceAsync(DateTime since, CancellationToken cancellationToken)
    {
        var found = new List<QueryExecution>();
        var request = new ListQueryExecutionsRequest { MaxResults = PageSize };
        do
        {
            var page = await athena.ListQueryExecutionsAsync(request, cancellationToken);
            if (page.QueryExecutionIds is not { Count: > 0 } ids)
                break;
            var executions = await athena.BatchGetQueryExecutionAsync(
                new BatchGetQueryExecutionRequest { QueryExecutionIds = ids },
                cancellationToken
            );
            found.AddRange(executions.QueryExecutions.Where(query => query.Status.SubmissionDateTime >= since));
            request.NextToken = executions.QueryExecutions.Exists(query => query.Status.SubmissionDateTime < since)
                ? null
                : page.NextToken;
        } while (request.NextToken is not null);
        return found;
    }

    [GeneratedRegex("pipeline_staging_[0-9a-z_]+")]
    private static partial Regex Staging();

    [GeneratedRegex("external_location = '(?<location>[^']+)'")]
    private static partial Regex Location();

    [GeneratedRegex("-[0-9]+/$")]
    private static partial Regex Attempt();
}
