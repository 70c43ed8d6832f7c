using LocalAws.Sql.Names;
using LocalAws.Sql.Syntax;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Queries;

internal sealed partial class QueryTranslator
{
    /// <param name="Sql">What stands in FROM.</param>
    /// <param name="Columns">Names that it brings.</param>
    /// <param name="Prunable">Tables whose partitions WHERE may rule out, with their partition columns.</param>
    private sealed record Source(
        string Sql,
        IReadOnlyList<ScopeColumn> Columns,
        IReadOnlyList<(TableUse Table, HashSet<string> Columns)> Prunable
    )
    {
        public Source As(string alias, IReadOnlyList<string> names, Position at)
        {
            if (names.Count > 0 && names.Count != Columns.Count)
                throw SqlErrors.At(
                    "MISMATCHED_COLUMN_ALIASES",
                    at,
                    $"Column alias list has {names.Count} entries but '{alias}' has {Columns.Count} columns available"
                );
            return this with { Columns = [.. Columns.Select(Renamed)] };

            ScopeColumn Renamed(ScopeColumn column, int index)
            {
                var name = names.Count > 0 ? names[index] : column.Name;
                return new(alias, null, name, column.Value) { Needs = column.Needs };
            }
        }
    }

    private Source Relation(Relation relation, Scope? outer, Scope? left = null)
    {
        return relation switch
        {
            TableName name => Table(name),
            AliasedRelation aliased => Relation(aliased.Of, outer, left).As(aliased.Alias, aliased.Columns, aliased.At),
            SubqueryRelation { Lateral: true } lateral => Derived("LATERAL ", Translate(lateral.Query, left ?? outer)),
            SubqueryRelation subquery => Derived("", Translate(subquery.Query, outer)),
            UnnestRelation unnest => Unnest(unnest, left ?? outer),
            JoinRelation join => Join(join, outer, left),
            _ => throw SqlErrors.Unsupported(relation.At, "relation is not supported"),
        };
    }

    private Source Derived(string prefix, TranslatedQuery query)
    {
        var alias = NewName("r");
        Need(query.Rows);
        return new Source($"{prefix}({query.Sql}) AS {alias}", Columns(query, alias, null), []);
    }

    private static List<ScopeColumn> Columns(TranslatedQuery query, string alias, string? qualifier)
    {
        var columns = new List<ScopeColumn>();
        foreach (var (i, column) in query.Columns.Index())
        {
            var value = new Typed($"{alias}.c{i + 1}", column.Type);
            columns.Add(new(qualifier, null, column.Name, value) { Needs = column.Needs });
        }

        return columns;
    }

    private Source Table(TableName name)
    {
        if (name.Database is null && _with.TryGetValue(name.Table, out var with))
        {
            Need(with.Rows);
            var named = NewName("r");
            return new Source($"{with.Sql} AS {named}", Columns(with, named, name.Table), []);
        }

        var (db, table) = Find(name);
        if (table.TableType == "VIRTUAL_VIEW")
            return View(name, table);
        return Stored(name, db, table);
    }

    private Source Stored(TableName name, string db, Catalog.CatalogTable table)
    {
        var all = table.Columns.Concat(table.PartitionKeys).ToList();
        if (all.DistinctBy(c => c.Name).Count() < all.Count)
            throw SqlErrors.Plain(
                "HIVE_INVALID_METADATA",
                $"Hive metadata for table {name.Table} is invalid: Table descriptor contains duplicate columns"
            );
        var alias = NewName("r");
        var use = new TableUse(NewName("t"), alias, table);
        Tables.Add(use);
        var columns = all.ConvertAll(Column);
        var keys = columns.Skip(table.Columns.Count).Select(c => c.Value.Sql).ToHashSet();
        return new Source($"{use.View} AS {alias}", columns, [(use, keys)]);

        ScopeColumn Column(Catalog.CatalogColumn column)
        {
            var sql = $"{alias}.{DuckTypes.Name(column.Name)}";
            var value = new Typed(sql, HiveTypes.Parse(column.Type));
            var needs = new Needs(use, column.Name);
            return new ScopeColumn(name.Table, db, column.Name, value) { Needs = needs };
        }
    }

    private (string Database, Catalog.CatalogTable Table) Find(TableName name)
    {
        if (name.Catalog is not (null or "awsdatacatalog"))
            throw SqlErrors.At("CATALOG_NOT_FOUND", name.At, $"Catalog '{name.Catalog}' does not exist");
        var db = name.Database ?? _database;
        if (catalog.FindTable(db, name.Table) is { } table)
            return (db, table);
        if (catalog.FindDatabase(db) is null)
            throw SqlErrors.Schema(name.At, db);
        throw SqlErrors.Table(name.At, db, name.Table);
    }
}
