using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Digests;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Alerts.Digests;

/// <summary>Reads a digest: one small query over the live overview and two nights of history.</summary>
/// <param name="catalog">Live tables.</param>
/// <param name="queries">Runs the query.</param>
public sealed class DigestReader(
    ITableCatalog catalog,
    IHistoryCatalog history,
    ShortQueries queries,
    IOptions<CommerceSettings> settings
)
{
    /// <summary>Reads it. Tables that are not there are left out; what they would tell is missing from the digest.</summary>
    internal async Task<Digest> ReadAsync(DigestInput input, CancellationToken cancellationToken)
    {
        var database = settings.Value.Database;
        var overview = await catalog.FindAsync(database, OverviewTable.Name, cancellationToken);
        var summaries = await ComparedAsync(input, cancellationToken);
        IReadOnlyList<string> overviewOf = overview is null ? [] : input.ServiceNames;
        IReadOnlyList<IReadOnlyList<string?>> rows = [];
        if (overviewOf.Count > 0 || summaries.Count > 0)
        {
            var sql = DigestStatement.Sql(settings.Value, input.ExecutionDate, overviewOf, summaries);
            rows = await queries.SelectAsync(sql, database, cancellationToken);
        }

        var services = DigestRows.Read(settings.Value, input.ServiceNames, summaries, rows);
        return new(input.RunId, input.ExecutionDate, input.Line, settings.Value.Currency, services)
        {
            Link = PageLink.ToDashboard(settings.Value),
        };
    }

    private async Task<List<ComparedSummary>> ComparedAsync(DigestInput input, CancellationToken cancellationToken)
    {
        var compared = new List<ComparedSummary>();
        foreach (var summary in SummarySet.Of(settings.Value).All.Where(summary => summary.Top is not null))
        {
            var nights = input.ServiceNames.SelectMany(service => NightsOf(service, input.ExecutionDate));
            var found = await history.FindAsync(summary.QueryType, [.. nights], cancellationToken);
            var services = found
                .GroupBy(night => night.Of.ServiceName)
                .Where(nights => AreAlike(summary, [.. nights]))
                .Select(nights => nights.Key)
                .ToList();
            if (services.Count > 0)
                compared.Add(new(summary, services));
        }

        return compared;
    }

    private static NightOfService[] NightsOf(string service, DateOnly date) =>
        [new(service, date), new(service, date.AddDays(-DigestStatement.DaysBefore))];

    /// <summary>Figures of another definition, or of another number of days, say nothing about each other.</summary>
    private static bool AreAlike(Summary summary, IReadOnlyList<HistoryNight> nights)
    {
        var built = nights.Select(night => TableParameters.BuiltBy(night.Parameters)).ToList();
        return nights.Count == 2 && built[0] == built[1] && built[0]?.Definition == summary.Definition;
    }
}
