using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Monitoring;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Operations.Inspection;

/// <summary>
/// Asks how the summary tables stand: the catalog first, then the monitoring query over those that are there.
/// </summary>
/// <param name="catalog">The catalog.</param>
/// <param name="settings">Sound settings.</param>
/// <param name="date">Date that the tables are judged by: <see cref="TableState.HealthOf"/>.</param>
/// <param name="now">The present instant, that ages are counted to.</param>
internal sealed class TableInspection(
    ITableCatalog catalog,
    ShortQueries queries,
    CommerceSettings settings,
    DateOnly date,
    DateTimeOffset now
)
{
    /// <summary>Athena limits the stages of a statement, of which each table takes two.</summary>
    private const int MostTables = 28;

    public async Task<StatusReport> InspectAsync(
        IReadOnlyList<string> serviceNames,
        CancellationToken cancellationToken
    )
    {
        var there = (await TablesAsync(cancellationToken)).ToDictionary(table => table.Name);
        var queryTypes = SummarySet.Of(settings).Names.ToList();
        var wanted = serviceNames.SelectMany(service => queryTypes.Select(type => Missing(service, type))).ToList();
        var answers = new Dictionary<string, Answer>();
        foreach (var tables in wanted.Select(state => state.Table).Where(there.ContainsKey).Chunk(MostTables))
            (await AskAsync(tables, cancellationToken))
                .ToList()
                .ForEach(answer => answers.Add(answer.Key, answer.Value));
        return new StatusReport(
            now,
            wanted.ConvertAll(state =>
                there.TryGetValue(state.Table, out var table) ? State(state, table, answers[state.Table]) : state
            )
        );
    }

    /// <summary>None where there is no database yet.</summary>
    private async Task<IReadOnlyList<CatalogTable>> TablesAsync(CancellationToken cancellationToken) =>
        await catalog.DatabaseExistsAsync(settings.Database, cancellationToken)
            ? await catalog.ListAsync(settings.Database, SummaryNames.LiveTables, cancellationToken)
            : [];

    /// <summary>One statement for all; table by table where that fails, to tell which of them cannot be read.</summary>
    private async Task<Dictionary<string, Answer>> AskAsync(string[] tables, CancellationToken cancellationToken)
    {
        try
        {
            var rows = await queries.SelectAsync(
                MonitoringQuery.Sql(settings, tables),
                settings.Database,
                cancellationToken
            );
            return rows.Select(MonitoringRow.FromTexts).ToDictionary(row => row.Table, row => new Answer(row, null));
        }
        catch (FailureException e) when (tables.Length == 1)
        {
            return new() { [tables[0]] = new Answer(null, $"{e.Failure.Code}: {e.Failure.Message}") };
        }
        catch (FailureException)
        {
            var each = new Dictionary<string, Answer>();
            foreach (var table in tables)
                each.Add(table, (await AskAsync([table], cancellationToken))[table]);
            return each;
        }
    }

    private TableState State(TableState wanted, CatalogTable table, Answer answer)
    {
        var writtenAt = TableParameters.WrittenAt(table);
        var calculated = answer.Row?.LastCalculationDate ?? TableParameters.CalculationDate(table);
        return wanted with
        {
            State = answer.Row is { } row ? TableState.HealthOf(row.Rows, calculated, date) : TableHealth.Unreadable,
            Rows = answer.Row?.Rows,
            LastCalculationDate = calculated,
            WrittenAt = writtenAt,
            AgeMinutes = writtenAt is { } at ? (long)(now - at).TotalMinutes : null,
            RunId = TableParameters.RunId(table),
            ExcludedDays = TableParameters.ExcludedDays(table) is { Count: > 0 } excluded ? excluded : null,
            Problem = answer.Problem,
        };
    }

    private static TableState Missing(string service, string queryType) =>
        new()
        {
            ServiceName = service,
            QueryType = queryType,
            Table = SummaryNames.Table(service, queryType),
            State = TableHealth.Missing,
        };

    private sealed record Answer(MonitoringRow? Row, string? Problem);
}
