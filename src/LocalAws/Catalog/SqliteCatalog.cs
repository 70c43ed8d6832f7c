using System.Text.Json;
using LocalAws.State;

namespace LocalAws.Catalog;

/// <summary>The catalog in one SQLite file. Every change is one transaction, on disk when the method returns.</summary>
public sealed class SqliteCatalog : ICatalog, IDisposable
{
    private readonly SqliteFile _file;
    private readonly TimeProvider _time;

    /// <summary>
    /// Opens the catalog; creates it, with the database <c>default</c> that every account has in Athena, where there is
    /// none.
    /// </summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="time">Stamps creation and update of tables.</param>
    public SqliteCatalog(string path, TimeProvider time)
    {
        _file = new SqliteFile(path, "catalog");
        _time = time;
        _file.Execute(
            "INSERT INTO databases VALUES ('default', $definition) ON CONFLICT DO NOTHING",
            (
                "$definition",
                Text(new CatalogDatabase("default", "Default Hive database") { CreateTime = time.GetUtcNow() })
            )
        );
    }

    /// <inheritdoc/>
    public IReadOnlyList<CatalogDatabase> Databases() =>
        _file.Query("SELECT definition FROM databases ORDER BY name", r => Read<CatalogDatabase>(r.GetString(0)));

    /// <inheritdoc/>
    public CatalogDatabase? FindDatabase(string name)
    {
        return _file
            .Query(
                "SELECT definition FROM databases WHERE name = $name",
                r => Read<CatalogDatabase>(r.GetString(0)),
                ("$name", name)
            )
            .FirstOrDefault();
    }

    /// <inheritdoc/>
    public void CreateDatabase(CatalogDatabase database)
    {
        var added = _file.Execute(
            "INSERT INTO databases VALUES ($name, $definition) ON CONFLICT DO NOTHING",
            ("$name", database.Name),
            ("$definition", Text(database with { CreateTime = _time.GetUtcNow() }))
        );
        if (added == 0)
            throw new CatalogException("AlreadyExistsException", "Database already exists.");
    }

    /// <inheritdoc/>
    public void UpdateDatabase(CatalogDatabase database)
    {
        _file.Transact(() =>
        {
            var before = RequireDatabase(database.Name);
            _file.Execute(
                "UPDATE databases SET definition = $definition WHERE name = $name",
                ("$name", database.Name),
                ("$definition", Text(database with { CreateTime = before.CreateTime }))
            );
        });
    }

    /// <inheritdoc/>
    public void DeleteDatabase(string name)
    {
        if (_file.Execute("DELETE FROM databases WHERE name = $name", ("$name", name)) == 0)
            throw NoDatabase(name);
    }

    /// <inheritdoc/>
    public IReadOnlyList<CatalogTable> Tables(string database)
    {
        RequireDatabase(database);
        return _file.Query(
            "SELECT definition FROM tables WHERE database = $database ORDER BY name",
            r => Read<CatalogTable>(r.GetString(0)),
            ("$database", database)
        );
    }

    /// <inheritdoc/>
    public CatalogTable? FindTable(string database, string table)
    {
        return _file
            .Query(
                "SELECT definition FROM tables WHERE database = $database AND name = $table",
                r => Read<CatalogTable>(r.GetString(0)),
                ("$database", database),
                ("$table", table)
            )
            .FirstOrDefault();
    }

    /// <inheritdoc/>
    public void CreateTable(CatalogTable table)
    {
        _file.Transact(() =>
        {
            RequireDatabase(table.Database);
            var now = _time.GetUtcNow();
            var added = _file.Execute(
                "INSERT INTO tables VALUES ($database, $table, $definition) ON CONFLICT DO NOTHING",
                ("$database", table.Database),
                ("$table", table.Name),
                ("$definition", Text(table with { CreateTime = now, UpdateTime = now, Version = 0 }))
            );
            if (added == 0)
                throw new CatalogException("AlreadyExistsException", "Table already exists.");
        });
    }

