using LocalAws.Sql.Expressions;
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
            var columns = Columns.Select(
                (c, i) => new ScopeColumn(alias, null, names.Count > 0 ? names[i] : c.Name, c.Value) { Needs = c.Needs }
            );
            return this with { Columns = [.. columns] };
        }
    }

    private Source Relation(Relation relation, Scope? outer, Scope? left = null) =>
        relation switch
        {
            TableName name => Table(name),
            AliasedRelation aliased => Relation(aliased.Of, outer, left).As(aliased.Alias, aliased.Columns, aliased.At),
            SubqueryRelation { Lateral: true } lateral => Derived("LATERAL ", Translate(lateral.Query, left ?? outer)),
            SubqueryRelation subquery => Derived(string.Empty, Translate(subquery.Query, outer)),
            UnnestRelation unnest => Unnest(unnest, left ?? outer),
            JoinRelation join => Join(join, outer, left),
            _ => throw SqlErrors.Unsupported(relation.At, "relation is not supported"),
        };

    private Source Derived(string prefix, TranslatedQuery query)
    {
        var alias = NewName("r");
        Need(query.Rows);
        return new Source($"{prefix}({query.Sql}) AS {alias}", Columns(query, alias, null), []);
    }

    private static List<ScopeColumn> Columns(TranslatedQuery query, string alias, string? qualifier) =>
        [
            .. query.Columns.Select(
                (c, i) =>
                    new ScopeColumn(qualifier, null, c.Name, new Typed($"{alias}.c{i + 1}", c.Type)) { Needs = c.Needs }
            ),
        ];

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
        var columns = all.ConvertAll(c => new ScopeColumn(
            name.Table,
            db,
            c.Name,
            new Typed($"{alias}.{DuckTypes.Name(c.Name)}", HiveTypes.Parse(c.Type))
        )
        {
            Needs = new Needs(use, c.Name),
        });
        var keys = columns.Skip(table.Columns.Count).Select(c => c.Value.Sql).ToHashSet();
        return new Source($"{use.View} AS {alias}", columns, [(use, keys)]);
    }

    private (string Database, Catalog.CatalogTable Table) Find(TableName name)
    {
        if (name.Catalog is not (null or "awsdatacatalog"))
            throw SqlErrors.At("CATALOG_NOT_FOUND", name.At, $"Catalog '{name.Catalog}' does not exist");
        var db = name.Database ?? _database;
        if (catalog.FindTable(db, name.Table) is { } table)
            return (db, table);
        throw catalog.FindDatabase(db) is not null
            ? SqlErrors.Table(name.At, db, name.Table)
            : SqlErrors.Schema(name.At, db);
    }

    /// <summary>
    /// Lists side by side, the shorter ones filled with NULL, as Trino does; a map gives two columns, rows give their
    /// fields.
    /// </summary>
    private Source Unnest(UnnestRelation unnest, Scope? scope)
    {
        var translator = new ExpressionTranslator(this, scope ?? new Scope([], null));
        List<string> items = [];
        List<OutputColumn> columns = [];
        List<string> lengths = [];
        foreach (var array in unnest.Arrays)
        {
            var value = translator.Translate(array);
            lengths.Add(value.Type.Kind == TypeKind.Map ? $"cardinality({value.Sql})" : $"len({value.Sql})");
            foreach (var (sql, field) in Lists(value, array.At))
            {
                columns.Add(new OutputColumn(field.Name, field.Type));
                items.Add($"unnest({sql}) AS c{columns.Count}");
            }
        }

        if (unnest.Ordinality)
        {
            columns.Add(new OutputColumn(null, SqlType.BigInt));
            var longest = lengths.Count == 1 ? lengths[0] : $"greatest({string.Join(", ", lengths)})";
            items.Add($"unnest(generate_series(1, CAST({longest} AS BIGINT))) AS c{columns.Count}");
        }

        return Derived("LATERAL ", new TranslatedQuery($"SELECT {string.Join(", ", items)}", columns));
    }

    private static IEnumerable<(string Sql, SqlField Field)> Lists(Typed value, Position at) =>
        value.Type.Kind switch
        {
            TypeKind.Map =>
            [
                ($"map_keys({value.Sql})", value.Type.Fields[0]),
                ($"map_values({value.Sql})", value.Type.Fields[1]),
            ],
            TypeKind.Array when value.Type.Element.Kind == TypeKind.Row => value.Type.Element.Fields.Select(
                (field, i) =>
                    (
                        $"list_transform({value.Sql}, lambda _u: struct_extract(_u, {DuckTypes.Text(field.Name ?? $"field{i}")}))",
                        field
                    )
            ),
            TypeKind.Array => [(value.Sql, value.Type.Fields[0])],
            _ => throw SqlErrors.Type(at, $"Cannot unnest type: {value.Type}"),
        };

    private Source Join(JoinRelation join, Scope? outer, Scope? before)
    {
        var left = Relation(join.Left, outer, before);
        var right = Relation(join.Right, outer, new Scope(left.Columns, before ?? outer));
        // The side that an outer join fills with nulls must not lose partitions: WHERE sees its rows only after the
        // join.
        IEnumerable<(TableUse, HashSet<string>)> prunable = join.Kind switch
        {
            "LEFT" => left.Prunable,
            "RIGHT" => right.Prunable,
            "FULL" => [],
            _ => left.Prunable.Concat(right.Prunable),
        };
        if (join.Kind == "CROSS")
            return new Source($"{left.Sql} CROSS JOIN {right.Sql}", [.. left.Columns, .. right.Columns], [.. prunable]);
        var (on, columns) = join.Using.Count > 0 ? Using(join, left, right) : On(join, left, right, outer);
        return new Source(
            $"{left.Sql} {join.Kind} JOIN {Grouped(join.Right, right.Sql)} ON {on}",
            columns,
            [.. prunable]
        );
    }

    private static string Grouped(Relation relation, string sql) => relation is JoinRelation ? $"({sql})" : sql;

    private (string On, List<ScopeColumn> Columns) On(JoinRelation join, Source left, Source right, Scope? outer)
    {
        List<ScopeColumn> columns = [.. left.Columns, .. right.Columns];
        return (
            new ExpressionTranslator(this, new Scope(columns, outer)).Condition(join.On!, "JOIN ON clause").Sql,
            columns
        );
    }

    private (string On, List<ScopeColumn> Columns) Using(JoinRelation join, Source left, Source right)
    {
        List<ScopeColumn> merged = [];
        List<string> conditions = [];
        foreach (var name in join.Using)
        {
            var one = Side(left, name);
            var two = Side(right, name);
            Need(one.Needs);
            Need(two.Needs);
            var (a, b) = Operators.Same(join.At, one.Value, two.Value, "=");
            conditions.Add($"{a.Sql} = {b.Sql}");
            var sql = join.Kind switch
            {
                "RIGHT" => b.Sql,
                "FULL" => $"coalesce({a.Sql}, {b.Sql})",
                _ => a.Sql,
            };
            merged.Add(new ScopeColumn(null, null, name, new Typed(sql, a.Type)));
        }

        merged.AddRange(left.Columns.Concat(right.Columns).Where(c => c.Name is null || !join.Using.Contains(c.Name)));
        return (string.Join(" AND ", conditions), merged);

        ScopeColumn Side(Source source, string name) =>
            source.Columns.FirstOrDefault(c => c.Name == name) ?? throw SqlErrors.Column(join.At, name);
    }
}
