using LocalAws.Catalog;
using LocalAws.Sql.Names;
using LocalAws.Sql.Syntax;
using LocalAws.Sql.Tables;

namespace LocalAws.Sql.Queries;

internal sealed partial class QueryTranslator
{
    /// <summary>Views that are being read, one within the other.</summary>
    private readonly HashSet<string> _open = [];

    private Source View(TableName name, CatalogTable table)
    {
        var view = PrestoView.Of(table);
        if (!_open.Add($"{table.Database}.{table.Name}"))
            throw SqlErrors.At(
                "VIEW_IS_RECURSIVE",
                name.At,
                $"Statement would create a recursive view: awsdatacatalog.{table.Database}.{table.Name}"
            );
        var query = Stored(view, table, name.At);
        _open.Remove($"{table.Database}.{table.Name}");
        if (query.Columns.Count != view.Columns.Count)
            throw SqlErrors.At(
                "VIEW_IS_STALE",
                name.At,
                $"View 'awsdatacatalog.{table.Database}.{table.Name}' is stale or in invalid state: stored view column count "
                    + $"({view.Columns.Count}) does not match column count derived from the view query analysis ({query.Columns.Count})"
            );
        var columns = query.Columns.Select((c, i) => c with { Name = view.Columns[i].Name }).ToList();
        return Derived("", query with { Columns = columns }).As(name.Table, [], name.At);
    }

    /// <summary>
    /// The view's own query: it sees the tables of its own database and no WITH tables of the statement that uses it.
    /// </summary>
    private TranslatedQuery Stored(PrestoView view, CatalogTable table, Position at)
    {
        var hidden = new Dictionary<string, TranslatedQuery>(_with);
        var outer = _database;
        _with.Clear();
        _database = view.Schema ?? table.Database;
        try
        {
            if (StatementParser.Parse(view.OriginalSql) is SelectStatement select)
                return Translate(select.Query);
            throw SqlErrors.Syntax(at, "a view must be a query");
        }
        catch (StatementException e) when (!e.Message.StartsWith("INVALID_VIEW", StringComparison.Ordinal))
        {
            var reason = e.AtSubmission
                ? e.Message
                : e.Message[(e.Message.IndexOf(": ", StringComparison.Ordinal) + 2)..];
            throw SqlErrors.At(
                "INVALID_VIEW",
                at,
                $"Failed analyzing stored view 'awsdatacatalog.{table.Database}.{table.Name}': {reason}"
            );
        }
        finally
        {
            _database = outer;
            _with.Clear();
            foreach (var (name, query) in hidden)
                _with[name] = query;
        }
    }
}
