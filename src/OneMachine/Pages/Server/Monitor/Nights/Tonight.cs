using CommerceAnalytics.Reports;

namespace CommerceAnalytics.OneMachine.Pages.Server.Monitor.Nights;

/// <summary>How the newest night is.</summary>
internal enum NightState
{
    /// <summary>No night was due here yet, and nothing has run.</summary>
    None = 0,

    /// <summary>Its time has come, and it is about to begin.</summary>
    Waiting = 1,

    /// <summary>A run goes on.</summary>
    Running = 2,

    /// <summary>It did not begin in time, or goes on for longer than it may.</summary>
    Late = 3,

    /// <summary>All tables are published.</summary>
    Ok = 4,

    /// <summary>A table failed, was cancelled or taken back; or the overview failed.</summary>
    Failed = 5,

    /// <summary>What ran went well, and did not bring all tables.</summary>
    Incomplete = 6,

    /// <summary>All that is not published the audit holds: nothing broke, and somebody has to decide.</summary>
    Held = 7,
}

/// <summary>The newest night: how it is, and which run tells of it.</summary>
/// <param name="Date">The night.</param>
/// <param name="State">How it is.</param>
/// <param name="Run">The run that tells most of it: the one that goes on, or the last one; null where there is none.</param>
internal sealed record Tonight(DateOnly Date, NightState State, NightRun? Run)
{
    /// <summary>Judges a night.</summary>
    /// <param name="date">The night.</param>
    /// <param name="runs">The runs of all nights.</param>
    /// <param name="cells">What each table of the settings is in this night.</param>
    /// <param name="limits">When it had to begin, and how long a run may go on.</param>
    /// <param name="now">The present, UTC.</param>
    public static Tonight Of(
        DateOnly date,
        IEnumerable<NightRun> runs,
        IReadOnlyCollection<char> cells,
        TonightLimits limits,
        DateTimeOffset now
    )
    {
        var own = runs.Where(run => run.IsOfTheNight && run.Date == date).OrderBy(run => run.StartedAt).ToList();
        var going = own.Find(run => run.Status == ReportStatus.Running);
        if (going is not null)
            return new(date, going.StartedAt + limits.Deadline < now ? NightState.Late : NightState.Running, going);
        return new(date, own.Count == 0 ? NotBegun(limits, now) : Ended(own[^1], cells), own.LastOrDefault());
    }

    private static NightState NotBegun(TonightLimits limits, DateTimeOffset now)
    {
        if (limits.StartBy is not { } startBy)
            return NightState.None;
        return startBy < now ? NightState.Late : NightState.Waiting;
    }

    private static NightState Ended(NightRun last, IReadOnlyCollection<char> cells) =>
        last.OverviewFailed ? NightState.Failed : OfTables(last.Status == ReportStatus.Succeeded, cells);

    private static NightState OfTables(bool hasSucceeded, IReadOnlyCollection<char> cells)
    {
        // A run of no table of the settings is judged by itself.
        if (cells.Count > 0 && cells.All(cell => cell == NightCell.Published))
            return NightState.Ok;
        if (cells.Count > 0 && cells.All(cell => cell is NightCell.Published or NightCell.Held))
            return NightState.Held;
        var isOpen = cells.All(cell => cell is NightCell.Published or NightCell.Missing or NightCell.None);
        return isOpen && hasSucceeded ? NightState.Incomplete : NightState.Failed;
    }
}

/// <summary>What a night is judged by.</summary>
/// <param name="StartBy">Until when it must have begun; null where no schedule asked for it.</param>
/// <param name="Deadline">How long a run may go on.</param>
internal sealed record TonightLimits(DateTimeOffset? StartBy, TimeSpan Deadline);
