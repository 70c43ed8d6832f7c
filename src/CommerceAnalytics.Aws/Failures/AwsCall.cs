namespace CommerceAnalytics.Aws.Failures;

/// <summary>
/// Makes a call to AWS and lets nothing out but its answer, its cancellation, or a <see cref="FailureException"/>.
/// </summary>
internal static class AwsCall
{
    /// <summary>Makes the call.</summary>
    /// <param name="attempt">What is tried, on what: the beginning of the failure's message.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">The caller's: a cancellation that it asked for is not a failure.</param>
    public static async Task<T> MakeAsync<T>(string attempt, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (Exception exception)
            when (!cancellationToken.IsCancellationRequested && AwsFailures.Of(attempt, exception) is { } failure)
        {
            throw new FailureException(failure, exception);
        }
    }
}
