namespace CommerceAnalytics;

/// <summary>
/// Why something did not work, as data: what a program branches on, what a person reads and what to do about it.
/// </summary>
/// <param name="Code">
/// Stable, upper camel case, e.g. <c>TooManyRequests</c>, <c>AccessDenied</c>, <c>QueryTimeout</c>.
/// </param>
/// <param name="Message">What was tried, on what, and what came back, in the words of the service that refused.</param>
/// <param name="Advice">What to do next, in one or two sentences.</param>
/// <param name="Retry">Whether trying again can help, and how.</param>
public sealed record Failure(string Code, string Message, string Advice, RetryAdvice Retry = RetryAdvice.Never);

/// <summary>Whether trying again can help.</summary>
public enum RetryAdvice
{
    /// <summary>The same request fails the same way: a wrong query, a missing table, denied access.</summary>
    Never = 0,

    /// <summary>The service is busy or the connection was lost: wait, longer each time, and ask again.</summary>
    AfterWaiting = 1,

    /// <summary>A failed query that Athena itself calls retryable: run it again, once.</summary>
    Once = 2,
}
