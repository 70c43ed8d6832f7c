using System.Text.Json.Serialization;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Reports;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Http;

/// <summary>A page of runs, newest execution date first; of one date, the last started first.</summary>
/// <param name="Runs">The runs.</param>
/// <param name="Next">Address of the next page; null on the last.</param>
internal sealed record RunPage(
    [property: JsonPropertyName("runs")] IReadOnlyList<RunItem> Runs,
    [property: JsonPropertyName("next")] string? Next
);

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
    [property: JsonPropertyName("estimated_cost_usd")] decimal? EstimatedCostUsd,
    [property: JsonPropertyName("rerun_of")] string? RerunOf
)
{
    /// <summary>
    /// <c>night</c> (the schedule started it), <c>manual</c>, <c>rerun</c>, <c>rollback</c>, <c>backfill</c> or
    /// <c>publication</c>.
    /// </summary>
    [JsonPropertyName("kind")]
    public string Kind { get; init; } = "manual";

    /// <summary>Of a publication by hand: the run whose tables the audit had held; null for any other.</summary>
    [JsonPropertyName("publication_of")]
    public string? PublicationOf { get; init; }

    /// <summary>The backfill that it is a night of; null for any other run.</summary>
    [JsonPropertyName("backfill")]
    public string? Backfill { get; init; }

    /// <summary>
    /// The run that ran the failed tables of this one again and published them all; null while there is none.
    /// </summary>
    [JsonPropertyName("mended_by")]
    public string? MendedBy { get; init; }
}

/// <summary>
/// Reads pages month by month: run ids begin with their date, while the store lists instances in an order of its own.
/// So a page costs what its months hold, however many runs there have ever been.
/// </summary>
internal static class RunList
{
    public static async Task<RunPage> ReadAsync(
        DurableTaskClient client,
        RunListQuery query,
        string path,
        CancellationToken cancellationToken
    )
    {
        var runs = new List<RunItem>();
        var after = RunIds.Parse(query.After);
        var to = after is { } last && last.ExecutionDate < query.To ? last.ExecutionDate : query.To;
        foreach (var month in Months(query.From, to).TakeWhile(_ => runs.Count <= query.PageSize))
        {
            runs.AddRange((await MonthAsync(client, month, query, after, cancellationToken)).OrderByDescending(Order));
        }

        var page = await MendedAsync(client, [.. runs.Take(query.PageSize)], cancellationToken);
        return new(page, runs.Count > query.PageSize ? Next(query, path, page[^1].RunId) : null);
    }

    private static async Task<List<RunItem>> MendedAsync(
        DurableTaskClient client,
        List<RunItem> page,
        CancellationToken cancellationToken
    )
    {
        var failed = page.Where(run => run.Status == "failed").Select(run => run.RunId);
        var mended = await Mending.LookUpAsync(client, failed, cancellationToken);
        return page.ConvertAll(run => run with { MendedBy = mended.GetValueOrDefault(run.RunId) });
    }

    /// <summary>First days of the months, the last first.</summary>
    private static IEnumerable<DateOnly> Months(DateOnly from, DateOnly to)
    {
        var (first, last) = (from.Year * 12 + from.Month - 1, to.Year * 12 + to.Month - 1);
        for (var month = last; month >= first; month--)
            yield return new(month / 12, month % 12 + 1, 1);
    }

    private static async Task<List<RunItem>> MonthAsync(
        DurableTaskClient client,
        DateOnly month,
        RunListQuery query,
        (DateOnly, int)? after,
        CancellationToken cancellationToken
    )
    {
        var runs = new List<RunItem>();
        var filter = new OrchestrationQuery(
            Statuses: Statuses(query.Status),
            InstanceIdPrefix: RunIds.PrefixOfMonth(month),
            FetchInputsAndOutputs: true
        );
        await foreach (var run in client.GetAllInstancesAsync(filter).WithCancellation(cancellationToken))
        {
            if (
                RunIds.Parse(run.InstanceId) is { } id
                && IsWanted(id, query, after)
                && Item(run, id.ExecutionDate, query) is { } item
            )
                runs.Add(item);
        }

        return runs;
    }

