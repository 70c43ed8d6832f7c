using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Tables;

namespace CommerceAnalytics.Functions.Services;

/// <summary>
/// The checks of a batch's tables. The audit's query tells columns and rows by the way; where it does not, the catalog and
/// Athena are asked about each table.
/// </summary>
internal sealed class BatchChecks(ActivityCalls activities, ServiceInput input)
{
    /// <summary>By query type.</summary>
    /// <param name="tables">The tables of the batch.</param>
    /// <param name="told">What the audit's query told, in the order of the tables; null where it told nothing.</param>
    public async Task<IReadOnlyDictionary<string, Outcome<CheckResult>>> CompleteAsync(
        IReadOnlyList<WaitingTable> tables,
        IReadOnlyList<CheckResult?>? told
    )
    {
        var checks = await Task.WhenAll(tables.Select((table, at) => CheckAsync(table, told?[at])));
        // What they cost is counted already.
        return tables.Zip(checks).ToDictionary(pair => pair.First.QueryType, pair => pair.Second with { Calls = null });
    }

    /// <summary>Whether a table must not be published, nor read by the audit of its neighbours.</summary>
    public static bool IsWrong(Outcome<CheckResult> check) =>
        check.Failure is not null || check.Result?.Wrong is not null;

    private async Task<Outcome<CheckResult>> CheckAsync(WaitingTable table, CheckResult? told)
    {
        if (told is not null)
            return new(told);
        return await activities.CallWithRetryAsync<CheckResult>(
            FunctionNames.CheckTable,
            new CheckInput(input.Run, input.ServiceName, table.QueryType, table.Attempt, table.QueryExecutionId)
        );
    }
}
