using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.History;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>
/// Enters what a run has published into history: some services at a time, since one call to the catalog takes up to a
/// hundred.
/// </summary>
/// <param name="activities">The run's calls.</param>
/// <param name="states">Where a failure is noted: the tables are published all the same, and the next run makes up for it.</param>
internal sealed class RunHistory(ActivityCalls activities, RunScope scope, TableStates states)
{
    private const int ServicesAtOnce = 10;

    private readonly List<LiveTable> _published = [];
    private int _services;
    private int _part;

    /// <summary>The part that is being entered; null where none is.</summary>
    public Task? Going { get; private set; }

    /// <summary>Takes note of what a service has published.</summary>
    public void Add(IEnumerable<TableReport> tables, string serviceName)
    {
        if (!scope.KeepsHistory)
            return;
        var published = tables.Where(table => table is { Status: TableStatus.Published, Location: not null });
        _published.AddRange(published.Select(table => new LiveTable(serviceName, table.QueryType, Live(table))));
        _services++;
    }

    /// <summary>What went to history alone is no live table's.</summary>
    private string? Live(TableReport table) => scope.IsHistoryOnly ? null : table.Location;

    /// <summary>One part at a time, beside everything else.</summary>
    public void Begin()
    {
        if (_services >= ServicesAtOnce && Going is null or { IsCompleted: true })
            Going = KeepAsync(isLast: false);
    }

    /// <summary>Enters the rest, and takes out what is too old.</summary>
    public async Task EndAsync()
    {
        if (Going is not null)
            await Going;
        if (_part > 0 || _published.Count > 0)
            await KeepAsync(isLast: true);
    }

    private async Task KeepAsync(bool isLast)
    {
        var input = new KeepHistoryInput(
            scope.RunId,
            $"{scope.RunKey}-{++_part}",
            scope.ExecutionDate,
            [.. _published],
            isLast
        );
        _published.Clear();
        _services = 0;
        await KeepAsync(activities, input, states);
    }

    /// <summary>Enters tables that were settled by hand, all at once; what is too old stays for the next night.</summary>
    /// <param name="activities">The run's calls.</param>
    /// <param name="runId">The run, which enters nothing else.</param>
    /// <param name="executionDate">Its date.</param>
    /// <param name="tables">What they show now.</param>
    /// <param name="states">Where a failure is noted.</param>
    public static Task KeepAsync(
        ActivityCalls activities,
        string runId,
        DateOnly executionDate,
        IReadOnlyList<LiveTable> tables,
        TableStates states
    ) => KeepAsync(activities, new KeepHistoryInput(runId, runId, executionDate, tables, IsLast: false), states);

    private static async Task KeepAsync(ActivityCalls activities, KeepHistoryInput input, TableStates states)
    {
        var kept = await activities.CallWithRetryAsync<KeptNights>(FunctionNames.KeepHistory, input);
        if (kept.Failure is { } failure)
            states.Warn(KeepHistoryActivity.NotKept(failure));
    }
}
