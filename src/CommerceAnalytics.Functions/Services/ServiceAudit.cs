using CommerceAnalytics.Audit;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.QueryQueue;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Tables;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Reports;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Services;

/// <summary>
/// Has the tables of a batch checked and audited together, and tells each of their refreshes what is to become of its
/// table.
/// </summary>
/// <remarks>
/// One batch after another, since an orchestrator runs one statement at a time. What the audit cannot read holds
/// nothing: its tables are published with a warning.
/// </remarks>
internal sealed class ServiceAudit(TaskOrchestrationContext context, ServiceInput input)
{
    private readonly ActivityCalls _activities = new(context);
    private readonly List<AuditCosts> _costs = [];
    private readonly List<WaitingTable> _waiting = [];
    private readonly HashSet<string> _judged = [];
    private Task<WaitingTable> _built = context.WaitForExternalEvent<WaitingTable>(RefreshEvents.Built);
    private Task? _going;
    private IReadOnlyList<DateOnly>? _overviewNights;
    private AuditCosts _now = new("");
    private bool _hasNoticed;
    private int _audits;

    /// <summary>What brings news.</summary>
    public IEnumerable<Task> Awaited => new[] { _built, _going }.OfType<Task>();

    public async Task TakeAsync()
    {
        while (_built.IsCompleted)
        {
            _waiting.Add(await _built);
            _built = context.WaitForExternalEvent<WaitingTable>(RefreshEvents.Built);
        }

        if (_going is { IsCompleted: true } over)
        {
            _going = null;
            await over;
        }
    }

    /// <summary>Begins the audit of a batch whose tables that have not failed all wait for it.</summary>
    /// <param name="refreshing">Query types whose refreshes go on.</param>
    public void Begin(IReadOnlyCollection<string> refreshing)
    {
        if (_going is not null)
            return;
        var batch = input
            .Tables.Where(table => refreshing.Contains(table.QueryType) && !IsJudged(table))
            .GroupBy(table => table.Batch)
            .FirstOrDefault(tables => tables.All(IsWaiting));
        if (batch is not null)
            _going = AuditAsync([.. batch.Select(Take)]);
    }

    /// <summary>Adds what the audit of each batch cost to the first table of the batch.</summary>
    public IReadOnlyList<TableReport> Note(IReadOnlyList<TableReport> tables) => [.. tables.Select(Note)];

    private TableReport Note(TableReport table)
    {
        var costs = _costs.Find(costs => costs.QueryType == table.QueryType);
        return costs is null ? table : costs.AddTo(table);
    }

    private bool IsJudged(TableToRefresh table) => _judged.Contains(table.QueryType);

    private bool IsWaiting(TableToRefresh table) => _waiting.Exists(one => one.QueryType == table.QueryType);

    private WaitingTable Waiting(string queryType) => _waiting.First(one => one.QueryType == queryType);

    private TableToAudit Take(TableToRefresh table)
    {
        _judged.Add(table.QueryType);
        var attempt = Waiting(table.QueryType).Attempt;
        return new(table.QueryType, attempt, table.IsFirst) { Accepted = table.Accepted };
    }

    private async Task AuditAsync(IReadOnlyList<TableToAudit> tables)
    {
        _now = new(tables[0].QueryType);
        _costs.Add(_now);
        var verdicts = await VerdictsAsync(tables);
        _now.Add(_activities.Take());
        foreach (var table in tables)
            context.SendEvent(
                ChildIds.Refresh(input.Run.RunKey, input.ServiceName, table.QueryType),
                RefreshEvents.Verdict,
                verdicts[table.QueryType]
            );
    }

    /// <summary>By query type.</summary>
    private async Task<Dictionary<string, Verdict>> VerdictsAsync(IReadOnlyList<TableToAudit> tables)
    {
        var answer = await JudgeAsync(tables);
        if (answer is null)
            return tables.ToDictionary(table => table.QueryType, _ => new Verdict(AuditDecision.Cancel, [], []));
        List<WaitingTable> waiting = [.. tables.Select(table => Waiting(table.QueryType))];
        var ofBatch = new BatchChecks(_activities, input);
        var checks = await ofBatch.CompleteAsync(waiting, answer.Result?.Checks);
        if (answer.Result is { } batch)
            return Verdicts(batch, checks);
        var verdicts = tables.ToDictionary(
            table => table.QueryType,
            table => NotDone(table, answer.Failure!) with { Check = checks[table.QueryType] }
        );
        // The statement reads all tables of the batch: one that is not there, or not as it should be, may be all that
        // kept the others from being audited.
        List<TableToAudit> sound = [.. tables.Where(table => !BatchChecks.IsWrong(checks[table.QueryType]))];
        if (sound.Count == 0 || sound.Count == tables.Count)
            return verdicts;
        foreach (var (queryType, verdict) in await VerdictsAsync(sound))
            verdicts[queryType] = verdict;
        return verdicts;
    }

