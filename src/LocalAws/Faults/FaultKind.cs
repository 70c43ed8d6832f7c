using System.Text.Json.Serialization;

namespace LocalAws.Faults;

/// <summary>Ways to misbehave. In JSON they are spelled in snake case: <c>lose_answer</c>.</summary>
[JsonConverter(typeof(FaultKindConverter))]
public enum FaultKind
{
    /// <summary>
    /// The request waits <see cref="FaultRule.Seconds"/> and up to <see cref="FaultRule.Spread"/> more, then goes on.
    /// </summary>
    Delay = 0,

    /// <summary>
    /// Refused for its rate: <c>ThrottlingException</c> (Athena, Glue), <c>SlowDown</c> with 503 (S3),
    /// <c>Throttling</c> (STS), or <see cref="FaultRule.Code"/>.
    /// </summary>
    Throttle = 1,

    /// <summary>Refused with HTTP 500 and the service's own code for it.</summary>
    InternalError = 2,

    /// <summary>Refused with HTTP 503 and the service's own code for it.</summary>
    Unavailable = 3,

    /// <summary>
    /// Refused with <see cref="FaultRule.Code"/>, <see cref="FaultRule.Message"/> and <see cref="FaultRule.Status"/>.
    /// </summary>
    Error = 4,

    /// <summary>
    /// Refused as signed with an expired token. A session stays expired from then on; the account's own keys are
    /// refused this once.
    /// </summary>
    ExpireCredentials = 5,

    /// <summary>The connection is closed before anything is done.</summary>
    Drop = 6,

    /// <summary>
    /// The request is carried out; the connection closes after <see cref="FaultRule.Fraction"/> of the answer's body.
    /// </summary>
    HalfAnswer = 7,

    /// <summary>The request is carried out; its answer's body takes <see cref="FaultRule.Seconds"/> to come.</summary>
    SlowAnswer = 8,

    /// <summary>The request is carried out, and the connection closed without any answer.</summary>
    LoseAnswer = 9,

    /// <summary>
    /// The process ends as killed: before the request is carried out, or with <see cref="FaultRule.CarriedOut"/> after
    /// it.
    /// </summary>
    Stop = 10,

    /// <summary>
    /// DeleteObjects answers with an error for <see cref="FaultRule.Fraction"/> of its keys, which stay.
    /// </summary>
    DeleteErrors = 11,

    /// <summary>Lists come in pages of at most <see cref="FaultRule.PageSize"/>, whatever was asked for.</summary>
    SmallPages = 12,

    /// <summary>
    /// A query execution is RUNNING for <see cref="FaultRule.Seconds"/> and up to <see cref="FaultRule.Spread"/> more
    /// before it starts working.
    /// </summary>
    QueryDelay = 13,

    /// <summary>
    /// A query execution ends as FAILED with the given AthenaError; with <see cref="FaultRule.LeaveFiles"/> a CTAS has
    /// written by then.
    /// </summary>
    QueryFailure = 14,
}
