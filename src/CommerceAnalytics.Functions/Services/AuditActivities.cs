using CommerceAnalytics.Audit;
using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Tables;
using CommerceAnalytics.Functions.Telemetry;
using CommerceAnalytics.Settings;
using CommerceAnalytics.TableChecks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using BuiltTable = CommerceAnalytics.Audit.BuiltTable;

namespace CommerceAnalytics.Functions.Services;

/// <summary>Reads what the audit needs, and judges. Changes nothing.</summary>
/// <param name="earlier">Nights to compare with.</param>
/// <param name="changes">Whether the log changed meanwhile.</param>
public sealed class AuditActivities(
    IQueryExecutions queries,
    EarlierNights earlier,
    LogChanges changes,
    IOptions<CommerceSettings> settings
)
{
    /// <summary>
    /// The nights of the seven dates before that a table can be compared with. Of the overview the last of them, and the
    /// run's own.
    /// </summary>
    /// <param name="input">Which tables.</param>
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
                var nights = await earlier.FindAsync(input.Run, input.ServiceName, queryType, cancellationToken);
                found.Add(new(queryType, nights));
            }

            return found;
        });
    }

    /// <summary>Judges the tables of a batch by what the queries have read.</summary>
    /// <param name="input">Which queries and tables.</param>
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
            var verdicts = await JudgeAsync(audit, input, cancellationToken);
            return new BatchVerdict(verdicts, audit.Notices(), Checks(audit, input));
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

    /// <summary>What the query said of each table's columns and rows, held against what its file declares.</summary>
    private static List<CheckResult?> Checks(BatchAudit audit, BatchInput input)
    {
        return [.. input.Tables.Select(Check)];

        CheckResult? Check(TableToAudit table)
        {
            if (audit.Figures.RowsOfDeclaredTypes(table.QueryType) is not { } rows)
                return null;
            var plan = input.Run.Plan(input.ServiceName, table.QueryType, table.Attempt);
            var summary = input.Run.Summaries.Get(table.QueryType);
            return new(rows, TableCheck.Warnings(plan, rows), TableCheck.RowsDiffer(summary, rows));
        }
    }

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
