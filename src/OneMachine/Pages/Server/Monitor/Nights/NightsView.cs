using System.Text.Json.Serialization;
using CommerceAnalytics.Functions.Timers;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.OneMachine.Pages.Server.Monitor.Nights;

/// <summary>What the first screen of <c>/monitor</c> shows of the nights, as JSON in snake_case.</summary>
/// <param name="AsOf">When it was read, UTC.</param>
/// <param name="Night">The newest night.</param>
/// <param name="NextDue">When the schedule is due next, UTC; null where it has no times of its own.</param>
/// <param name="NextNight">The night that is built then.</param>
/// <param name="Tables">How many tables the settings ask for, and how many readers see as of the newest night.</param>
/// <param name="Held">Tables that the audit holds.</param>
/// <param name="Nights">The nights of the grid, oldest first.</param>
/// <param name="Runs">Ids of the runs that cells tell of.</param>
/// <param name="Services">The grid, by service.</param>
internal sealed record NightsView(
    DateTimeOffset AsOf,
    NightView Night,
    DateTimeOffset? NextDue,
    DateOnly? NextNight,
    CurrentTables Tables,
    IReadOnlyList<HeldTable> Held,
    IReadOnlyList<DateOnly> Nights,
    IReadOnlyList<string> Runs,
    IReadOnlyList<ServiceNights> Services
)
{
    public static NightsView Of(
        DateTimeOffset now,
        Tonight tonight,
        Night? next,
        NightGrid grid,
        IReadOnlyList<LiveNight> live
    )
    {
        var rows = grid.Rows.ToList();
        List<string> runs = [.. rows.SelectMany(row => row.Runs).OfType<string>().Distinct()];
        var places = runs.Index().ToDictionary(run => run.Item, run => run.Index);
        var shown = live.ToDictionary(table => table.Table, table => table.Night);
        return new(
            now,
            NightView.Of(tonight),
            next?.Occurrence,
            next?.Date,
            CurrentTables.Of(live),
            [.. rows.Select(row => HeldTable.Of(row, grid.Nights, shown)).OfType<HeldTable>()],
            grid.Nights,
            runs,
            [
                .. from row in rows
                group row by row.Table.ServiceName into service
                select new ServiceNights(service.Key, [.. service.Select(row => TableNights.Of(row, places))]),
            ]
        );
    }
}

/// <summary>The newest night.</summary>
/// <param name="Date">Which.</param>
/// <param name="State">How it is.</param>
/// <param name="RunId">The run that tells most of it; null where there is none.</param>
/// <param name="RunStatus">That run's status.</param>
/// <param name="StartedAt">When that run was started, UTC.</param>
/// <param name="Line">What that run says of itself.</param>
/// <param name="Overview">Why the overview failed, and what to do about it; null where it did not.</param>
internal sealed record NightView(
    DateOnly Date,
    NightState State,
    string? RunId,
    ReportStatus? RunStatus,
    DateTimeOffset? StartedAt,
    string? Line,
    ReportNotice? Overview
)
{
    public static NightView Of(Tonight tonight) =>
        new(
            tonight.Date,
            tonight.State,
            tonight.Run?.RunId,
            tonight.Run?.Status,
            tonight.Run?.StartedAt,
            tonight.Run?.Line,
            tonight.Run?.OverviewError
        );
}

/// <summary>Which night readers see of a table.</summary>
/// <param name="Table">Live table.</param>
/// <param name="Night">The night; null where there is no table of the pipeline.</param>
internal sealed record LiveNight(string ServiceName, string QueryType, string Table, DateOnly? Night)
{
    /// <summary>Whether it is the newest night, or a later one.</summary>
    [JsonIgnore]
    public bool IsCurrent { get; init; }
}

/// <summary>The tables of the settings.</summary>
/// <param name="All">How many.</param>
/// <param name="Current">Of how many readers see the newest night.</param>
/// <param name="Behind">The others, those furthest behind first; the first few.</param>
internal sealed record CurrentTables(int All, int Current, IReadOnlyList<LiveNight> Behind)
{
    private const int MostNamed = 50;

    public static CurrentTables Of(IReadOnlyList<LiveNight> live)
    {
        var behind = live.Where(table => !table.IsCurrent).OrderBy(table => table.Night).Take(MostNamed);
        return new(live.Count, live.Count(table => table.IsCurrent), [.. behind]);
    }
}

/// <summary>The tables of one service over the nights.</summary>
/// <param name="Tables">Its tables.</param>
internal sealed record ServiceNights(string ServiceName, IReadOnlyList<TableNights> Tables);

/// <summary>One table over the nights.</summary>
/// <param name="Cells">One letter a night, oldest first: see <see cref="NightCell"/>.</param>
/// <param name="Runs">For each night the place of its run among the runs; -1 where no run tells of it.</param>
internal sealed record TableNights(string QueryType, string Cells, IReadOnlyList<int> Runs)
{
    public static TableNights Of(NightRow row, Dictionary<string, int> places) =>
        new(row.Table.QueryType, row.Cells, [.. row.Runs.Select(run => run is null ? -1 : places[run])]);
}