    /// <inheritdoc/>
    public void UpdateTable(CatalogTable table, long? onlyOver = null)
    {
        _file.Transact(() =>
        {
            var before = RequireTable(table.Database, table.Name);
            if (onlyOver is not null && onlyOver != before.Version)
                throw new CatalogException(
                    "ConcurrentModificationException",
                    "Update table failed due to concurrent modifications."
                );
            _file.Execute(
                "UPDATE tables SET definition = $definition WHERE database = $database AND name = $table",
                ("$database", table.Database),
                ("$table", table.Name),
                (
                    "$definition",
                    Text(
                        table with
                        {
                            CreateTime = before.CreateTime,
                            UpdateTime = _time.GetUtcNow(),
                            Version = before.Version + 1,
                        }
                    )
                )
            );
        });
    }

    /// <inheritdoc/>
    public void DeleteTable(string database, string table)
    {
        _file.Transact(() =>
        {
            RequireTable(database, table);
            _file.Execute(
                "DELETE FROM tables WHERE database = $database AND name = $table",
                ("$database", database),
                ("$table", table)
            );
        });
    }

    /// <inheritdoc/>
    public IReadOnlyList<CatalogPartition> Partitions(string database, string table)
    {
        return _file.Query(
            "SELECT definition FROM partitions WHERE database = $database AND table_name = $table ORDER BY partition_values",
            r => Read<CatalogPartition>(r.GetString(0)),
            ("$database", database),
            ("$table", table)
        );
    }

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<string>> PartitionValues(string database, string table)
    {
        return _file.Query(
            "SELECT partition_values FROM partitions WHERE database = $database AND table_name = $table ORDER BY partition_values",
            r => Read<IReadOnlyList<string>>(r.GetString(0)),
            ("$database", database),
            ("$table", table)
        );
    }

    /// <inheritdoc/>
    public IReadOnlyList<CatalogPartition> FindPartitions(
        string database,
        string table,
        IReadOnlyCollection<IReadOnlyList<string>> values
    )
    {
        ArgumentNullException.ThrowIfNull(values);
        return _file.Query(
            "SELECT definition FROM partitions WHERE database = $database AND table_name = $table "
                + "AND partition_values IN (SELECT value FROM json_each($values)) ORDER BY partition_values",
            r => Read<CatalogPartition>(r.GetString(0)),
            ("$database", database),
            ("$table", table),
            ("$values", Text(values.Select(Text)))
        );
    }

    /// <inheritdoc/>
    public IReadOnlyList<CatalogPartition> CreatePartitions(
        string database,
        string table,
        IReadOnlyList<CatalogPartition> partitions
    )
    {
        List<CatalogPartition> present = [];
        _file.Transact(() =>
        {
            RequireTable(database, table);
            present.AddRange(partitions.Where(p => Insert(database, table, p, "NOTHING") == 0));
        });
        return present;
    }

    /// <inheritdoc/>
    public void ChangePartitions(
        string database,
        string table,
        IReadOnlyList<CatalogPartition> upserts,
        IReadOnlyList<IReadOnlyList<string>> deletes
    )
    {
        _file.Transact(() =>
        {
            RequireTable(database, table);
            foreach (var values in deletes)
                _file.Execute(
                    "DELETE FROM partitions WHERE database = $database AND table_name = $table AND partition_values = $values",
                    ("$database", database),
                    ("$table", table),
                    ("$values", Text(values))
                );
            foreach (var partition in upserts)
                Insert(database, table, partition, "UPDATE SET definition = $definition");
        });
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    private int Insert(string database, string table, CatalogPartition partition, string onConflict)
    {
        return _file.Execute(
            "INSERT INTO partitions VALUES ($database, $table, $values, $definition) ON CONFLICT DO " + onConflict,
            ("$database", database),
            ("$table", table),
            ("$values", Text(partition.Values)),
            ("$definition", Text(partition))
        );
    }

    private CatalogDatabase RequireDatabase(string name) => FindDatabase(name) ?? throw NoDatabase(name);

    private CatalogTable RequireTable(string database, string table)
    {
        RequireDatabase(database);
        return FindTable(database, table)
            ?? throw new CatalogException("EntityNotFoundException", $"Table {table} not found.");
    }

    private static CatalogException NoDatabase(string name) =>
        new("EntityNotFoundException", $"Database {name} not found.");

    private static string Text<T>(T value) => JsonSerializer.Serialize(value);

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json)!;
}