    /// <summary>Null where the run was cancelled meanwhile.</summary>
    private async Task<Outcome<BatchVerdict>?> JudgeAsync(IReadOnlyList<TableToAudit> tables)
    {
        var nights = await FindNightsAsync(tables);
        if (nights.Failure is { } unknown)
            return new(null, unknown);
        tables = [.. tables.Select(table => table with { Nights = Of(table, nights.Result!) })];
        if (input.HasOverview)
            _overviewNights ??= OfOverview(nights.Result!);
        var asked = new BatchToAudit(tables, _overviewNights);
        _audits++;
        var statement = AuditStatements.Of(input.ServiceName, $"{_audits}", asked);
        var query = await context.RunQueryAsync(input.QueueId, statement);
        _now.Add(query);
        if (query.End == QueryEnd.Cancelled)
            return null;
        if (query.End != QueryEnd.Succeeded)
            return new(null, query.Failure);
        var all = input.Tables.Select(table => table.QueryType);
        var batch = new BatchInput(input.Run, input.ServiceName, [.. all], tables, query.QueryExecutionId!);
        return await _activities.CallWithRetryAsync<BatchVerdict>(FunctionNames.AuditBatch, batch);
    }

    private async Task<Outcome<IReadOnlyList<ComparableNights>>> FindNightsAsync(IReadOnlyList<TableToAudit> tables)
    {
        if (input.Run is not { KeepsHistory: true, IsHistoryOnly: false })
            return new([]);
        var asked = tables.Select(table => table.QueryType);
        if (_overviewNights is null && input.HasOverview)
            asked = asked.Append(OverviewTable.QueryType);
        return await _activities.CallWithRetryAsync<IReadOnlyList<ComparableNights>>(
            FunctionNames.FindNights,
            new NightsInput(input.Run, input.ServiceName, [.. asked])
        );
    }

    private static IReadOnlyList<ComparableNight>? Of(TableToAudit table, IReadOnlyList<ComparableNights> found) =>
        found.FirstOrDefault(nights => nights.QueryType == table.QueryType)?.Nights;

    private static List<DateOnly> OfOverview(IReadOnlyList<ComparableNights> found) =>
        [
            .. found
                .Where(nights => nights.QueryType == OverviewTable.QueryType)
                .SelectMany(nights => nights.Nights)
                .Select(night => night.Night),
        ];

    private Dictionary<string, Verdict> Verdicts(
        BatchVerdict batch,
        IReadOnlyDictionary<string, Outcome<CheckResult>> checks
    )
    {
        var verdicts = batch.Tables.ToDictionary(
            table => table.QueryType,
            table => Verdict(table, checks[table.QueryType])
        );
        // A table that failed its check says nothing else.
        var first = batch.Tables.FirstOrDefault(table => !BatchChecks.IsWrong(checks[table.QueryType]));
        if (_hasNoticed || first is null)
            return verdicts;
        _hasNoticed = true;
        var told = verdicts[first.QueryType];
        verdicts[first.QueryType] = told with { Warnings = [.. told.Warnings, .. batch.Notices] };
        return verdicts;
    }

    private static Verdict Verdict(TableVerdict table, Outcome<CheckResult> check) =>
        new(table.IsHeld ? AuditDecision.Hold : AuditDecision.Publish, table.Findings, table.Warnings)
        {
            Check = check,
            Accepted = table.Accepted.Count > 0 ? table.Accepted : null,
        };

    // Whether the night is without what was accepted, nobody knows: it stays accepted.
    private static Verdict NotDone(TableToAudit table, Failure failure) =>
        new(AuditDecision.Publish, [], [NotDone(failure)]) { Accepted = table.Accepted };

    private static ReportNotice NotDone(Failure failure) =>
        new(
            "AuditNotDone",
            $"The table is published, but what it holds could not be audited before: {failure.Code}: {failure.Message}",
            $"{failure.Advice} Look at the table's figures, or rerun the night with force."
        );
}
