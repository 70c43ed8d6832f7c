using CommerceAnalytics.Failures;

namespace CommerceAnalytics.Aws.Storage;

/// <summary>The pipeline's own prefix in the results bucket: versions of tables, their records, and run reports.</summary>
/// <remarks>
/// Lists, writes and deletes under <c>s3://{bucket}/{prefix}/</c> only; any other address is refused with an <see cref="ArgumentException"/>.
/// Every method throws <see cref="FailureException"/> when AWS refuses or cannot be reached.
/// </remarks>
public interface ISummaryStore
{
    /// <summary>Records a version when it is written, before it is published. Can be repeated.</summary>
    /// <param name="version">The version.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    Task RecordVersionAsync(TableVersion version, CancellationToken cancellationToken);

    /// <summary>All recorded versions of a table, newest first, by when they were written: after going back to an earlier date the version that was live last comes first.</summary>
    /// <param name="table">Live table name.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    Task<IReadOnlyList<TableVersion>> ListVersionsAsync(string table, CancellationToken cancellationToken);

    /// <summary>Deletes a recorded version's data, then its record. Can be repeated.</summary>
    /// <param name="version">A version from <see cref="ListVersionsAsync"/>.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    Task DeleteVersionAsync(TableVersion version, CancellationToken cancellationToken);

    /// <summary>Writes an object of UTF-8 text under the prefix, replacing what was there.</summary>
    /// <param name="key">Key below the prefix, e.g. <c>pipeline/runs/commerce-2025-10-28.json</c>.</param>
    /// <param name="text">The whole content.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    Task WriteTextAsync(string key, string text, CancellationToken cancellationToken);

    /// <summary>The text of an object under the prefix, or null where there is none.</summary>
    /// <param name="key">Key below the prefix.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    Task<string?> ReadTextAsync(string key, CancellationToken cancellationToken);
}

/// <summary>One version of a summary table: what one refresh wrote.</summary>
/// <param name="Table">Live table name.</param>
/// <param name="ExecutionDate">The run's date.</param>
/// <param name="RunId">The run that wrote it.</param>
/// <param name="Location"><c>s3://</c> address of the data, with a slash at its end.</param>
/// <param name="Rows">Rows written.</param>
/// <param name="WrittenAt">When the refresh was submitted, UTC.</param>
public sealed record TableVersion(string Table, DateOnly ExecutionDate, string RunId, string Location, long Rows, DateTimeOffset WrittenAt);
