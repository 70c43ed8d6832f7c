using System.Text.Json.Serialization;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Runs;

namespace CommerceAnalytics.Functions.Contracts;

/// <summary>Input of a run.</summary>
/// <param name="Request">What to refresh, for which date.</param>
/// <param name="Only">For a rerun of just the tables that failed: those; null for all that the request names.</param>
/// <param name="RerunOf">For such a rerun: the run whose tables failed.</param>
/// <param name="Kind">Whether the tables are refreshed, rolled back, or published by hand.</param>
/// <param name="DeadlineMinutes">Minutes after its start from which the run is late; null: never.</param>
/// <param name="Nonce">
/// Which start made the run: tells two starts of one id apart. Null until the start gives it one.
/// </param>
/// <param name="Scheduled">Whether the schedule started it, not a person.</param>
/// <param name="IsNight">
/// Whether it brings, or as a rerun completes, all tables of the configured services for the newest night.
/// </param>
public sealed record RunInput(
    RunRequest Request,
    IReadOnlyList<TableName>? Only = null,
    string? RerunOf = null,
    RunKind Kind = RunKind.Refresh,
    int? DeadlineMinutes = null,
    string? Nonce = null,
    bool Scheduled = false,
    bool IsNight = false
)
{
    /// <summary>How far a run that waits its turn has come when it starts anew; null before that.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TurnState? Turn { get; init; }

    /// <summary>The backfill that the run is a night of; null for any other run.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? BackfillId { get; init; }

    /// <summary>Of a night of a backfill: whether it builds the overview's too. Other runs decide that by themselves.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool FillsInOverview { get; init; }

    /// <summary>A run that builds a past night for history alone.</summary>
    /// <param name="request">Which night; forced, it builds tables that history has, too.</param>
    /// <param name="tables">What of it, the overview among them or not.</param>
    /// <param name="backfillId">The backfill that it is a part of.</param>
    public static RunInput Backfill(RunRequest request, IReadOnlyList<TableName> tables, string backfillId)
    {
        ArgumentNullException.ThrowIfNull(tables);
        return new(request, [.. tables.Where(table => table != TableName.Overview)], Kind: RunKind.Backfill)
        {
            BackfillId = backfillId,
            FillsInOverview = tables.Contains(TableName.Overview),
        };
    }

    /// <summary>Of a publication by hand: what it publishes; null of any other run.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HeldRun? Held { get; init; }

    /// <summary>A run that points tables back to the version before.</summary>
    /// <param name="request">Which; the date is that on which it is asked for.</param>
    public static RunInput Rollback(RunRequest request) => new(request, Kind: RunKind.Rollback);

    /// <summary>All tables that the run refreshes, by service in the order of the request.</summary>
    public IEnumerable<TableName> Tables() =>
        Only
        ?? (
            from service in Request.ServiceNames
            from queryType in Request.QueryTypes
            select new TableName(service, queryType)
        );

    /// <summary>The same tables as the check of places takes them.</summary>
    internal IEnumerable<(string ServiceName, string QueryType)> Places() =>
        Tables().Select(table => (table.ServiceName, table.QueryType));
}

/// <summary>What a waiting run hands to itself when it starts anew, so that its history does not grow.</summary>
/// <param name="Asked">
/// When it began to wait, UTC: its place among the runs. When an instance shows as created changes with each new
/// beginning.
/// </param>
/// <param name="RunKey">The run's key, the same all the while.</param>
/// <param name="Doing">What it waits for.</param>
/// <param name="CallCounts">What it has spent.</param>
/// <param name="Late">What its report says of its being late; null while it is not.</param>
public sealed record TurnState(
    DateTime Asked,
    string RunKey,
    string Doing,
    CallCounts CallCounts,
    ReportNotice? Late = null
);

/// <summary>A summary table, or the overview.</summary>
/// <param name="ServiceName">Service; empty for the overview, which is of all.</param>
public sealed record TableName(string ServiceName, string QueryType)
{
    /// <summary>The overview.</summary>
    public static TableName Overview { get; } = new("", SummaryNames.OverviewType);
}
