using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Aws.Glue;

/// <summary>The Glue Data Catalog, as far as the pipeline touches it.</summary>
/// <remarks>
/// Every method throws <see cref="FailureException"/> when AWS refuses or cannot be reached, and nothing else of its
/// own.
/// </remarks>
public interface ITableCatalog
{
    /// <summary>Whether the database is there.</summary>
    Task<bool> DatabaseExistsAsync(string database, CancellationToken cancellationToken);

    /// <summary>The table, or null where there is none of that name.</summary>
    Task<CatalogTable?> FindAsync(string database, string table, CancellationToken cancellationToken);

    /// <summary>
    /// The table as this process saw it last in a listing, or null where such a listing had none of that name; read
    /// where there was no such listing. Good enough to publish over, since the catalog holds what was seen against what
    /// stands, and for nothing else.
    /// </summary>
    Task<CatalogTable?> LastSeenAsync(string database, string table, CancellationToken cancellationToken);

    /// <summary>All tables of a database whose names match.</summary>
    /// <param name="namePattern">
    /// Glue's expression (a regular expression over the name), e.g. <c>pipeline_staging_.*</c>.
    /// </param>
    Task<IReadOnlyList<CatalogTable>> ListAsync(
        string database,
        string namePattern,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Of each partition that the catalog has of a table the keys' values, in the keys' order; none where there is no
    /// such table.
    /// </summary>
    Task<IReadOnlyList<IReadOnlyList<string>>> ListPartitionsAsync(
        string database,
        string table,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Points the live table at new Parquet data, with its columns, in one catalog update: <c>UpdateTable</c>, or
    /// <c>CreateTable</c> the first time. A table or view of any other making under that name is replaced the same way;
    /// its data is left alone. Over what was read and nothing else: who has read before somebody else published is
    /// refused, and tries again (<see cref="RetryAdvice.AfterWaiting"/>) from what is there then.
    /// </summary>
    /// <param name="publication">What to point where.</param>
    /// <param name="over">The table as it was read before it was decided to publish; null: there was none.</param>
    Task PublishAsync(Publication publication, CatalogTable? over, CancellationToken cancellationToken);

    /// <summary>
    /// Creates the external table of JSON lines that shows run reports; gives one that is there, at that location, the
    /// columns that it must have by now. A table of that name at any other location is somebody else's and stays as it
    /// is.
    /// </summary>
    /// <param name="table">Database, name, columns and location.</param>
    Task EnsureJsonTableAsync(Publication table, CancellationToken cancellationToken);

    /// <summary>Removes tables from the catalog; their data stays. Those that are not there are passed over.</summary>
    /// <param name="tables">Table names.</param>
    Task DeleteAsync(string database, IReadOnlyCollection<string> tables, CancellationToken cancellationToken);
}

/// <summary>A table as the catalog has it.</summary>
/// <param name="Database">Database name.</param>
/// <param name="Name">Table name.</param>
/// <param name="Location"><c>s3://</c> address, or null for a view.</param>
/// <param name="Columns">Data columns in order.</param>
/// <param name="PartitionKeys">Partition columns in order.</param>
/// <param name="Parameters">Table properties.</param>
public sealed record CatalogTable(
    string Database,
    string Name,
    string? Location,
    IReadOnlyList<Column> Columns,
    IReadOnlyList<Column> PartitionKeys,
    IReadOnlyDictionary<string, string> Parameters
)
{
    /// <summary>
    /// Glue's number of this state of the table: every change makes another. Null where the catalog gives none.
    /// </summary>
    public string? VersionId { get; init; }

    /// <summary>When the table was made, UTC; null where the catalog does not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}

/// <summary>What a table is to show from now on.</summary>
/// <param name="Database">Database name.</param>
/// <param name="Table">Table name.</param>
/// <param name="Location"><c>s3://</c> address of the data, with a slash at its end.</param>
/// <param name="Columns">Columns in order.</param>
/// <param name="Parameters">Table properties to write, e.g. the calculation date and the run.</param>
public sealed record Publication(
    string Database,
    string Table,
    string Location,
    IReadOnlyList<Column> Columns,
    IReadOnlyDictionary<string, string> Parameters
);
