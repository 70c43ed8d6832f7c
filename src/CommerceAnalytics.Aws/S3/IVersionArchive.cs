namespace CommerceAnalytics.Aws.S3;

/// <summary>
/// Versions that are neither live nor among those that a rollback may go back to: what history shows, and what waits to
/// be deleted. Their records lie together, many in one object, so that hundreds of nights cost a run no more calls than
/// two.
/// </summary>
/// <remarks>
/// Every method throws <see cref="FailureException"/> when AWS refuses or cannot be reached. Each can be repeated.
/// </remarks>
public interface IVersionArchive
{
    /// <summary>
    /// Puts versions on a shelf, by night, and then deletes their records among the versions of their tables: nobody
    /// publishes them or goes back to them from then on. Those that are there already stay.
    /// </summary>
    /// <param name="shelf">Which.</param>
    /// <param name="name">Name of the objects, e.g. a run's key: ASCII letters, digits, <c>-</c>, <c>_</c>, <c>.</c>.</param>
    /// <param name="versions">Recorded versions.</param>
    /// <param name="at">The present instant.</param>
    Task PutAsync(
        ArchiveShelf shelf,
        string name,
        IReadOnlyCollection<ArchivedVersion> versions,
        DateTimeOffset at,
        CancellationToken cancellationToken
    );

    /// <summary>The objects on a shelf, by night; what is in them is not read.</summary>
    /// <param name="shelf">Which.</param>
    Task<IReadOnlyList<ArchiveFile>> ListAsync(ArchiveShelf shelf, CancellationToken cancellationToken);

    /// <summary>
    /// What is in an object; null where it is gone. Throws <see cref="FailureException"/> where it is damaged: what it
    /// lists must not be forgotten in silence.
    /// </summary>
    /// <param name="file">The object.</param>
    Task<ArchivedVersions?> ReadAsync(ArchiveFile file, CancellationToken cancellationToken);

    /// <summary>Takes versions off; an object that holds none any more is deleted.</summary>
    /// <param name="file">The object.</param>
    /// <param name="versions">Those that go.</param>
    Task DropAsync(
        ArchiveFile file,
        IReadOnlyCollection<ArchivedVersion> versions,
        CancellationToken cancellationToken
    );

    /// <summary>Deletes the data of versions, and their records where a killed run left any.</summary>
    /// <param name="versions">Archived versions that nobody reads any more.</param>
    Task DeleteDataAsync(IReadOnlyCollection<ArchivedVersion> versions, CancellationToken cancellationToken);
}

/// <summary>Why a version is archived.</summary>
public enum ArchiveShelf
{
    /// <summary>History shows it.</summary>
    Kept = 0,

    /// <summary>Nothing shows it: it is deleted when nobody can read it any more.</summary>
    Retired = 1,
}

/// <summary>An object of the archive.</summary>
/// <param name="Shelf">Which shelf it is on.</param>
/// <param name="Night">Date of the run of all versions in it.</param>
/// <param name="Name">Name below the night.</param>
public sealed record ArchiveFile(ArchiveShelf Shelf, DateOnly Night, string Name);

/// <summary>A version of a service's table.</summary>
/// <param name="Version">The version; its columns are left out.</param>
public sealed record ArchivedVersion(string ServiceName, string QueryType, TableVersion Version);

/// <summary>What is in an object of the archive.</summary>
/// <param name="At">When the last of them was put there, UTC.</param>
/// <param name="Versions">Versions.</param>
public sealed record ArchivedVersions(DateTimeOffset At, IReadOnlyList<ArchivedVersion> Versions);
