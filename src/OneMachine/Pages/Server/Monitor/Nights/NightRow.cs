using CommerceAnalytics.Audit;
using CommerceAnalytics.Functions.Contracts;

namespace CommerceAnalytics.OneMachine.Pages.Server.Monitor.Nights;

/// <summary>One table over the nights.</summary>
/// <param name="nights">How many nights there are.</param>
internal sealed class NightRow(TableName table, int nights)
{
    private readonly char[] _cells = [.. Enumerable.Repeat(NightCell.None, nights)];
    private readonly string?[] _runs = new string?[nights];
    private readonly Finding?[] _findings = new Finding?[nights];

    /// <summary>The table.</summary>
    public TableName Table => table;

    /// <summary>One letter a night, oldest first: see <see cref="NightCell"/>.</summary>
    public string Cells => new(_cells);

    /// <summary>The run that each cell tells of; null where no run does.</summary>
    public IReadOnlyList<string?> Runs => _runs;

    /// <summary>What the table is in a night; nothing outside of the nights.</summary>
    public char this[int night] => IsWithin(night) ? _cells[night] : NightCell.None;

    /// <summary>What holds the table in a night; null where nothing does.</summary>
    public Finding? FindingOf(int night) => _findings[night];

    /// <summary>
    /// Tells what a run made of the table in a night. What is published stays so when a later run of the same night
    /// fails: readers see what they saw.
    /// </summary>
    public void Put(int night, char cell, string runId, Finding? finding)
    {
        if (!IsWithin(night) || cell == NightCell.None)
            return;
        if (_cells[night] == NightCell.Published && cell != NightCell.Published)
            return;
        (_cells[night], _runs[night], _findings[night]) = (cell, runId, finding);
    }

    /// <summary>Takes back the newest night that is published in a span.</summary>
    public void TakeBack(int after, int until, string runId)
    {
        var last = Math.Min(until, nights - 1);
        for (var night = last; night > after && night >= 0; night--)
        {
            if (_cells[night] != NightCell.Published)
                continue;
            (_cells[night], _runs[night]) = (NightCell.RolledBack, runId);
            return;
        }
    }

    /// <summary>Nights without a run are missing from the table's first one on, and the night that is due in any case.</summary>
    public void TellMissing(int due)
    {
        if (!IsWithin(due))
            return;
        var first = Array.FindIndex(_cells, cell => cell != NightCell.None);
        for (var night = first < 0 ? due : first; night <= due; night++)
        {
            if (_cells[night] == NightCell.None)
                _cells[night] = NightCell.Missing;
        }

        if (_cells[due] == NightCell.None)
            _cells[due] = NightCell.Missing;
    }

    /// <summary>
    /// The nights in a row that the table is held up to its newest one; null where the newest night that came to an end
    /// is not held.
    /// </summary>
    public (int First, int Last)? Held()
    {
        var last = Array.FindLastIndex(_cells, cell => !IsOpen(cell));
        if (last < 0 || _cells[last] != NightCell.Held)
            return null;
        var first = last;
        while (this[first - 1] == NightCell.Held)
            first--;
        return (first, last);
    }

    private static bool IsOpen(char cell) => cell is NightCell.None or NightCell.Missing or NightCell.GoesOn;

    private bool IsWithin(int night) => night >= 0 && night < nights;
}
