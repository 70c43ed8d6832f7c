using CommerceAnalytics.Audit;
using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Telemetry;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Services;

/// <summary>Reads what the audit needs, and judges. Changes nothing.</summary>
/// <param name="queries">Athena.</param>
/// <param name="history">History tables.</param>
/// <param name="settings">Settings.</param>
public sealed class AuditActivities(
    IQueryExecutions queries,
    IHistoryCatalog history,
    IOptions<CommerceSettings> settings
)
{
    private const int NightsBefore = 7;

    /// <summary>
    /// The nights of the seven dates before that a table can be compared with, by one catalog call a table.
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
                found.Add(await FindAsync(input, queryType, cancellationToken));
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
        SpanTags.OfQuery(input.FiguresId);
        return Attempt.RunAsync(async () =>
        {
            var figures = await queries.GetRowsAsync(input.FiguresId, cancellationToken);
            var days = input.OverviewId is { } id ? await queries.GetRowsAsync(id, cancellationToken) : [];
            var audit = Audit(input, figures, days);
            return new BatchVerdict(audit.Judge(), audit.Notices());
        });
    }

    /// <summary>Columns of its own tell that a night was built by another definition.</summary>
    private async Task<ComparableNights> FindAsync(
        NightsInput input,
        string queryType,
        CancellationToken cancellationToken
    )
    {
        var asked = Enumerable
            .Range(1, NightsBefore)
            .Select(before => new NightOfService(input.ServiceName, input.Run.ExecutionDate.AddDays(-before)));
        var columns = input.Run.Summaries.Get(queryType).Columns;
        var nights = await history.FindAsync(queryType, [.. asked], cancellationToken);
        var alike = nights.Where(night => night.Columns.SequenceEqual(columns)).Select(night => night.Of.Night);
        return new(queryType, [.. alike.OrderDescending()]);
    }

    private BatchAudit Audit(
        BatchInput input,
        IReadOnlyList<IReadOnlyList<string?>> figures,
        IReadOnlyList<IReadOnlyList<string?>> days
    )
    {
        var run = input.Run;
        var summaries = run.Summaries;
        return new()
        {
            Settings = run.Settings,
            ServiceName = input.ServiceName,
            Date = run.ExecutionDate,
            InvariantsOnly = run.IsHistoryOnly,
            IsListed = settings.Value.RunServices().Contains(input.ServiceName),
            Summaries = [.. input.QueryTypes.Select(summaries.Get)],
            Overview = days.Count == 0 ? null : [.. days.Select(OverviewDay.FromTexts)],
            Figures = AuditFigures.Read(figures),
            Tables = [.. input.Tables.Select(table => Built(input, table, summaries.Get(table.QueryType)))],
        };
    }

    private static BuiltTable Built(BatchInput input, TableToAudit table, Summary summary)
    {
        int Days(DateOnly night) =>
            AuditWindow.Of(input.Run.Settings, input.ServiceName, summary.WindowDays, night).Days;
        return new(table.QueryType)
        {
            IsFirst = table.IsFirst,
            Accepted = table.Accepted ?? [],
            Nights = table.Nights is { } nights ? [.. nights.Select(night => (night, Days(night)))] : null,
        };
    }
}
