using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.OneMachine.Pages.Server.Monitor.Nights;

/// <summary>Nights by tables: what the runs of the last nights came to.</summary>
internal sealed class NightGrid
{
    private readonly Dictionary<TableName, NightRow> _rows = [];
    private readonly DateOnly _first;

    private NightGrid(IReadOnlyList<DateOnly> nights) => (Nights, _first) = (nights, nights[0]);

    /// <summary>The nights, oldest first.</summary>
    public IReadOnlyList<DateOnly> Nights { get; }

    /// <summary>The tables of the settings in their order, then those of other services.</summary>
    public IEnumerable<NightRow> Rows => _rows.Values;

    /// <summary>Puts runs into a grid.</summary>
    /// <param name="runs">The runs, in any order.</param>
    /// <param name="tables">The tables that each night has to bring.</param>
    /// <param name="nights">The nights, oldest first, without gaps; at least one.</param>
    /// <param name="due">The last night that has to be there; later ones are not missed yet.</param>
    public static NightGrid Of(
        IEnumerable<NightRun> runs,
        IEnumerable<TableName> tables,
        IReadOnlyList<DateOnly> nights,
        DateOnly due
    )
    {
        var grid = new NightGrid(nights);
        var configured = tables.ToList();
        foreach (var table in configured)
            grid._rows[table] = new(table, nights.Count);
        // What came later counts: a rerun after the run that failed, a rollback after what it takes back.
        foreach (var run in runs.OrderBy(run => run.StartedAt).ThenBy(run => run.RunId.Length))
            grid.Add(run);
        foreach (var table in configured)
            grid._rows[table].TellMissing(grid.IndexOf(due));
        return grid;
    }

    /// <summary>Where a night stands among the nights; may lie outside of them.</summary>
    public int IndexOf(DateOnly night) => night.DayNumber - _first.DayNumber;

    private void Add(NightRun run)
    {
        foreach (var table in run.Tables)
        {
            var name = new TableName(table.ServiceName, table.QueryType);
            if (!_rows.TryGetValue(name, out var row))
                _rows[name] = row = new(name, Nights.Count);
            if (run.Kind == RunKind.Rollback)
                TakeBack(row, run, table);
            else
                row.Put(IndexOf(run.Date), Cell(run, table.Status), run.RunId, table.Finding);
        }
    }

    /// <summary>A rollback takes back the newest night that was published after the one that readers see since.</summary>
    private void TakeBack(NightRow row, NightRun run, NightTable table)
    {
        if (table is { Status: TableStatus.Published, ShownNight: { } shown })
            row.TakeBack(after: IndexOf(shown), until: IndexOf(run.Date), run.RunId);
    }

    private static char Cell(NightRun run, TableStatus status) =>
        status switch
        {
            TableStatus.Published => NightCell.Published,
            TableStatus.Held => NightCell.Held,
            TableStatus.Failed => NightCell.Failed,
            TableStatus.Cancelled => NightCell.Cancelled,
            _ => run.Status == ReportStatus.Running ? NightCell.GoesOn : NightCell.None,
        };
}
