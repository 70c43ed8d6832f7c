using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Timers;
using CommerceAnalytics.Naming;
using CommerceAnalytics.OneMachine.Settings;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.OneMachine.Pages.Server.Monitor.Nights;

/// <summary>Reads what the first screen of <c>/monitor</c> shows of the nights.</summary>
/// <param name="runs">Reads runs.</param>
/// <param name="catalog">Live tables.</param>
internal sealed class NightsReader(NightRuns runs, ITableCatalog catalog, LocalSettings settings, TimeProvider time)
{
    /// <summary>Nights that are shown: five weeks, so that a weekday is seen beside its like.</summary>
    public const int Shown = 35;

    private readonly ReportingZone _zone = settings.Commerce.Zone();
    private readonly string? _schedule = settings.Values.GetValueOrDefault(SettingsSchema.Schedule);

    /// <summary>Reads it. Throws what the task hub and AWS throw.</summary>
    public async Task<NightsView> ReadAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var today = _zone.DateOf(now);
        var live = LiveAsync(cancellation);
        var from = today.AddDays(1 - Shown);
        var known = await runs.ReadAsync(from, today, cancellation);
        var due = AskedFor(known, NightlySchedule.Last(_schedule, _zone, now));
        var date = Newest(known, due, today);
        var first = date.AddDays(1 - Shown);
        // The newest night may lie some days back: the grid begins as many days before what was read.
        if (first < from)
            known = [.. known, .. await runs.ReadAsync(first, from.AddDays(-1), cancellation)];
        var nights = Enumerable.Range(0, Shown).Select(first.AddDays).ToList();
        var tables = Tables().ToList();
        var grid = NightGrid.Of(known, tables, nights, date);
        var cells = grid.Rows.Where(row => tables.Contains(row.Table)).Select(row => row[Shown - 1]).ToList();
        var limits = new TonightLimits(
            due?.Date == date ? due.StartBy : null,
            TimeSpan.FromMinutes(settings.Commerce.RunDeadlineMinutes)
        );
        var tonight = Tonight.Of(date, known, cells, limits, now);
        return NightsView.Of(
            now,
            tonight,
            NightlySchedule.Next(_schedule, _zone, now),
            grid,
            Live(tables, await live, date)
        );
    }

    /// <summary>
    /// A night that was due before any that the schedule has started here is none that this host has to answer for.
    /// </summary>
    private static Night? AskedFor(IEnumerable<NightRun> known, Night? last) =>
        known.Any(run => run.IsScheduled && run.Date <= last?.Date) ? last : null;

    private static DateOnly Newest(IEnumerable<NightRun> known, Night? due, DateOnly today)
    {
        var dates = known.Where(run => run.IsOfTheNight).Select(run => run.Date);
        return dates.Concat(due is null ? [] : [due.Date]).DefaultIfEmpty(today).Max();
    }

    private IEnumerable<TableName> Tables() =>
        from service in settings.Commerce.RunServices()
        from queryType in SummarySet.Of(settings.Commerce).Names
        select new TableName(service, queryType);

    private async Task<Dictionary<string, DateOnly?>> LiveAsync(CancellationToken cancellation)
    {
        var tables = await catalog.ListAsync(settings.Commerce.Database, SummaryNames.LiveTables, cancellation);
        return tables.ToDictionary(table => table.Name, table => TableParameters.CalculationDate(table));
    }

    private static List<LiveNight> Live(List<TableName> tables, Dictionary<string, DateOnly?> live, DateOnly date) =>
        tables.ConvertAll(table =>
        {
            var name = SummaryNames.Table(table.ServiceName, table.QueryType);
            var shown = live.GetValueOrDefault(name);
            return new LiveNight(table.ServiceName, table.QueryType, name, shown) { IsCurrent = shown >= date };
        });
}
