using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.History;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Reports;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Backfill;

/// <summary>The nights of a backfill: which comes next, its run, and what came of it. Each can run twice.</summary>
/// <param name="lacking">What history lacks.</param>
/// <param name="starter">Starts runs.</param>
public sealed class NightActivities(LackingNights lacking, RunStarter starter, RunReader reader)
{
    // Partitions that one call to the catalog reads.
    private const int MostAsked = 1000;

    /// <summary>Finds the newest night that history lacks something of.</summary>
    /// <param name="input">From where on.</param>
    [Function(FunctionNames.FindNight)]
    public Task<Outcome<FoundNight>> FindAsync(
        [ActivityTrigger] FindNightInput input,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        return Attempt.RunAsync(() => FindCoreAsync(input, cancellationToken));
    }

    private async Task<FoundNight> FindCoreAsync(FindNightInput input, CancellationToken cancellationToken)
    {
        var request = input.Request;
        var tables = BackfillPlanner.Tables(request);
        var nights = request.Nights().Where(night => night <= input.From);
        foreach (var some in nights.Chunk(Math.Max(1, MostAsked / request.ServiceNames.Count)))
        {
            var found = await lacking.FindAsync(tables, some, request.Force, cancellationToken);
            if (found.Count > 0)
                return new(found[0].Night, [.. found[0].Tables.Select(table => table.Table)]);
        }

        return new(null, []);
    }

    /// <summary>
    /// Starts the run of a night, or finds the one that this backfill has started already; else another run of that
    /// date, which must end first.
    /// </summary>
    /// <param name="input">Which night.</param>
    [Function(FunctionNames.StartNight)]
    public Task<Outcome<StartedNight>> StartAsync(
        [ActivityTrigger] StartNightInput input,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(client);
        return Attempt.RunAsync(async () =>
        {
            if (await OwnAsync(client, input, cancellationToken) is { } own)
                return new StartedNight(own, IsOwn: true);
            var run = RunInput.Backfill(input.Request.Of(input.Night), input.Tables, input.BackfillId);
            var start = await starter.StartAsync(client, run, StartKind.OnPurpose, cancellationToken);
            return new StartedNight(start.RunId!, start.Outcome == StartOutcome.Started);
        });
    }

    /// <summary>Where this activity has run before, and its answer was lost.</summary>
    private static async Task<string?> OwnAsync(
        DurableTaskClient client,
        StartNightInput input,
        CancellationToken cancellationToken
    )
    {
        var query = new OrchestrationQuery(InstanceIdPrefix: RunIds.PrefixOf(input.Night), FetchInputsAndOutputs: true);
        await foreach (var run in client.GetAllInstancesAsync(query).WithCancellation(cancellationToken))
        {
            if (RunIds.Parse(run.InstanceId) is not null && run.ReadInputAs<RunInput>()?.BackfillId == input.BackfillId)
                return run.InstanceId;
        }

        return null;
    }

    /// <summary>Looks whether a night's run has ended, and what came of it.</summary>
    /// <param name="runId">The run.</param>
    [Function(FunctionNames.ReadNight)]
    public Task<Outcome<NightResult>> ReadAsync(
        [ActivityTrigger] string runId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        return Attempt.RunAsync(async () =>
        {
            var run = await client.GetInstanceAsync(runId, cancellationToken);
            if (run is { IsCompleted: false })
                return new NightResult(IsOver: false);
            // One that was purged meanwhile has ended: whether history has the night is looked up anyway.
            var report = run is null ? null : await reader.ReadAsync(client, runId, cancellationToken);
            return report is null ? new NightResult(IsOver: true) : Of(report);
        });
    }

    private static NightResult Of(RunReport report)
    {
        var tables = report.AllTables().ToList();
        var notKept = report.Warnings.FirstOrDefault(warning => warning.Code == KeepHistoryActivity.NotKeptCode);
        var built = Names(tables, TableStatus.Published);
        var first = tables.Find(table => table.HasFailed)?.Error ?? notKept;
        return new(IsOver: true)
        {
            IsCancelled = report.Status == ReportStatus.Cancelled,
            Entered = notKept is null ? built.Count : 0,
            Held = Names(tables, TableStatus.Held),
            Failed = [.. Names(tables, TableStatus.Failed), .. notKept is null ? [] : built],
            Why = first is null ? null : $"{first.Code}: {first.Message}",
            DataScannedBytes = report.Totals.DataScannedBytes,
            CostUsd = report.Totals.EstimatedCostUsd,
        };
    }

    private static List<string> Names(List<TableReport> tables, TableStatus status) =>
        [.. tables.Where(table => table.Status == status).Select(table => table.Table)];
}
