using CommerceAnalytics.Audit;
using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Telemetry;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Settings;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Services;

/// <summary>Reads what the audit needs, and judges. Changes nothing.</summary>
/// <param name="queries">Athena.</param>
/// <param name="history">History tables.</param>
/// <param name="changes">Whether the log changed meanwhile.</param>
/// <param name="settings">Settings.</param>
public sealed class AuditActivities(
    IQueryExecutions queries,
    IHistoryCatalog history,
    LogChanges changes,
    IOptions<CommerceSettings> settings
)
{
    private const int NightsBefore = 7;

    /// <summary>
    /// The nights of the seven dates before that a table can be compared with, by one catalog call a table. Of the
    /// overview the last of them, and the run's own.
    /// </summary>
    /// <param name="input">Which tables.</param>
    /// <param name="cancellationToken">The host stops.</param>
    [Function(FunctionNames.FindNights)]
    public Task<Outcome<IReadOnlyList<ComparableNights>>> FindNightsAsync(
        [ActivityTrigger] NightsInput input,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        SpanTags.OfService(input.Run.RunId, input.ServiceName);
        return Attempt.RunAsync<IReadOnlyList<ComparableNights>>(async () =>
        {
            var found = new List<ComparableNights>();
            foreach (var queryType in input.QueryTypes)
            {
                var nights =
                    queryType == OverviewTable.QueryType
                        ? await FindOverviewAsync(input.Run, cancellationToken)
                        : await FindAsync(input, queryType, cancellationToken);
                found.Add(new(queryType, nights));
            }

            return found;
        });
    }

    /// <summary>Judges the tables of a batch by what the queries have read.</summary>
    /// <param name="input">Which queries and tables.</param>
    /// <param name="cancellationToken">The host stops.</param>
    [Function(FunctionNames.AuditBatch)]
    public Task<Outcome<BatchVerdict>> JudgeAsync(
        [ActivityTrigger] BatchInput input,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        SpanTags.OfService(input.Run.RunId, input.ServiceName);
        SpanTags.OfQuery(input.QueryId);
        return Attempt.RunAsync(async () =>
        {
            var rows = await queries.GetRowsAsync(input.QueryId, cancellationToken);
            var audit = Audit(input, rows);
            return new BatchVerdict(await JudgeAsync(audit, input, cancellationToken), audit.Notices());
        });
    }

    /// <summary>Sums that disagree hold nothing where the log is known to have changed between the two statements.</summary>
    private async Task<IReadOnlyList<TableVerdict>> JudgeAsync(
        BatchAudit audit,
        BatchInput input,
        CancellationToken cancellationToken
    )
    {
        var verdicts = audit.Judge();
        var found = new Dictionary<string, LogChange>();
        foreach (var queryType in verdicts.Where(table => table.IsHeldForItsSums).Select(table => table.QueryType))
            found[queryType] = await changes.FindAsync(input.Run, input.ServiceName, queryType, cancellationToken);
        if (found.Count == 0)
            return verdicts;
        var tables = audit.Tables.Select(table =>
            table with
            {
                LogChanged = found.GetValueOrDefault(table.QueryType) is { HasChanged: true },
            }
        );
        verdicts = (audit with { Tables = [.. tables] }).Judge();
        return
        [
            .. verdicts.Select(table =>
                found.GetValueOrDefault(table.QueryType)?.NotListed is { } notListed
                    ? table with
                    {
                        Warnings = [.. table.Warnings, notListed],
                    }
                    : table
            ),
        ];
    }

    private async Task<IReadOnlyList<ComparableNight>> FindAsync(
        NightsInput input,
        string queryType,
        CancellationToken cancellationToken
    )
    {
        var asked = Before(input.Run).Select(night => new NightOfService(input.ServiceName, night));
        var found = await history.FindAsync(queryType, [.. asked], cancellationToken);
        return Alike(found, input.Run.Summaries.Get(queryType).Definition);
    }

    /// <summary>A day before the last seven is in no earlier night of these.</summary>
    private async Task<IReadOnlyList<ComparableNight>> FindOverviewAsync(
        RunScope run,
        CancellationToken cancellationToken
    )
    {
        var asked = Before(run).Prepend(run.ExecutionDate).Select(night => new NightOfService("", night));
        var found = await history.FindAsync(OverviewTable.QueryType, [.. asked], cancellationToken);
        // Where the run's own could not be entered, its night may still show an earlier run's.
        var own = found.Where(night => night.Of.Night == run.ExecutionDate && IsOf(night, run));
        var before = found.Where(night => night.Of.Night < run.ExecutionDate);
        return [.. Alike(own, OverviewTable.Definition), .. Alike(before, OverviewTable.Definition).Take(1)];
    }

    private static bool IsOf(HistoryNight night, RunScope run) => TableParameters.RunId(night.Parameters) == run.RunId;

    private static IEnumerable<DateOnly> Before(RunScope run) =>
        Enumerable.Range(1, NightsBefore).Select(before => run.ExecutionDate.AddDays(-before));

    /// <summary>Figures of another definition say nothing about this one's.</summary>
    private static List<ComparableNight> Alike(IEnumerable<HistoryNight> nights, string definition) =>
        [
            .. from night in nights
            let built = TableParameters.BuiltBy(night.Parameters)
            where built?.Definition == definition
            orderby night.Of.Night descending
            select new ComparableNight(night.Of.Night, built.Value.WindowDays),
        ];

    private BatchAudit Audit(BatchInput input, IReadOnlyList<IReadOnlyList<string?>> rows)
    {
        var run = input.Run;
        var days = OverviewRows.Read(rows, input.ServiceName, run.ExecutionDate);
        var summaries = run.Summaries;
        return new()
        {
            Settings = run.Settings,
            ServiceName = input.ServiceName,
            Date = run.ExecutionDate,
            InvariantsOnly = run.IsHistoryOnly,
            IsListed = settings.Value.RunServices().Contains(input.ServiceName),
            Summaries = [.. input.QueryTypes.Select(summaries.Get)],
            Overview = days.Own,
            EarlierOverview = days.Earlier,
            Figures = AuditFigures.Read(rows),
            Tables = [.. input.Tables.Select(table => Built(table))],
        };
    }

    private static BuiltTable Built(TableToAudit table) =>
        new(table.QueryType)
        {
            IsFirst = table.IsFirst,
            Accepted = table.Accepted ?? [],
            Nights = table.Nights,
        };
}
