using CommerceAnalytics.Functions.Contracts;

namespace CommerceAnalytics.Functions.Tables;

/// <summary>Input of the refresh of one table.</summary>
/// <param name="QueueId">The run's query queue.</param>
/// <param name="ServiceId">The service orchestration that waits at the barrier.</param>
/// <param name="LastDurationMs">
/// How long this table's query took last time, in milliseconds; null when not known.
/// </param>
public sealed record RefreshInput(
    RunScope Run,
    string ServiceName,
    string QueryType,
    string QueueId,
    string ServiceId,
    long? LastDurationMs
);

/// <summary>Events of a refresh.</summary>
internal static class RefreshEvents
{
    /// <summary>
    /// To the service, with the query type: the refresh's last query has ended; checking and publishing follow.
    /// </summary>
    public const string QueryOver = "QueryOver";

    /// <summary>To the service, with a <see cref="WaitingTable"/>: the table waits for its verdict.</summary>
    public const string Built = "TableBuilt";

    /// <summary>From the service, with a <see cref="Tables.Verdict"/>.</summary>
    public const string Verdict = "Verdict";
}
