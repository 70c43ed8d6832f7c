namespace CommerceAnalytics.Aws.S3;

/// <summary>
/// Records of what the extraction wrote, and its data in S3. Nothing without a record is ever deleted.
/// </summary>
/// <remarks>Every method throws <see cref="FailureException"/> when AWS refuses or cannot be reached.</remarks>
public interface IExtractBuilds
{
    /// <summary>Records a build, unless it is recorded already. Can be repeated.</summary>
    /// <param name="build">What is about to be written.</param>
    /// <returns>The record as it stands.</returns>
    Task<ExtractBuild> RecordAsync(ExtractBuild build, CancellationToken cancellationToken);

    /// <summary>
    /// Changes a record in one step: of two who change it at once, the second sees what the first has made of it.
    /// </summary>
    /// <param name="location">The build's location.</param>
    /// <param name="change">
    /// From the record as it stands to what it shall be; null leaves it. May be called several times.
    /// </param>
    /// <returns>The record as it stands afterwards; null where there is none.</returns>
    Task<ExtractBuild?> ChangeAsync(
        string location,
        Func<ExtractBuild, ExtractBuild?> change,
        CancellationToken cancellationToken
    );

    /// <summary>All recorded builds, in no order.</summary>
    Task<IReadOnlyList<ExtractBuild>> ListAsync(CancellationToken cancellationToken);

    /// <summary>
    /// What Athena wrote at a build's location, day by day and service by service; anything else that lies there is not
    /// its own.
    /// </summary>
    /// <param name="location">The build's location.</param>
    Task<IReadOnlyDictionary<string, IReadOnlyList<StoredFile>>> ListPartsAsync(
        string location,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Deletes the recorded objects of some parts of a build, and takes them out of its record. Can be repeated.
    /// </summary>
    /// <param name="location">The build's location.</param>
    /// <param name="parts">Where they lie below it.</param>
    /// <returns>Objects deleted.</returns>
    Task<int> RemovePartsAsync(string location, IReadOnlyCollection<string> parts, CancellationToken cancellationToken);

    /// <summary>
    /// Marks a build as removed, so that nobody publishes it from then on, and deletes what it wrote. Its record goes
    /// when nothing is found there any more, by a later call. Can be repeated.
    /// </summary>
    /// <param name="location">The build's location.</param>
    /// <param name="mayGo">Whether it may be removed, asked of the record as it stands at that moment.</param>
    /// <returns>Objects deleted.</returns>
    Task<int> RemoveAsync(string location, Func<ExtractBuild, bool> mayGo, CancellationToken cancellationToken);
}
