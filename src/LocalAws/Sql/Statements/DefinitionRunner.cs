using LocalAws.Catalog;
using LocalAws.Sql.Execution;
using LocalAws.Sql.Syntax;
using LocalAws.Sql.Tables;

namespace LocalAws.Sql.Statements;

/// <summary>Statements about the catalog alone.</summary>
internal sealed partial class DefinitionRunner(ICatalog catalog, EngineParts parts, StatementRequest request)
{
    public StatementResult Run(Statement statement) =>
        statement switch
        {
            CreateDatabase create => Database(create),
            DropDatabase drop => Database(drop),
            CreateTable create => Table(create),
            DropTable drop => Table(drop),
            DropView drop => new ViewRunner(catalog, request).Drop(drop),
            AddPartitions add => Add(add),
            DropPartitions drop => Drop(drop),
            SetLocation set => Location(set),
            ChangeColumns change => Columns(change),
            SetProperties set => Properties(set),
            RepairTable repair => Repair(repair),
            _ => Shown(statement),
        };

    private StatementResult Shown(Statement statement) =>
        statement switch
        {
            ShowDatabases show => Listed("database_name", Databases(show)),
            ShowTables show => Listed("tab_name", Tables(show)),
            ShowViews show => Listed("views", Views(show)),
            ShowColumns show => Listed("field", All(Existing(show.Table)).Select(c => c.Name)),
            ShowPartitions show => Listed("partition", Partitions(show)),
            ShowCreateTable show => Listed("createtab_stmt", TableText.Write(Stored(show.Table))),
            ShowCreateView show => Listed("Create View", new ViewRunner(catalog, request).Text(show)),
            ShowProperties show => Listed("prpt_name", Properties(show)),
            Describe describe => Described(Existing(describe.Table)),
            _ => throw SqlErrors.Refused("Queries of this type are not supported"),
        };

    private static StatementResult Listed(string column, IEnumerable<string> values)
    {
        var rows = new List<string?[]>();
        foreach (var value in values)
            rows.Add([value]);
        return new([ResultColumns.Listed(column)], rows);
    }

    private IEnumerable<string> Databases(ShowDatabases show)
    {
        var names = catalog.Databases().Select(d => d.Name);
        return Matching(names, show.Pattern);
    }

    private IEnumerable<string> Tables(ShowTables show)
    {
        var names = Tables(show.Database).Select(t => t.Name);
        return Matching(names, show.Pattern);
    }

    private IEnumerable<string> Views(ShowViews show)
    {
        var views = Tables(show.Database).Where(t => t.TableType == PrestoView.TableType);
        return Matching(views.Select(t => t.Name), show.Pattern);
    }

    private static IEnumerable<CatalogColumn> All(CatalogTable table) => table.Columns.Concat(table.PartitionKeys);

    private CatalogTable Existing(TableName name)
    {
        var database = name.Database ?? request.Database;
        return catalog.FindTable(database, name.Table)
            ?? throw SqlErrors.Failed($"SemanticException [Error 10001]: Table not found {database}.{name.Table}");
    }

    /// <summary>A table that is there and is no view.</summary>
    private CatalogTable Stored(TableName name)
    {
        if (Existing(name) is { TableType: not PrestoView.TableType } table)
            return table;
        throw SqlErrors.Failed($"SemanticException {name.Database ?? request.Database}.{name.Table} is a view");
    }

    private IReadOnlyList<CatalogTable> Tables(string? asked)
    {
        var database = asked ?? request.Database;
        if (catalog.FindDatabase(database) is null)
            throw SqlErrors.Failed($"SemanticException [Error 10072]: Database does not exist: {database}");
        return catalog.Tables(database);
    }

    /// <summary>
    /// Athena's patterns: <c>*</c> stands for anything, <c>|</c> separates choices; <c>%</c> is a character like any
    /// other.
    /// </summary>
    private static IEnumerable<string> Matching(IEnumerable<string> names, string? pattern)
    {
        var choices = pattern?.ToLowerInvariant().Split('|').Select(c => c.Split('*')).ToList();
        var matching = names.Where(n => choices is null || choices.Exists(parts => Matches(n, parts)));
        return matching.Order(StringComparer.Ordinal);
    }

    private static bool Matches(string name, string[] parts)
    {
        if (parts.Length == 1)
            return name == parts[0];
        if (!name.StartsWith(parts[0], StringComparison.Ordinal))
            return false;
        var at = parts[0].Length;
        foreach (var part in parts[1..^1])
        {
            var found = name.IndexOf(part, at, StringComparison.Ordinal);
            if (found < 0)
                return false;
            at = found + part.Length;
        }

        return name[at..].EndsWith(parts[^1], StringComparison.Ordinal);
    }

    private static StatementResult Described(CatalogTable table)
    {
        IReadOnlyList<ResultColumn> columns =
        [
            ResultColumns.Listed("col_name"),
            ResultColumns.Listed("data_type"),
            ResultColumns.Listed("comment"),
        ];
        var rows = All(table).Select(Row).ToList();
        if (table.PartitionKeys.Count > 0)
        {
            rows.Add(["", null, null]);
            rows.Add(["# Partition Information", null, null]);
            rows.Add(["# col_name", "data_type", "comment"]);
            rows.Add(["", null, null]);
            rows.AddRange(table.PartitionKeys.Select(Row));
        }

        return new StatementResult(columns, rows);

        static string?[] Row(CatalogColumn column) => [column.Name, column.Type, column.Comment ?? ""];
    }
}
