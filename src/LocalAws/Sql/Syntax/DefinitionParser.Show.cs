namespace LocalAws.Sql.Syntax;

internal sealed partial class DefinitionParser
{
    private Statement Show(Position at)
    {
        if (TryTake("TABLES"))
            return new ShowTables(at, InDatabase(), Pattern());
        if (TryTake("DATABASES") || TryTake("SCHEMAS"))
            return new ShowDatabases(at, Pattern());
        if (TryTake("COLUMNS"))
            return new ShowColumns(at, ColumnsOf());
        if (TryTake("CREATE", "TABLE"))
            return new ShowCreateTable(at, Table());
        if (TryTake("PARTITIONS"))
            return new ShowPartitions(at, Table());
        if (TryTake("VIEWS"))
            return OfView(() => new ShowViews(at, InDatabase(), Pattern()));
        if (TryTake("CREATE", "VIEW"))
            return OfView(() => new ShowCreateView(at, Table()));
        if (TryTake("TBLPROPERTIES"))
            return Properties(at);
        throw IsAny("CREATE", "FUNCTIONS", "SESSION", "CATALOGS")
            ? SqlErrors.Refused("Queries of this type are not supported")
            : Unexpected("'COLUMNS', 'CREATE', 'DATABASES', 'PARTITIONS', 'SCHEMAS', 'TABLES'");
    }

    private Statement OfView(Func<Statement> read)
    {
        _ofView = true;
        return read();
    }

    private string? InDatabase() => TryTake("IN") || TryTake("FROM") ? Identifier() : null;

    private TableName ColumnsOf()
    {
        if (!TryTake("IN"))
            Expect("FROM");
        var table = Table();
        if (TryTake("IN") || TryTake("FROM"))
            return table with { Database = Identifier() };
        return table;
    }

    /// <summary>Athena reads <c>'wildcard*|other*'</c>; <c>LIKE</c> in front of it changes nothing.</summary>
    private string? Pattern()
    {
        TryTake("LIKE");
        if (Current.Kind is TokenKind.Text or TokenKind.QuotedName)
            return Take().Text;
        return null;
    }

    private Describe DescribeTable(Position at)
    {
        if (!TryTake("EXTENDED"))
            TryTake("FORMATTED");
        return new Describe(at, Table());
    }
}
