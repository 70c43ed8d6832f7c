using System.Text.Json.Serialization;
using CommerceAnalytics.Failures;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Contracts;

/// <summary>
/// What an activity answers: its result, or why there is none, as data for the orchestrator to decide upon.
/// </summary>
/// <typeparam name="TSelf">The outcome itself.</typeparam>
public interface IOutcome<TSelf>
    where TSelf : Outcome, IOutcome<TSelf>
{
    /// <summary>Why there is no result; null when all went well.</summary>
    Failure? Failure { get; }

    /// <summary>An outcome without a result.</summary>
    /// <param name="failure">Why.</param>
    static abstract TSelf Failed(Failure failure);
}

/// <summary>What all outcomes have in common.</summary>
public abstract record Outcome
{
    /// <summary>
    /// Requests to AWS that the activity made; null where it made none. They travel with the answer, so that a replay
    /// counts them no second time.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ApiCalls? Calls { get; init; }
}

/// <summary>An outcome without a result of its own.</summary>
/// <param name="Failure">What went wrong; null when all went well.</param>
public sealed record Done(Failure? Failure = null) : Outcome, IOutcome<Done>
{
    /// <inheritdoc/>
    public static Done Failed(Failure failure) => new(failure);
}
