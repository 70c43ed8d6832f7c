namespace CommerceAnalytics.Aws.S3;

/// <summary>The objects of the event log, as S3 lists them.</summary>
public interface IEventObjects
{
    /// <summary>
    /// Whether any object of some days was written at an instant or later. What was deleted since is not seen. Throws
    /// <see cref="FailureException"/> when AWS refuses or cannot be reached.
    /// </summary>
    /// <param name="days">UTC days.</param>
    /// <param name="since">The instant; S3 tells whole seconds, so that its second counts in full.</param>
    Task<bool> AreWrittenSinceAsync(
        IReadOnlyCollection<DateOnly> days,
        DateTimeOffset since,
        CancellationToken cancellationToken
    );
}
