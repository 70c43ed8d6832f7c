using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Extract;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>
/// The extraction that a run's services wait for; none in the other mode, where tables are refreshed from the raw log
/// itself.
/// </summary>
internal sealed class RunExtraction(TaskOrchestrationContext context, PreparedRun run, TableStates board)
{
    private Task<ExtractResult>? _going;
    private ExtractResult? _result;

    /// <summary>The extraction until its result is taken; null before, after, and where there is none.</summary>
    public Task? Going => _going;

    public void Begin(string queueId)
    {
        if (run.Scope.Settings.ScanMode != ScanMode.Extract)
            return;
        var services = run.Services.Select(service => new ExtractService(
            service.ServiceName,
            [.. service.Tables.Select(table => table.QueryType)]
        ));
        _going = context.CallSubOrchestratorAsync<ExtractResult>(
            FunctionNames.ExtractOrchestrator,
            new ExtractInput(run.Scope, [.. services], queueId, run.Scope.Reextract),
            new SubOrchestrationOptions(instanceId: ChildIds.Extraction(run.Scope.RunKey))
        );
    }

    /// <summary>Takes the result of an extraction that has ended.</summary>
    public async Task TakeAsync()
    {
        var ended = _going!;
        _going = null;
        try
        {
            _result = await ended;
        }
        catch (TaskFailedException e)
        {
            _result = ExtractReports.Failed(CallFailures.Of(FunctionNames.ExtractOrchestrator, e.FailureDetails));
        }

        board.Extract = _result.Report;
    }

    /// <summary>Ends the tables of a service that need days which could not be extracted.</summary>
    public PreparedService WithoutObstructed(PreparedService service)
    {
        var tables = service.Tables.ToLookup(table =>
            ExtractReports.Obstacle(_result!, run.Scope, service.ServiceName, table.QueryType)
        );
        board.End(
            service.ServiceName,
            tables
                .Where(same => same.Key is not null)
                .SelectMany(same =>
                    same.Select(table =>
                        TableReports.Of(service.ServiceName, table.QueryType, TableStatus.Failed, same.Key)
                    )
                )
        );
        return service with { Tables = [.. tables[null]] };
    }
}
