namespace CommerceAnalytics;

/// <summary>Carries a <see cref="CommerceAnalytics.Failure"/> up to where it is decided upon.</summary>
public sealed class FailureException : Exception
{
    /// <summary>Creates the exception; its message is the failure's code, message and advice.</summary>
    /// <param name="failure">What went wrong.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public FailureException(Failure failure, Exception? innerException = null)
        : base($"{failure.Code}: {failure.Message} {failure.Advice}".TrimEnd(), innerException) => Failure = failure;

    /// <summary>What went wrong.</summary>
    public Failure Failure { get; }
}
