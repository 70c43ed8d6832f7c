using System.Text.Json.Serialization;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Contracts;

/// <summary>
/// What an activity answers: its result, or why there is none, as data for the orchestrator to decide upon.
/// </summary>
/// <typeparam name="T">The result.</typeparam>
/// <param name="Result">The result; the type's default where there is a failure.</param>
/// <param name="Failure">Why there is no result; null when all went well.</param>
public sealed record Outcome<T>(T? Result, Failure? Failure = null)
{
    /// <summary>
    /// Requests to AWS that the activity made; null where it made none. They travel with the answer, so that a replay
    /// counts them no second time.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ApiCalls? Calls { get; init; }
}

/// <summary>The result of an activity that has nothing to tell but that it went well.</summary>
public sealed record Done;
