using System.Text.Json.Serialization;

namespace CommerceAnalytics.Backfills;

/// <summary>What a backfill will cost, before it starts: told from the sizes of what its queries read.</summary>
/// <remarks>
/// Queries that read fewer columns of Parquet than there are scan less. Retries, and the little that the audit reads of
/// what was built, are not in it.
/// </remarks>
/// <param name="Nights">Nights that history lacks something of.</param>
/// <param name="Tables">Tables to build.</param>
/// <param name="Entered">Tables that are entered as they stand, without a query.</param>
/// <param name="Queries">Queries to send.</param>
/// <param name="DataScannedBytes">Bytes that they scan.</param>
/// <param name="CostUsd">What Athena's list price makes of it, in US dollars.</param>
public sealed record BackfillEstimate(
    [property: JsonPropertyName("nights")] int Nights,
    [property: JsonPropertyName("tables")] int Tables,
    [property: JsonPropertyName("entered")] int Entered,
    [property: JsonPropertyName("queries")] int Queries,
    [property: JsonPropertyName("data_scanned_bytes")] long DataScannedBytes,
    [property: JsonPropertyName("cost_usd")] decimal CostUsd
)
{
    /// <summary>
    /// How many nights of the range are left out whatever history has, and why: a sentence for each reason.
    /// </summary>
    [JsonPropertyName("left_out")]
    public IReadOnlyList<string> LeftOut { get; init; } = [];
}
