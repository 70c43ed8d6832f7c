using System.Collections.Concurrent;
using CommerceAnalytics.Audit;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Reports;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.OneMachine.Pages.Server.Monitor.Nights;

/// <summary>
/// Reads the runs of some nights. A run that succeeded published all that it was asked for, which its input tells; the
/// report is read only of the others, and of those that have ended once.
/// </summary>
/// <param name="client">The task hub's client, there once the host has started.</param>
internal sealed class NightRuns(Func<DurableTaskClient> client, RunReader reader)
{
    private const int AtOnce = 8;
    private const int MostKept = 5000;

    private readonly ConcurrentDictionary<(string RunId, DateTimeOffset EndedAt), NightRun> _ended = new();

    /// <summary>The runs of these nights, in no order.</summary>
    /// <param name="from">First night.</param>
    /// <param name="to">Last night.</param>
    public async Task<IReadOnlyList<NightRun>> ReadAsync(DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        if (_ended.Count > MostKept)
            _ended.Clear();
        var runs = new ConcurrentBag<NightRun>();
        var unknown = new List<(OrchestrationMetadata Run, NightRun Known)>();
        for (var month = new DateOnly(from.Year, from.Month, 1); month <= to; month = month.AddMonths(1))
        {
            var query = new OrchestrationQuery(
                InstanceIdPrefix: RunIds.PrefixOfMonth(month),
                FetchInputsAndOutputs: true
            );
            await foreach (var run in client().GetAllInstancesAsync(query).WithCancellation(cancellation))
            {
                if (Known(run) is not { } known || known.Date < from || known.Date > to)
                    continue;
                if (IsTold(known))
                    runs.Add(known);
                else
                    unknown.Add((run, known));
            }
        }

        var limits = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(
            unknown,
            limits,
            async (one, stop) => runs.Add(await ReportedAsync(one.Run, one.Known, stop))
        );
        return [.. runs];
    }

    /// <summary>What the task hub alone tells; null of what is no run.</summary>
    private static NightRun? Known(OrchestrationMetadata run)
    {
        if (RunIds.Parse(run.InstanceId) is not { } id || run.ReadInputAs<RunInput>() is not { Request: { } } input)
            return null;
        return new()
        {
            RunId = run.InstanceId,
            Date = id.ExecutionDate,
            Kind = input.Kind,
            IsScheduled = input.Scheduled,
            StartedAt = input.Turn is { } turn ? Utc(turn.Asked) : run.CreatedAt,
            Status = StatusOf(run),
            Line = Line(run),
            Tables = [.. input.Tables().Select(table => Table(table, TableStatus.Published))],
        };
    }

    private static bool IsTold(NightRun run) =>
        run.Status == ReportStatus.Succeeded && run.Kind is not RunKind.Rollback;

    private static NightTable Table(TableName table, TableStatus status) =>
        new(table.ServiceName, table.QueryType, status);

    private async Task<NightRun> ReportedAsync(
        OrchestrationMetadata run,
        NightRun known,
        CancellationToken cancellation
    )
    {
        var key = (known.RunId, run.LastUpdatedAt);
        if (_ended.TryGetValue(key, out var before))
            return before;
        var report = await reader.ReadAsync(client(), known.RunId, cancellation);
        var told = report is null ? known with { Tables = [] } : Of(known, report);
        if (run.IsCompleted)
            _ended[key] = told;
        return told;
    }

    private static NightRun Of(NightRun known, RunReport report) =>
        known with
        {
            Status = report.Status,
            OverviewFailed = report.Overview?.HasFailed == true,
            OverviewError = report.Overview?.Error,
            Tables =
            [
                .. from service in report.Services from table in service.Tables select Of(service.ServiceName, table),
            ],
        };

    private static NightTable Of(string serviceName, TableReport table) =>
        new(serviceName, table.QueryType, table.Status)
        {
            Finding = table.Status == TableStatus.Held ? FindingOf(table) : null,
            ShownNight = SummaryNames.NightOfLocation(table.Location),
        };

    private static Finding? FindingOf(TableReport table) => table.Findings.FirstOrDefault(finding => finding.Holds);

    private static ReportStatus StatusOf(OrchestrationMetadata run) =>
        run.RuntimeStatus switch
        {
            OrchestrationRuntimeStatus.Completed => run.ReadOutputAs<RunOutcome>() is { Status: "cancelled" }
                ? ReportStatus.Cancelled
                : ReportStatus.Succeeded,
            OrchestrationRuntimeStatus.Failed => ReportStatus.Failed,
            OrchestrationRuntimeStatus.Terminated => ReportStatus.Cancelled,
            _ => ReportStatus.Running,
        };

    private static DateTimeOffset Utc(DateTime at) => new(DateTime.SpecifyKind(at, DateTimeKind.Utc));

    private static string? Line(OrchestrationMetadata run) =>
        string.IsNullOrEmpty(run.SerializedCustomStatus) ? null : run.ReadCustomStatusAs<RunProgress>()?.Line;
}
