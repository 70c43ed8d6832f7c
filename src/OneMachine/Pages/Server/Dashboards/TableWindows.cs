using System.Text.Json.Serialization;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.OneMachine.Pages.Server.Dashboards;

/// <summary>
/// Reads which days the live tables of a service cover: by the night that each shows, as the catalog has it. No query
/// runs.
/// </summary>
/// <param name="catalog">Live tables.</param>
/// <param name="settings">Services, summaries and the reporting zone.</param>
internal sealed class TableWindows(ITableCatalog catalog, CommerceSettings settings)
{
    private readonly ReportingZone _zone = settings.Zone();

    /// <summary>The windows of the tables that are there. Throws what the catalog throws.</summary>
    /// <param name="service">A service as its tables spell it, <c>theshop_brand</c>; any other text has no tables.</param>
    public async Task<IReadOnlyList<TableWindow>> ReadAsync(string service, CancellationToken cancellation)
    {
        var live = await catalog.ListAsync(settings.Database, SummaryNames.LiveTables, cancellation);
        var nights = live.ToDictionary(table => table.Name, TableParameters.CalculationDate);
        return
        [
            .. SummarySet
                .Of(settings)
                .All.Select(summary =>
                    Of(summary, nights.GetValueOrDefault($"{service}_commerce_{summary.QueryType}_summary"))
                )
                .OfType<TableWindow>(),
        ];
    }

    /// <summary>Null where the night is not known, or lies before the first day whose events are sound.</summary>
    private TableWindow? Of(Summary summary, DateOnly? night)
    {
        if (night is not { } date || date <= settings.MinDataDate)
            return null;
        var window = SummaryWindow.Before(date, summary.WindowDays, _zone, settings.MinDataDate);
        return new(summary.QueryType, summary.WindowDays, window.Start, window.End);
    }
}

/// <summary>The days that a live table covers.</summary>
/// <param name="Days">Days of a window of that table, where none is cut.</param>
/// <param name="FirstDay">First day.</param>
/// <param name="LastDay">Last day.</param>
internal sealed record TableWindow(
    [property: JsonPropertyName("query_type")] string QueryType,
    [property: JsonPropertyName("days")] int Days,
    [property: JsonPropertyName("first_day")] DateOnly FirstDay,
    [property: JsonPropertyName("last_day")] DateOnly LastDay
);
