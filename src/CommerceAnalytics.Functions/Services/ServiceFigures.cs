using CommerceAnalytics.Failures;
using CommerceAnalytics.Figures;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.QueryQueue;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Reports;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Services;

/// <summary>
/// Reads what a service's published tables say about the events behind them, by one query, and adds warnings to their
/// reports.
/// </summary>
/// <remarks>
/// After publishing, so that no reader waits for it, and so that it can do no more harm than to leave the warnings out.
/// </remarks>
internal sealed class ServiceFigures(TaskOrchestrationContext context, ServiceInput input)
{
    private readonly ActivityCalls _activities = new(context);

    public async Task<IReadOnlyList<TableReport>> WarnAsync(IReadOnlyList<TableReport> tables)
    {
        var published = tables
            .Where(table =>
                table.Status == TableStatus.Published && table.Rows > 0 && TableFigures.Has(table.QueryType)
            )
            .ToList();
        if (published.Count == 0)
            return tables;
        var queryTypes = published.ConvertAll(table => table.QueryType);
        var statement = FigureStatements.Of(input.ServiceName, queryTypes);
        var query = await context.RunQueryAsync(input.QueueId, statement, canWait: true);
        if (query.End == QueryEnd.Cancelled)
            return WithCost(tables, published[0], query);
        var answer = query.Failure is { } failure ? new(null, failure) : await ReadAsync(query.QueryExecutionId!);
        tables = WithCost(tables, published[0], query);
        return [.. tables.Select(table => queryTypes.Contains(table.QueryType) ? With(table, answer) : table)];
    }

    private Task<Outcome<IReadOnlyList<TableWarning>>> ReadAsync(string queryExecutionId) =>
        _activities.CallWithRetryAsync<IReadOnlyList<TableWarning>>(
            FunctionNames.ReadFigures,
            new FiguresInput(input.Run, queryExecutionId)
        );

    /// <summary>
    /// The query is paid for like any other: the totals count it, with the first table that it read, and that one says
    /// where it goes on.
    /// </summary>
    private IReadOnlyList<TableReport> WithCost(
        IReadOnlyList<TableReport> tables,
        TableReport first,
        QueryResult query
    ) =>
        [
            .. tables.Select(table =>
                table == first ? WithCost(table, query, _activities.Spent + query.CallCounts) : table
            ),
        ];

    private static TableReport WithCost(TableReport table, QueryResult query, CallCounts spent) =>
        table with
        {
            Warnings = [.. table.Warnings, .. query.Warnings()],
            FiguresScannedBytes = query.QueryExecutionId is null ? null : query.DataScannedBytes,
            ActivityExecutions = (table.ActivityExecutions ?? 0) + spent.ActivityExecutions,
            ApiCalls = spent.ApiCalls + table.ApiCalls,
        };

    private static TableReport With(TableReport table, Outcome<IReadOnlyList<TableWarning>> answer)
    {
        var warnings = answer.Failure is { } failure
            ? [Unread(failure)]
            : answer.Result!.Where(warning => warning.QueryType == table.QueryType).Select(warning => warning.Warning);
        return table with { Warnings = [.. table.Warnings, .. warnings] };
    }

    private static ReportNotice Unread(Failure failure) =>
        new(
            "FiguresUnread",
            $"The table is published, but its figures about invalid or missing values could not be read: {failure.Code}: {failure.Message}",
            failure.Advice
        );
}