    /// <summary>What the store can leave out by itself.</summary>
    private static OrchestrationRuntimeStatus[]? Statuses(string? status) =>
        status switch
        {
            "running" => RunStatuses.GoingOn,
            "succeeded" => [OrchestrationRuntimeStatus.Completed],
            "failed" => [OrchestrationRuntimeStatus.Failed],
            "cancelled" => [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Terminated],
            _ => null,
        };

    private static bool IsWanted((DateOnly ExecutionDate, int Number) id, RunListQuery query, (DateOnly, int)? after) =>
        id.ExecutionDate >= query.From
        && id.ExecutionDate <= query.To
        && (after is null || id.CompareTo(after.Value) < 0);

    private static (DateOnly, int) Order(RunItem run) => RunIds.Parse(run.RunId)!.Value;

    /// <summary>
    /// The run's line; null where it is not asked for. Read bit by bit, what costs least first: where nothing passes a
    /// filter, each run that there has ever been is looked at.
    /// </summary>
    private static RunItem? Item(OrchestrationMetadata run, DateOnly executionDate, RunListQuery query)
    {
        // Names of services stand in JSON as they are, so a text without the name is not worth reading.
        if (query.Service is { } part && run.SerializedInput?.Contains(part, StringComparison.Ordinal) != true)
            return null;
        var input = run.ReadInputAs<RunInput>();
        if (!IsOfBackfill(input, query.Backfill))
            return null;
        var services = input?.Request.ServiceNames ?? [];
        if (query.Service is { } service && !services.Any(name => name.Contains(service, StringComparison.Ordinal)))
            return null;
        if (
            query.Text is { } text
            && !$"{run.InstanceId} {run.CustomStatus<StatusLine>()?.Line}".Contains(
                text,
                StringComparison.OrdinalIgnoreCase
            )
        )
            return null;
        var status = Status(run);
        if (query.Status is not null && status != query.Status)
            return null;
        var progress = run.CustomStatus<RunProgress>();
        return new(
            run.InstanceId,
            executionDate,
            status,
            run.CreatedAt,
            run.IsCompleted ? run.LastUpdatedAt : null,
            progress?.Line,
            services,
            progress?.Tables ?? 0,
            progress?.Published ?? 0,
            progress?.Failed ?? 0,
            progress?.DataScannedBytes,
            progress?.EstimatedCostUsd,
            input?.RerunOf
        )
        {
            Backfill = input?.BackfillId,
            Kind = KindOf(input),
            PublicationOf = input?.Held?.RunId,
        };
    }

    private static string KindOf(RunInput? input) =>
        input switch
        {
            { Kind: not RunKind.Refresh } other => other.Kind.ToString().ToLowerInvariant(),
            { RerunOf: not null } => "rerun",
            { Scheduled: true } => "night",
            _ => "manual",
        };

    private static bool IsOfBackfill(RunInput? input, string? asked) =>
        asked switch
        {
            null => true,
            RunListQuery.NoBackfill => input?.BackfillId is null,
            _ => input?.BackfillId == asked,
        };

    private static string Status(OrchestrationMetadata run) =>
        run.RuntimeStatus switch
        {
            OrchestrationRuntimeStatus.Completed => run.ReadOutputAs<RunOutcome>()?.Status ?? "succeeded",
            OrchestrationRuntimeStatus.Failed => "failed",
            OrchestrationRuntimeStatus.Terminated => "cancelled",
            _ => "running",
        };

    private static string Next(RunListQuery query, string path, string last)
    {
        var filters =
            Filter("status", query.Status)
            + Filter("service", query.Service)
            + Filter("text", query.Text)
            + Filter("backfill", query.Backfill);
        return $"{path}?from={query.From:yyyy-MM-dd}&to={query.To:yyyy-MM-dd}{filters}&page_size={query.PageSize}&after={last}";
    }

    private static string Filter(string name, string? value) =>
        value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";
}

/// <summary>Of a run's custom status just what a text is looked for in.</summary>
internal sealed record StatusLine([property: JsonPropertyName("line")] string? Line);
