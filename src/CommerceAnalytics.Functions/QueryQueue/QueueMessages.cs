using CommerceAnalytics.LogChecks;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.QueryQueue;

/// <summary>An orchestrator asks the queue to run a statement.</summary>
/// <param name="Statement">Which.</param>
/// <param name="Attempt">1, or 2 when Athena called the first one's failure retryable.</param>
/// <param name="ReplyTo">Instance that the <see cref="QueryResult"/> is sent to.</param>
/// <param name="LastDurationMs">How long it took last time, in milliseconds; null when not known.</param>
public sealed record QueryRequest(Statement Statement, int Attempt, string ReplyTo, long? LastDurationMs = null);

/// <summary>How a query ended: sent to the orchestrator that asked for it.</summary>
/// <param name="End">Its end.</param>
/// <param name="QueryExecutionId">Athena's id; null where it was never submitted.</param>
/// <param name="SubmittedAt">When it was submitted, UTC; null where it never was.</param>
/// <param name="QueueMs">Time in Athena's queue, in milliseconds.</param>
/// <param name="EngineMs">Time in Athena's engine, in milliseconds.</param>
/// <param name="DataScannedBytes">Bytes scanned.</param>
/// <param name="Failure">Why it failed; null otherwise.</param>
/// <param name="NotStopped">
/// Why Athena could not be told to stop it, so that it may go on and be billed; null otherwise.
/// </param>
/// <param name="CallCounts">
/// What the queue spent since it last answered, for whichever query; null until it answers.
/// </param>
public sealed record QueryResult(
    QueryEnd End,
    string? QueryExecutionId = null,
    DateTime? SubmittedAt = null,
    long QueueMs = 0,
    long EngineMs = 0,
    long DataScannedBytes = 0,
    Failure? Failure = null,
    Failure? NotStopped = null,
    CallCounts? CallCounts = null
)
{
    /// <summary>Which attempt has ended: 1 or 2.</summary>
    public int Attempt { get; init; }

    /// <summary>
    /// Days of the log whose lines it could not all read, as far as the engine tells; null where it tells of none.
    /// </summary>
    public IReadOnlyList<SkippedDay>? Skipped { get; init; }

    /// <summary>
    /// Why what it wrote must not be used although it succeeded: a day of the log without one line that can be read.
    /// </summary>
    internal Failure? Unreadable() => SkippedLinesCheck.Unreadable(Skipped ?? []);

    /// <summary>What the report says of lines that were skipped, and of a query that goes on.</summary>
    internal IEnumerable<ReportNotice> Warnings() =>
        NotStopped is not { } failure
            ? SkippedLinesCheck.Warnings(Skipped ?? [])
            :
            [
                new(
                    "QueryNotStopped",
                    $"Query {QueryExecutionId} could not be stopped, and may go on and be billed: {failure.Code}: {failure.Message}",
                    $"{failure.Advice} Stop it in Athena by hand; the next run tries again."
                ),
            ];
}

/// <summary>Ends of a query, as the one who asked for it sees them.</summary>
public enum QueryEnd
{
    /// <summary>Its rows, or what it writes, are there.</summary>
    Succeeded = 0,

    /// <summary>It failed, could not be submitted, was stopped by others, or took too long.</summary>
    Failed = 1,

    /// <summary>The run was cancelled.</summary>
    Cancelled = 2,
}

/// <summary>Events of the queue.</summary>
internal static class QueueEvents
{
    /// <summary>To the queue, with a <see cref="QueryRequest"/>.</summary>
    public const string Submit = "Submit";

    /// <summary>To the queue: stop everything, take nothing more.</summary>
    public const string Cancel = "Cancel";

    /// <summary>To the queue: nothing more will come.</summary>
    public const string Close = "Close";

    /// <summary>From the queue to the run: it is there, and events reach it.</summary>
    public const string Ready = "QueueReady";

    /// <summary>From the queue to the one who asked, with a <see cref="QueryResult"/>.</summary>
    public const string Ended = "QueryEnded";
}
