using System.Text.Json.Serialization;
using CommerceAnalytics.Audit;
using CommerceAnalytics.Functions.Contracts;

namespace CommerceAnalytics.Functions.Services;

/// <summary>Input of a service's part of a run.</summary>
/// <param name="Tables">Its tables to refresh.</param>
/// <param name="QueueId">The run's query queue.</param>
/// <param name="IsQuiet">
/// True tells the run of whole batches only: a run of many services would replay too many events otherwise.
/// </param>
/// <param name="HasOverview">Whether the run has built an overview to audit by.</param>
public sealed record ServiceInput(
    RunScope Run,
    string ServiceName,
    IReadOnlyList<TableToRefresh> Tables,
    string QueueId,
    bool IsQuiet,
    bool HasOverview
);

/// <summary>A table to refresh, with what is known of its last refresh.</summary>
/// <param name="Batch">1 to 9.</param>
/// <param name="LastDurationMs">How long its query took last time, in milliseconds; null when not known.</param>
/// <param name="IsFirst">Whether this pipeline never published the table before.</param>
public sealed record TableToRefresh(string QueryType, int Batch, long? LastDurationMs, bool IsFirst = false)
{
    /// <summary>Findings that somebody accepted when publishing the live table by hand; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AcceptedFinding>? Accepted { get; init; }
}
