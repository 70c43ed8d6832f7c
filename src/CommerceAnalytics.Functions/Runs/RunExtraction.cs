using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Extract;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>
/// The extraction that a run's services wait for; none in the other mode, where tables are refreshed from the raw log
/// itself.
/// </summary>
internal sealed class RunExtraction(TaskOrchestrationContext context, PreparedRun run, TableStates states)
{
    private Task<ExtractResult>? _going;
    private ExtractResult? _result;

    /// <summary>The extraction until its result is taken; null before, after, and where there is none.</summary>
    public Task? Going => _going;

    public void Begin(string queueId)
    {
        if (run.Scope.Settings.ScanMode != ScanMode.Extract)
            return;
        _going = context.CallSubOrchestratorAsync<ExtractResult>(
            FunctionNames.ExtractOrchestrator,
            new ExtractInput(run.Scope, Services(), queueId, run.Scope.Reextract),
            new SubOrchestrationOptions(instanceId: ChildIds.Extraction(run.Scope.RunKey))
        );
    }

    // Of services that the overview shows and the run does not refresh, too: it would count none of their last day.
    private List<ExtractService> Services()
    {
        var ofTables = run.Services.SelectMany(
            service => service.Tables,
            (service, table) => (service.ServiceName, table.QueryType)
        );
        var ofOverview = run.Overview.Services.Select(service => (service, OverviewTable.QueryType));
        return
        [
            .. ofTables
                .Concat(ofOverview)
                .GroupBy(read => read.Item1, read => read.QueryType)
                .Select(reads => new ExtractService(reads.Key, [.. reads])),
        ];
    }

    /// <summary>Why the overview cannot be built from the extract as it is; null where it can.</summary>
    public Failure? OverviewObstacle() =>
        _result is not { } result
            ? null
            : run
                .Overview.Services.Select(service =>
                    ExtractReports.Obstacle(result, run.Scope, service, OverviewTable.QueryType)
                )
                .FirstOrDefault(obstacle => obstacle is not null);

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

        states.Extract = _result.Report;
    }

    /// <summary>Ends the tables of a service that need days which could not be extracted.</summary>
    public PreparedService WithoutObstructed(PreparedService service)
    {
        var tables = service.Tables.ToLookup(table =>
            ExtractReports.Obstacle(_result!, run.Scope, service.ServiceName, table.QueryType)
        );
        states.End(
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
