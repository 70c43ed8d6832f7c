namespace LocalAws.Catalog;

/// <summary>
/// Databases, tables and partitions as Glue has them: what the SQL engine and the Glue surface share. Kept on disk;
/// thread-safe.
/// </summary>
/// <remarks>
/// Names are lower case. Methods that change throw <see cref="CatalogException"/> with Glue's error code.
/// </remarks>
public interface ICatalog
{
    /// <summary>All databases, by name.</summary>
    IReadOnlyList<CatalogDatabase> Databases();

    /// <summary>The database, or null.</summary>
    CatalogDatabase? FindDatabase(string name);

    /// <summary>Creates a database. Throws <c>AlreadyExistsException</c>.</summary>
    void CreateDatabase(CatalogDatabase database);

    /// <summary>
    /// Replaces a database's definition, but for its time of creation. Throws <c>EntityNotFoundException</c>.
    /// </summary>
    void UpdateDatabase(CatalogDatabase database);

    /// <summary>Deletes a database with its tables. Throws <c>EntityNotFoundException</c>.</summary>
    void DeleteDatabase(string name);

    /// <summary>
    /// All tables of a database, by name. Throws <c>EntityNotFoundException</c> where there is no such database.
    /// </summary>
    IReadOnlyList<CatalogTable> Tables(string database);

    /// <summary>The table, or null.</summary>
    CatalogTable? FindTable(string database, string table);

    /// <summary>
    /// Creates a table. Throws <c>AlreadyExistsException</c>, <c>EntityNotFoundException</c> (database).
    /// </summary>
    void CreateTable(CatalogTable table);

    /// <summary>
    /// Replaces a table's definition in one step. Throws <c>EntityNotFoundException</c>,
    /// <c>ConcurrentModificationException</c>.
    /// </summary>
    /// <param name="table">The new definition; its version and time of creation are not read.</param>
    /// <param name="onlyOver">The version that it may replace and no other; null: any.</param>
    void UpdateTable(CatalogTable table, long? onlyOver = null);

    /// <summary>Deletes a table and its partitions. Throws <c>EntityNotFoundException</c>.</summary>
    void DeleteTable(string database, string table);

    /// <summary>All partitions of a table.</summary>
    IReadOnlyList<CatalogPartition> Partitions(string database, string table);

    /// <summary>What the partitions of a table are named by: the values of each, in key order.</summary>
    IReadOnlyList<IReadOnlyList<string>> PartitionValues(string database, string table);

    /// <summary>Those partitions of a table that have one of these values; values without a partition are passed over.</summary>
    IReadOnlyList<CatalogPartition> FindPartitions(
        string database,
        string table,
        IReadOnlyCollection<IReadOnlyList<string>> values
    );

    /// <summary>The partition of these values, or null.</summary>
    CatalogPartition? FindPartition(string database, string table, IReadOnlyList<string> values) =>
        FindPartitions(database, table, [values]) is [var partition] ? partition : null;

    /// <summary>Adds partitions that the table has not got, in one step. Gives those that it has: they stay as they are.</summary>
    IReadOnlyList<CatalogPartition> CreatePartitions(
        string database,
        string table,
        IReadOnlyList<CatalogPartition> partitions
    );

    /// <summary>Adds, replaces or deletes partitions in one step.</summary>
    void ChangePartitions(
        string database,
        string table,
        IReadOnlyList<CatalogPartition> upserts,
        IReadOnlyList<IReadOnlyList<string>> deletes
    );
}

/// <summary>A database.</summary>
/// <param name="Name">Lower case.</param>
/// <param name="Description">Or null.</param>
/// <param name="LocationUri">Or null.</param>
public sealed record CatalogDatabase(string Name, string? Description = null, string? LocationUri = null)
{
    /// <summary>Properties.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>UTC; null where it was made before this was kept.</summary>
    public DateTimeOffset? CreateTime { get; init; }
}

/// <summary>A column: lower-case name, Hive type, comment.</summary>
public sealed record CatalogColumn(string Name, string Type, string? Comment = null);

/// <summary>Where and how data lies.</summary>
/// <param name="Location"><c>s3://</c> address, or null (a view).</param>
/// <param name="InputFormat">Hadoop class name, or null.</param>
/// <param name="OutputFormat">Hadoop class name, or null.</param>
/// <param name="SerializationLibrary">SerDe class name, or null.</param>
/// <param name="SerdeParameters">SerDe properties.</param>
public sealed record CatalogStorage(
    string? Location,
    string? InputFormat,
    string? OutputFormat,
    string? SerializationLibrary,
    IReadOnlyDictionary<string, string> SerdeParameters
);

/// <summary>A table or view.</summary>
public sealed record CatalogTable
{
    /// <summary>Database, lower case.</summary>
    public required string Database { get; init; }

    /// <summary>Name, lower case.</summary>
    public required string Name { get; init; }

    /// <summary><c>EXTERNAL_TABLE</c> or <c>VIRTUAL_VIEW</c>.</summary>
    public string TableType { get; init; } = "EXTERNAL_TABLE";

    /// <summary>Data columns in order.</summary>
    public required IReadOnlyList<CatalogColumn> Columns { get; init; }

    /// <summary>Partition columns in order.</summary>
    public IReadOnlyList<CatalogColumn> PartitionKeys { get; init; } = [];

    /// <summary>Where and how data lies.</summary>
    public required CatalogStorage Storage { get; init; }

    /// <summary>Table properties.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Original text of a view, as Glue keeps it.</summary>
    public string? ViewOriginalText { get; init; }

    /// <summary>UTC.</summary>
    public DateTimeOffset CreateTime { get; init; }

    /// <summary>UTC.</summary>
    public DateTimeOffset UpdateTime { get; init; }

    /// <summary>How often it was changed since it was created.</summary>
    public long Version { get; init; }

    /// <summary>
    /// All of Glue's other members of TableInput that a client sent, to be given back as they came: raw JSON, or null.
    /// </summary>
    public string? OtherMembers { get; init; }
}

/// <summary>A partition: its values in key order, and its own storage.</summary>
public sealed record CatalogPartition(
    IReadOnlyList<string> Values,
    CatalogStorage Storage,
    IReadOnlyList<CatalogColumn> Columns,
    IReadOnlyDictionary<string, string> Parameters,
    DateTimeOffset CreateTime
)
{
    /// <summary>As <see cref="CatalogTable.OtherMembers"/>, of PartitionInput.</summary>
    public string? OtherMembers { get; init; }
}

/// <summary>A refusal in Glue's terms.</summary>
public sealed class CatalogException(string code, string message) : Exception(message)
{
    /// <summary>
    /// E.g. <c>EntityNotFoundException</c>, <c>AlreadyExistsException</c>, <c>InvalidInputException</c>.
    /// </summary>
    public string Code { get; } = code;
}
