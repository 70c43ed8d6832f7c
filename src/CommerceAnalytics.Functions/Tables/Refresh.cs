using CommerceAnalytics.Audit;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.QueryQueue;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Reports;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Tables;

/// <summary>The refresh of one table, step by step.</summary>
internal sealed class Refresh(TaskOrchestrationContext context, RefreshInput input)
{
    private readonly ActivityCalls _activities = new(context);

    public async Task<TableReport> RunAsync()
    {
        var query = await context.RunQueryAsync(
            input.QueueId,
            TableStatements.Of(input.ServiceName, input.QueryType),
            input.LastDurationMs
        );
        context.SendEvent(input.ServiceId, RefreshEvents.QueryOver, input.QueryType);
        if (query.End != QueryEnd.Succeeded)
            return Report(
                query,
                query.End == QueryEnd.Cancelled ? TableStatus.Cancelled : TableStatus.Failed,
                query.Failure
            );
        if (query.Unreadable() is { } unreadable)
            return Report(query, TableStatus.Failed, unreadable);

        var built = new WaitingTable(input.QueryType, query.Attempt, query.QueryExecutionId!);
        context.SendEvent(input.ServiceId, RefreshEvents.Built, built);
        return await EndAsync(query, await context.WaitForExternalEvent<Verdict>(RefreshEvents.Verdict));
    }

    /// <summary>
    /// Its service has the tables of a batch checked and audited together, and says what becomes of each.
    /// </summary>
    private async Task<TableReport> EndAsync(QueryResult query, Verdict verdict)
    {
        if (verdict.Decision == AuditDecision.Cancel)
            return Report(query, TableStatus.Cancelled, null);
        var found = verdict.Check!;
        if ((found.Failure ?? found.Result!.Wrong) is { } wrong)
            return Report(query, TableStatus.Failed, wrong) with { Rows = found.Result?.Rows };
        var check = found.Result!;
        var report =
            verdict.Decision == AuditDecision.Hold
                ? await HoldAsync(query, check, verdict)
                : await PublishAsync(query, check, verdict);
        return report with
        {
            Rows = check.Rows,
            Warnings = [.. report.Warnings, .. verdict.Warnings],
            Findings = verdict.Findings,
        };
    }

    private async Task<TableReport> HoldAsync(QueryResult query, CheckResult check, Verdict verdict)
    {
        var held = await _activities.CallWithRetryAsync<Done>(FunctionNames.HoldTable, Built(query, check, verdict));
        if (held.Failure is { } failure)
            return Report(query, TableStatus.Failed, failure);
        var why = verdict.Findings.First(finding => finding.Holds);
        return Report(query, TableStatus.Held, null) with
        {
            Error = new(why.Code, why.Message, $"{why.Advice} {AllTheSame()}"),
            Warnings = [.. query.Warnings(), .. check.Warnings],
        };
    }

    private string AllTheSame() =>
        $"To publish what was built all the same: POST /api/runs/{input.Run.RunId}/publish, or publish --run {input.Run.RunId} at the command line.";

    private PublishInput Built(QueryResult query, CheckResult check, Verdict verdict)
    {
        var holding = AcceptedFinding.Of(verdict.Findings);
        var writtenAt = new DateTimeOffset(query.SubmittedAt ?? default, TimeSpan.Zero);
        return new(
            input.Run,
            input.ServiceName,
            input.QueryType,
            query.Attempt,
            check.Rows,
            writtenAt,
            query.QueueMs + query.EngineMs
        )
        {
            HeldFor = holding.Count > 0 ? holding : null,
            Accepted = verdict.Accepted,
        };
    }

    private async Task<TableReport> PublishAsync(QueryResult query, CheckResult check, Verdict verdict)
    {
        var published = await _activities.CallWithRetryAsync<PublishResult>(
            FunctionNames.PublishTable,
            Built(query, check, verdict)
        );
        var status = published switch
        {
            { Failure: not null } => TableStatus.Failed,
            { Result.Later: not null } => TableStatus.Skipped,
            _ => TableStatus.Published,
        };
        IEnumerable<ReportNotice> notices = published.Result?.Later is { } later ? [TableReports.Notice(later)] : [];
        return Report(query, status, published.Failure) with
        {
            Warnings = [.. query.Warnings(), .. check.Warnings, .. notices],
        };
    }

    private TableReport Report(QueryResult query, TableStatus status, Failure? failure)
    {
        var spent = _activities.Spent + query.CallCounts;
        var plan = input.Run.Plan(input.ServiceName, input.QueryType, query.Attempt);
        var told = failure is null ? null : InFile(failure, plan);
        return TableReports.Of(input.ServiceName, input.QueryType, status, told).WithBuild(query, plan, spent);
    }

    /// <summary>Athena names places of the whole statement; people know the summary's file.</summary>
    private Failure InFile(Failure failure, TablePlan plan)
    {
        var summary = input.Run.Summaries.Get(input.QueryType);
        return failure with { Message = FilePlaces.InFile(failure.Message, summary, plan.CtasSql) };
    }
}
