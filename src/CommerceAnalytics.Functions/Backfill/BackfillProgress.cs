using System.Text.Json.Serialization;
using CommerceAnalytics.Backfills;

namespace CommerceAnalytics.Functions.Backfill;

/// <summary>
/// A backfill as one thing: its custom status, and what is answered about it. Kept under the 16 KB that Azure allows.
/// </summary>
public sealed record BackfillProgress
{
    /// <summary>Instance id.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary><c>running</c>, <c>succeeded</c>, <c>failed</c> or <c>cancelled</c>.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>What is done and what goes on, in one line.</summary>
    [JsonPropertyName("line")]
    public required string Line { get; init; }

    /// <summary>First night.</summary>
    [JsonPropertyName("from")]
    public DateOnly From { get; init; }

    /// <summary>Last night; the one that it begins with.</summary>
    [JsonPropertyName("to")]
    public DateOnly To { get; init; }

    /// <summary>Services, the first of them where there are many.</summary>
    [JsonPropertyName("service_names")]
    public IReadOnlyList<string> ServiceNames { get; init; } = [];

    /// <summary>Query types.</summary>
    [JsonPropertyName("query_types")]
    public IReadOnlyList<string> QueryTypes { get; init; } = [];

    /// <summary>Whether nights that history has are built anew.</summary>
    [JsonPropertyName("force")]
    public bool Force { get; init; }

    /// <summary>UTC; null while it has not begun.</summary>
    [JsonPropertyName("started_at")]
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>UTC; null while it goes on.</summary>
    [JsonPropertyName("finished_at")]
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Where its nights stand.</summary>
    [JsonPropertyName("nights")]
    public required NightCounts Nights { get; init; }

    /// <summary>The night under way; null between two nights.</summary>
    [JsonPropertyName("night")]
    public DateOnly? Night { get; init; }

    /// <summary>Its run.</summary>
    [JsonPropertyName("run_id")]
    public string? RunId { get; init; }

    /// <summary>Tables that were entered into history.</summary>
    [JsonPropertyName("tables")]
    public int Tables { get; init; }

    /// <summary>Bytes that Athena scanned so far.</summary>
    [JsonPropertyName("data_scanned_bytes")]
    public long DataScannedBytes { get; init; }

    /// <summary>What they cost so far, in US dollars.</summary>
    [JsonPropertyName("cost_usd")]
    public decimal CostUsd { get; init; }

    /// <summary>What it was told to cost before it started.</summary>
    [JsonPropertyName("estimate")]
    public required BackfillEstimate Estimate { get; init; }

    /// <summary>Nights of which the audit held a table; the first of them.</summary>
    [JsonPropertyName("held")]
    public IReadOnlyList<BadNight> Held { get; init; } = [];

    /// <summary>Nights of which a table failed; the first of them.</summary>
    [JsonPropertyName("failed")]
    public IReadOnlyList<BadNight> Failed { get; init; } = [];
}

/// <summary>Where the nights of a backfill stand.</summary>
/// <param name="All">Nights that history lacked something of when it began.</param>
/// <param name="Done">Nights that history has by now.</param>
/// <param name="Held">Nights of which the audit held a table.</param>
/// <param name="Failed">Nights of which a table failed.</param>
/// <param name="Left">Nights that are not done yet.</param>
public sealed record NightCounts(
    [property: JsonPropertyName("all")] int All,
    [property: JsonPropertyName("done")] int Done,
    [property: JsonPropertyName("held")] int Held,
    [property: JsonPropertyName("failed")] int Failed,
    [property: JsonPropertyName("left")] int Left
);
