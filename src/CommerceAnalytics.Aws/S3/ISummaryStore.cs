namespace CommerceAnalytics.Aws.S3;

/// <summary>
/// The pipeline's own prefix in the results bucket: versions of tables, their records, and run reports.
/// </summary>
/// <remarks>
/// Lists, writes and deletes under <c>s3://{bucket}/{prefix}/</c> only; any other address is refused with an
/// <see cref="ArgumentException"/>. Every method throws <see cref="FailureException"/> when AWS refuses or cannot be
/// reached.
/// </remarks>
public interface ISummaryStore
{
    /// <summary>
    /// Records a version before anything is written at its location. One that is recorded already stays as it is.
    /// </summary>
    /// <param name="version">The version.</param>
    /// <returns>The record as it stands.</returns>
    Task<TableVersion> RecordVersionAsync(TableVersion version, CancellationToken cancellationToken);

    /// <summary>
    /// Changes a version's record in one step: of two who change it at once, the second sees what the first has made of
    /// it.
    /// </summary>
    /// <param name="table">Live table name.</param>
    /// <param name="location">The version's location.</param>
    /// <param name="change">
    /// From the record as it stands to what it shall be; null leaves it. May be called several times.
    /// </param>
    /// <returns>The record as it stands afterwards; null where there is none.</returns>
    Task<TableVersion?> ChangeVersionAsync(
        string table,
        string location,
        Func<TableVersion, TableVersion?> change,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// All recorded versions of some tables, newest first, by when they were written: after going back to an earlier
    /// date the version that was live last comes first. One that another has replaced is given as
    /// <see cref="VersionState.Published"/>.
    /// </summary>
    /// <param name="tables">
    /// Live table names, one or more; of one service, or the listing is of all that lies between.
    /// </param>
    Task<IReadOnlyList<TableVersion>> ListVersionsAsync(
        IReadOnlyCollection<string> tables,
        CancellationToken cancellationToken
    );

    /// <summary>All recorded versions of all tables, in no order.</summary>
    Task<IReadOnlyList<TableVersion>> ListVersionsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// A version's own objects: those of the names that it was recorded with, or, of one that was never checked, those
    /// directly at its location.
    /// </summary>
    /// <param name="version">A recorded version.</param>
    Task<IReadOnlyList<StoredFile>> ListFilesAsync(TableVersion version, CancellationToken cancellationToken);

    /// <summary>
    /// Marks versions as removed, so that nobody publishes them or goes back to them from then on, deletes their own
    /// objects, and then their records. The record of a version that was never checked stays until it is a day old and
    /// its place is found empty: a query that nobody could stop may write for hours, and what it writes is found by its
    /// record. Can be repeated.
    /// </summary>
    /// <param name="versions">Recorded versions.</param>
    /// <param name="mayGo">Whether one may be removed, asked of its record as it stands at that moment.</param>
    /// <returns>By location, how many objects of each were deleted; those that may not go are not there.</returns>
    Task<IReadOnlyDictionary<string, int>> RemoveVersionsAsync(
        IReadOnlyCollection<TableVersion> versions,
        Func<TableVersion, bool> mayGo,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Objects that verifications have tried out writing with, by address, below <c>pipeline/verify/</c>.
    /// </summary>
    Task<IReadOnlyList<StoredFile>> ListTrialsAsync(CancellationToken cancellationToken);

    /// <summary>Deletes such objects. Can be repeated.</summary>
    /// <param name="trials">What <see cref="ListTrialsAsync"/> gave.</param>
    Task RemoveTrialsAsync(IReadOnlyCollection<StoredFile> trials, CancellationToken cancellationToken);

    /// <summary>Writes an object of UTF-8 text under the prefix, replacing what was there.</summary>
    /// <param name="key">Key below the prefix, e.g. <c>pipeline/runs/commerce-2025-10-28.json</c>.</param>
    /// <param name="text">The whole content.</param>
    Task WriteTextAsync(string key, string text, CancellationToken cancellationToken);

    /// <summary>The text of an object under the prefix, or null where there is none.</summary>
    /// <param name="key">Key below the prefix.</param>
    Task<string?> ReadTextAsync(string key, CancellationToken cancellationToken);
}

/// <summary>An object of the pipeline.</summary>
/// <param name="Name">Its name, without the place where it lies.</param>
/// <param name="Bytes">Its size.</param>
public sealed record StoredFile(string Name, long Bytes);
