using System.Globalization;
using System.Text.Json.Serialization;
using CommerceAnalytics.Functions.Runs;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Http;

/// <summary>A page of runs, newest execution date first; of one date, the last started first.</summary>
/// <param name="Runs">The runs.</param>
/// <param name="Next">Address of the next page; null on the last.</param>
internal sealed record RunPage(
    [property: JsonPropertyName("runs")] IReadOnlyList<RunItem> Runs,
    [property: JsonPropertyName("next")] string? Next);

/// <summary>One run of a page.</summary>
internal sealed record RunItem(
    [property: JsonPropertyName("run_id")] string RunId,
    [property: JsonPropertyName("execution_date")] DateOnly ExecutionDate,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("started_at")] DateTimeOffset StartedAt,
    [property: JsonPropertyName("finished_at")] DateTimeOffset? FinishedAt,
    [property: JsonPropertyName("line")] string? Line,
    [property: JsonPropertyName("services")] IReadOnlyList<string> Services,
    [property: JsonPropertyName("tables")] int Tables,
    [property: JsonPropertyName("published")] int Published,
    [property: JsonPropertyName("failed")] int Failed,
    [property: JsonPropertyName("data_scanned_bytes")] long? DataScannedBytes,
    [property: JsonPropertyName("estimated_cost_usd")] decimal? EstimatedCostUsd);

/// <summary>
/// Reads pages month by month: run ids begin with their date, while the store lists instances in an order of its own. So a page costs
/// what its months hold, however many runs there have ever been.
/// </summary>
internal static class RunList
{
    public static async Task<RunPage> ReadAsync(DurableTaskClient client, RunListQuery query, string path, CancellationToken cancellationToken)
    {
        var runs = new List<RunItem>();
        var after = RunIds.Parse(query.After);
        var to = after is { } last && last.ExecutionDate < query.To ? last.ExecutionDate : query.To;
        for (var month = new DateOnly(to.Year, to.Month, 1); month.AddMonths(1) > query.From && runs.Count <= query.PageSize; month = month.AddMonths(-1))
        {
            var found = await MonthAsync(client, month, cancellationToken);
            runs.AddRange(found.Where(run => IsWanted(run, query, after)).OrderByDescending(Order));
        }

        var page = runs.Take(query.PageSize).ToList();
        return new(page, runs.Count > query.PageSize ? Next(query, path, page[^1].RunId) : null);
    }

    private static async Task<List<RunItem>> MonthAsync(DurableTaskClient client, DateOnly month, CancellationToken cancellationToken)
    {
        var runs = new List<RunItem>();
        var filter = new OrchestrationQuery(InstanceIdPrefix: RunIds.PrefixOfMonth(month), FetchInputsAndOutputs: true);
        await foreach (var run in client.GetAllInstancesAsync(filter).WithCancellation(cancellationToken))
        {
            if (RunIds.Parse(run.InstanceId) is { } id)
                runs.Add(Item(run, id.ExecutionDate));
        }

        return runs;
    }

    private static bool IsWanted(RunItem run, RunListQuery query, (DateOnly, int)? after) =>
        run.ExecutionDate >= query.From && run.ExecutionDate <= query.To
        && (query.Status is null || run.Status == query.Status)
        && (after is null || Order(run).CompareTo(after.Value) < 0);

    private static (DateOnly, int) Order(RunItem run) => RunIds.Parse(run.RunId)!.Value;

    private static RunItem Item(OrchestrationMetadata run, DateOnly executionDate)
    {
        var progress = string.IsNullOrEmpty(run.SerializedCustomStatus) ? null : run.ReadCustomStatusAs<RunProgress>();
        return new(
            run.InstanceId, executionDate, Status(run), run.CreatedAt, run.IsCompleted ? run.LastUpdatedAt : null, progress?.Line,
            run.ReadInputAs<RunInput>()?.Request.ServiceNames ?? [],
            progress?.Tables ?? 0, progress?.Published ?? 0, progress?.Failed ?? 0, progress?.DataScannedBytes, progress?.EstimatedCostUsd);
    }

    private static string Status(OrchestrationMetadata run) => run.RuntimeStatus switch
    {
        OrchestrationRuntimeStatus.Completed => run.ReadOutputAs<RunOutcome>()?.Status ?? "succeeded",
        OrchestrationRuntimeStatus.Failed => "failed",
        OrchestrationRuntimeStatus.Terminated => "cancelled",
        _ => "running",
    };

    private static string Next(RunListQuery query, string path, string last)
    {
        var status = query.Status is null ? "" : $"&status={query.Status}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{path}?from={query.From:yyyy-MM-dd}&to={query.To:yyyy-MM-dd}{status}&page_size={query.PageSize}&after={last}");
    }
}
