namespace CommerceAnalytics.Aws.Failures;

/// <summary>A known reason why AWS refuses: the code for programs, the advice for people.</summary>
/// <param name="Code">See <see cref="Failure.Code"/>.</param>
/// <param name="Advice">See <see cref="Failure.Advice"/>.</param>
/// <param name="Retry">
/// Whether the same call can succeed later. For a failed query Athena's own <c>Retryable</c> decides instead.
/// </param>
internal sealed record Cause(string Code, string Advice, RetryAdvice Retry = RetryAdvice.Never);
