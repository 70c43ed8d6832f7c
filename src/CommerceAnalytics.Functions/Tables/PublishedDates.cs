using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Tables;

/// <summary>Looks up which date each live table shows.</summary>
public sealed class PublishedDates(
    ITableCatalog catalog,
    IOptions<CommerceSettings> settings,
    ILogger<PublishedDates> logger
)
{
    /// <summary>
    /// Why a start must not be: tables of it show a later date. Null where nothing stands against it.
    /// </summary>
    /// <param name="input">What is to be refreshed.</param>
    public async Task<Failure?> RefusalAsync(RunInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Request.Force || input.Kind != RunKind.Refresh)
            return null;
        try
        {
            var wanted = input
                .Tables()
                .Select(table => SummaryNames.Table(table.ServiceName, table.QueryType))
                .ToHashSet();
            var live = await catalog.ListAsync(settings.Value.Database, SummaryNames.LiveTables, cancellationToken);
            return Refusal(input.Request.ExecutionDate, [.. live.Where(table => wanted.Contains(table.Name))]);
        }
        catch (FailureException e)
        {
            // The run itself never goes backwards, and says better what is wrong with the catalog.
            logger.PublishedDatesUnknown(e.Failure.Code, e.Failure.Message);
            return null;
        }
    }

    private static Failure? Refusal(DateOnly date, List<CatalogTable> live)
    {
        var later = live.Select(table => (table.Name, Date: TableParameters.CalculationDate(table)))
            .Where(table => table.Date > date)
            .ToList();
        return later.Count == 0
            ? null
            : LaterData(date, later[0].Name, later.Max(table => table.Date)!.Value, later.Count);
    }

    /// <summary>The refusal in words.</summary>
    internal static Failure LaterData(DateOnly date, string table, DateOnly published, int tables) =>
        new(
            "LaterDataPublished",
            $"Asked for {date:yyyy-MM-dd}, but {tables} live table(s) show a later date: {table} shows {published:yyyy-MM-dd}.",
            "Nothing is to be done if the later date is right; to go back to the earlier date all the same, say \"force\": true."
        );
}
