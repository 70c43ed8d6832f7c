namespace CommerceAnalytics.Aws.Credentials;

/// <summary>Asks AWS who the program is.</summary>
public interface ICallerIdentity
{
    /// <summary>ARN of the caller that AWS sees.</summary>
    /// <exception cref="FailureException">The role cannot be taken on, or AWS does not answer.</exception>
    Task<string> CallerAsync(CancellationToken cancellationToken);
}
