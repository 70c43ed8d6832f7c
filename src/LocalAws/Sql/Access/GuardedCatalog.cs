using LocalAws.Catalog;

namespace LocalAws.Sql.Access;

/// <summary>
/// The catalog as one statement sees it: each call is asked for first, so that nothing is told or changed that its
/// caller may not see or change.
/// </summary>
internal sealed class GuardedCatalog(ICatalog catalog, Action<StatementAccess> demand) : ICatalog
{
    public IReadOnlyList<CatalogDatabase> Databases()
    {
        demand(new CatalogAccess("glue:GetDatabases", "*"));
        return catalog.Databases();
    }

    public CatalogDatabase? FindDatabase(string name)
    {
        demand(new CatalogAccess("glue:GetDatabase", name));
        return catalog.FindDatabase(name);
    }

    public void CreateDatabase(CatalogDatabase database)
    {
        demand(new CatalogAccess("glue:CreateDatabase", database.Name));
        catalog.CreateDatabase(database);
    }

    public void UpdateDatabase(CatalogDatabase database)
    {
        demand(new CatalogAccess("glue:UpdateDatabase", database.Name));
        catalog.UpdateDatabase(database);
    }

    public void DeleteDatabase(string name)
    {
        demand(new CatalogAccess("glue:DeleteDatabase", name));
        catalog.DeleteDatabase(name);
    }

    public IReadOnlyList<CatalogTable> Tables(string database)
    {
        demand(new CatalogAccess("glue:GetTables", database, "*"));
        return catalog.Tables(database);
    }

    public CatalogTable? FindTable(string database, string table)
    {
        demand(new CatalogAccess("glue:GetTable", database, table));
        return catalog.FindTable(database, table);
    }

    public void CreateTable(CatalogTable table)
    {
        demand(new CatalogAccess("glue:CreateTable", table.Database, table.Name));
        catalog.CreateTable(table);
    }

    public void UpdateTable(CatalogTable table, long? onlyOver = null)
    {
        demand(new CatalogAccess("glue:UpdateTable", table.Database, table.Name));
        catalog.UpdateTable(table, onlyOver);
    }

    public void DeleteTable(string database, string table)
    {
        demand(new CatalogAccess("glue:DeleteTable", database, table));
        catalog.DeleteTable(database, table);
    }

    /// <summary>
    /// Removes a table that this very statement made before the process was killed: our own affair, for which its
    /// caller needs no right.
    /// </summary>
    public void TakeBack(string database, string table) => catalog.DeleteTable(database, table);

    public IReadOnlyList<CatalogPartition> Partitions(string database, string table)
    {
        demand(new CatalogAccess("glue:GetPartitions", database, table));
        return catalog.Partitions(database, table);
    }

    public IReadOnlyList<IReadOnlyList<string>> PartitionValues(string database, string table)
    {
        demand(new CatalogAccess("glue:GetPartitions", database, table));
        return catalog.PartitionValues(database, table);
    }

    public IReadOnlyList<CatalogPartition> FindPartitions(
        string database,
        string table,
        IReadOnlyCollection<IReadOnlyList<string>> values
    )
    {
        demand(new CatalogAccess("glue:GetPartitions", database, table));
        return catalog.FindPartitions(database, table, values);
    }

    public IReadOnlyList<CatalogPartition> CreatePartitions(
        string database,
        string table,
        IReadOnlyList<CatalogPartition> partitions
    )
    {
        if (partitions.Count > 0)
            demand(new CatalogAccess("glue:BatchCreatePartition", database, table));
        return catalog.CreatePartitions(database, table, partitions);
    }

    public void ChangePartitions(
        string database,
        string table,
        IReadOnlyList<CatalogPartition> upserts,
        IReadOnlyList<IReadOnlyList<string>> deletes
    )
    {
        if (upserts.Count > 0)
            demand(new CatalogAccess("glue:BatchCreatePartition", database, table));
        if (deletes.Count > 0)
            demand(new CatalogAccess("glue:BatchDeletePartition", database, table));
        catalog.ChangePartitions(database, table, upserts, deletes);
    }
}
