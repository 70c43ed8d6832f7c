using System.Text.Json.Serialization;
using CommerceAnalytics.Backfills;

namespace CommerceAnalytics.Functions.Backfill;

/// <summary>Input of a backfill; it hands it to itself, with how far it has come, after each night.</summary>
/// <param name="Request">Which nights of what.</param>
/// <param name="Estimate">What it was told to cost.</param>
/// <param name="Nonce">Which start made it: tells two starts of one id apart.</param>
public sealed record BackfillInput(BackfillRequest Request, BackfillEstimate Estimate, string Nonce)
{
    /// <summary>How far it has come; null at its beginning.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BackfillState? State { get; init; }
}

/// <summary>How far a backfill has come.</summary>
/// <param name="StartedAt">When it began, UTC.</param>
/// <param name="Next">The next night to look at; those after it are over.</param>
public sealed record BackfillState(DateTime StartedAt, DateOnly Next)
{
    /// <summary>The night that is under way; null between two nights.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NightUnderWay? Current { get; init; }

    /// <summary>Whether it is to end after the night that is under way.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>Nights that history has, whole, by what the backfill did.</summary>
    public int Done { get; init; }

    /// <summary>Nights of which the audit held a table.</summary>
    public IReadOnlyList<BadNight> Held { get; init; } = [];

    /// <summary>Nights of which a table failed.</summary>
    public IReadOnlyList<BadNight> Failed { get; init; } = [];

    /// <summary>Nights in a row of which nothing could be built.</summary>
    public int FailedInARow { get; init; }

    /// <summary>Tables that were entered.</summary>
    public int Tables { get; init; }

    /// <summary>Bytes that the queries scanned.</summary>
    public long DataScannedBytes { get; init; }

    /// <summary>What that costs by Athena's list price, in US dollars.</summary>
    public decimal CostUsd { get; init; }
}

/// <summary>A night under way.</summary>
/// <param name="RunId">Its run, or another one of that date, which is waited for.</param>
/// <param name="IsOwn">Whether the run is the backfill's.</param>
/// <param name="Since">When it was started, UTC.</param>
public sealed record NightUnderWay(DateOnly Night, string RunId, bool IsOwn, DateTime Since);

/// <summary>A night that history does not have whole.</summary>
/// <param name="RunId">The run that built it: its report says what is wrong.</param>
/// <param name="Tables">Tables that were left out.</param>
/// <param name="Why">Why, in one line.</param>
public sealed record BadNight(
    [property: JsonPropertyName("night")] DateOnly Night,
    [property: JsonPropertyName("run_id")] string RunId,
    [property: JsonPropertyName("tables")] IReadOnlyList<string> Tables,
    [property: JsonPropertyName("why")] string Why
);
