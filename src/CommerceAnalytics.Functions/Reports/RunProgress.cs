using System.Text.Json.Serialization;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Reports;

/// <summary>
/// A run's custom status: one line for people, and what a live display needs. Kept under the 16 KB that Azure allows.
/// </summary>
public sealed record RunProgress
{
    /// <summary>Waits until the runs that were started before it have ended.</summary>
    public const string Waiting = "waiting";

    /// <summary>Looks up what there is in the catalog.</summary>
    public const string Preparing = "preparing";

    /// <summary>Refreshes tables.</summary>
    public const string Running = "running";

    /// <summary>Has ended.</summary>
    public const string Ended = "ended";

    /// <summary>What is done and what is running, in one line.</summary>
    [JsonPropertyName("line")]
    public required string Line { get; init; }

    /// <summary><see cref="Waiting"/>, <see cref="Preparing"/>, <see cref="Running"/> or <see cref="Ended"/>.</summary>
    [JsonPropertyName("phase")]
    public required string Phase { get; init; }

    /// <summary>Tables of the run.</summary>
    [JsonPropertyName("tables")]
    public int Tables { get; init; }

    /// <summary>Tables published so far.</summary>
    [JsonPropertyName("published")]
    public int Published { get; init; }

    /// <summary>Tables failed so far.</summary>
    [JsonPropertyName("failed")]
    public int Failed { get; init; }

    /// <summary>Bytes that Athena scanned so far.</summary>
    [JsonPropertyName("data_scanned_bytes")]
    public long? DataScannedBytes { get; init; }

    /// <summary>What those bytes cost, in US dollars, as in the report.</summary>
    [JsonPropertyName("estimated_cost_usd")]
    public decimal? EstimatedCostUsd { get; init; }

    /// <summary>The services, at most ten: where a run has more, those that go on.</summary>
    [JsonPropertyName("services")]
    public IReadOnlyList<ServiceView> Services { get; init; } = [];

    /// <summary>
    /// The report of an ended run that could not be written to S3, if it is small enough: so that it is not lost.
    /// </summary>
    [JsonPropertyName("report")]
    public RunReport? Report { get; init; }
}

/// <summary>One service in a run's custom status.</summary>
/// <param name="Batch">The batch that goes on; 0 before the first.</param>
/// <param name="Tables">Its tables.</param>
public sealed record ServiceView(
    [property: JsonPropertyName("service_name")] string ServiceName,
    [property: JsonPropertyName("batch")] int Batch,
    [property: JsonPropertyName("tables")] IReadOnlyList<TableView> Tables
);

/// <summary>One table in a run's custom status.</summary>
/// <param name="Status"><c>waiting</c>, <c>running</c> (its query), <c>checking</c>, or as in the report.</param>
/// <param name="Rows">Rows, once known.</param>
/// <param name="EngineMs">Time in Athena's engine in milliseconds, once known.</param>
public sealed record TableView(
    [property: JsonPropertyName("query_type")] string QueryType,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("rows")] long? Rows = null,
    [property: JsonPropertyName("engine_ms")] long? EngineMs = null
);
