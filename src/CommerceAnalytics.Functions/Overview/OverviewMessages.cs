using System.Text.Json.Serialization;
using CommerceAnalytics.Functions.Contracts;

namespace CommerceAnalytics.Functions.Overview;

/// <summary>Input of the overview's orchestration.</summary>
/// <param name="Services">Services to build it for.</param>
/// <param name="QueueId">The run's query queue.</param>
/// <param name="LastDurationMs">How long its query took last time, in milliseconds; null when not known.</param>
public sealed record OverviewInput(RunScope Run, IReadOnlyList<string> Services, string QueueId, long? LastDurationMs)
{
    /// <summary>Whether it goes to history alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsHistoryOnly { get; init; }
}

/// <summary>An overview that was built.</summary>
/// <param name="Services">Its services.</param>
/// <param name="Attempt">The attempt that built it.</param>
/// <param name="QueryExecutionId">The CTAS that wrote it.</param>
public sealed record BuiltOverview(RunScope Run, IReadOnlyList<string> Services, int Attempt, string QueryExecutionId)
{
    /// <summary>Whether it goes to history alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsHistoryOnly { get; init; }
}

/// <summary>An overview that was built and checked.</summary>
/// <param name="Built">What was built.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="WrittenAt">When its query was submitted, UTC.</param>
/// <param name="QueryMs">How long the query took, queue included, in milliseconds.</param>
public sealed record CheckedOverview(BuiltOverview Built, long Rows, DateTimeOffset WrittenAt, long QueryMs);

/// <summary>What came of its publication.</summary>
/// <param name="Later">Set where the live overview shows a later date and was left as it is.</param>
/// <param name="NotPruned">What is superfluous and may not be removed; null when all went.</param>
public sealed record OverviewPublished(Failure? Later = null, Failure? NotPruned = null);
