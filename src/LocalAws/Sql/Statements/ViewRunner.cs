using System.Text.Json;
using LocalAws.Catalog;
using LocalAws.Sql.Expressions;
using LocalAws.Sql.Queries;
using LocalAws.Sql.Syntax;
using LocalAws.Sql.Tables;

namespace LocalAws.Sql.Statements;

/// <summary>Views: created, dropped and shown.</summary>
internal sealed class ViewRunner(ICatalog catalog, StatementRequest request)
{
    public StatementResult Create(CreateView create)
    {
        var database = create.View.Database ?? request.Database;
        var name = create.View.Table;
        var there = catalog.FindTable(database, name);
        if (there is null && catalog.FindDatabase(database) is null)
            throw SqlErrors.Schema(create.At, database);
        var isReplaced = create.OrReplace || (request.IsRerun && there?.CreateTime >= request.StartedAt);
        var kind = there?.TableType == PrestoView.TableType ? "View" : "Table";
        var isInTheWay = kind == "Table" || !isReplaced;
        if (there is not null && isInTheWay)
            throw SqlErrors.At(
                "TABLE_ALREADY_EXISTS",
                create.At,
                $"{kind} already exists: 'awsdatacatalog.{database}.{name}'"
            );
        var view = Defined(create, database);
        if (there is null)
            catalog.CreateTable(view);
        else
            catalog.UpdateTable(view);
        return StatementResult.None;
    }

    public StatementResult Drop(DropView drop)
    {
        var database = drop.View.Database ?? request.Database;
        var name = drop.View.Table;
        var there = catalog.FindTable(database, name);
        if (there is not null && there.TableType != PrestoView.TableType)
            throw SqlErrors.Failed($"SemanticException [Error 10001]: {database}.{name} is a table, not a view");
        if (there is not null)
            catalog.DeleteTable(database, name);
        else if (!drop.IfExists && !request.IsRerun)
            throw SqlErrors.Failed($"SemanticException [Error 10001]: Table not found {database}.{name}");
        return StatementResult.None;
    }

    public IEnumerable<string> Text(ShowCreateView show)
    {
        var database = show.View.Database ?? request.Database;
        var name = show.View.Table;
        var there =
            catalog.FindTable(database, name)
            ?? throw SqlErrors.Failed($"SemanticException [Error 10001]: Table not found {database}.{name}");
        if (there.TableType == PrestoView.TableType)
            return [$"CREATE VIEW {database}.{name} AS", .. PrestoView.Of(there).OriginalSql.Split('\n')];
        throw SqlErrors.Failed($"SemanticException [Error 10001]: {database}.{name} is a table, not a view");
    }

    private CatalogTable Defined(CreateView create, string database)
    {
        var query = new QueryTranslator(catalog, request.Database, new QueryClock(request.StartedAt)).Translate(
            create.Query
        );
        var columns = QueryColumns.Of(create.At, query);
        var view = new PrestoView(
            create.Text,
            "awsdatacatalog",
            request.Database,
            [.. query.Columns.Select(c => new PrestoViewColumn(c.Name!, c.Type.ToString()))]
        );
        return new CatalogTable
        {
            Database = database,
            Name = create.View.Table,
            TableType = PrestoView.TableType,
            Columns = columns,
            Storage = new CatalogStorage("", null, null, null, new Dictionary<string, string>()),
            Parameters = new Dictionary<string, string> { ["presto_view"] = "true", ["comment"] = "Presto View" },
            ViewOriginalText = view.Encoded(),
            OtherMembers = JsonSerializer.Serialize(new { ViewExpandedText = "/* Presto View */" }),
            CreateTime = request.StartedAt,
            UpdateTime = request.StartedAt,
        };
    }
}
