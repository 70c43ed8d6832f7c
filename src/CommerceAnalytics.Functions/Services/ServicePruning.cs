using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Tables;
using CommerceAnalytics.Reports;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Services;

/// <summary>Removes what a service's publications have made superfluous.</summary>
internal sealed class ServicePruning(TaskOrchestrationContext context, ServiceInput input)
{
    private readonly ActivityCalls _activities = new(context);

    public async Task<Outcome<Done>> BeginAsync(IReadOnlyList<TableReport> ended)
    {
        var built = ended
            .Where(IsBuilt)
            .Select(table => new BuiltTable(table.QueryType, table.Attempts, table.Status == TableStatus.Published))
            .ToList();
        return built.Count == 0
            ? new(new())
            : await _activities.CallWithRetryAsync<Done>(
                FunctionNames.PruneService,
                new PruneInput(input.Run, input.ServiceName, built)
            );
    }

    /// <summary>
    /// What it cost, and a warning where something is left, stand with the first table that was built.
    /// </summary>
    public IReadOnlyList<TableReport> Note(IReadOnlyList<TableReport> tables, Outcome<Done> outcome)
    {
        var first = tables.FirstOrDefault(IsBuilt);
        return [.. tables.Select(table => table == first ? With(table, outcome) : table)];
    }

    private static bool IsBuilt(TableReport table) =>
        table.Status is TableStatus.Published or TableStatus.Skipped or TableStatus.Held;

    private TableReport With(TableReport table, Outcome<Done> outcome) =>
        table with
        {
            Warnings = outcome.Failure is { } left ? [.. table.Warnings, TableReports.Notice(left)] : table.Warnings,
            ActivityExecutions = (table.ActivityExecutions ?? 0) + _activities.Spent.ActivityExecutions,
            ApiCalls = _activities.Spent.ApiCalls + table.ApiCalls,
        };
}
