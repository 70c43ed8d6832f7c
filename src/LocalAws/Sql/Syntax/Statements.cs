using LocalAws.Catalog;

namespace LocalAws.Sql.Syntax;

internal abstract record Statement(string StatementType, string SubstatementType)
{
    public abstract Position At { get; init; }

    public StatementKind Kind => new(StatementType, SubstatementType);
}

internal sealed record SelectStatement(Position At, Query Query) : Statement("DML", "SELECT");

internal sealed record CreateTableAs(
    Position At,
    TableName Table,
    bool IfNotExists,
    IReadOnlyDictionary<string, Expression> Properties,
    Query Query,
    bool WithData
) : Statement("DDL", "CREATE_TABLE_AS_SELECT");

internal sealed record CreateDatabase(Position At, string Name, bool IfNotExists, string? Comment, string? Location)
    : Statement("DDL", "CREATE_DATABASE");

internal sealed record DropDatabase(Position At, string Name, bool IfExists, bool Cascade)
    : Statement("DDL", "DROP_DATABASE");

/// <summary><c>CREATE EXTERNAL TABLE</c>; null members were not written.</summary>
internal sealed record CreateTable(Position At, TableName Table) : Statement("DDL", "CREATE_TABLE")
{
    public bool IfNotExists { get; init; }

    public IReadOnlyList<CatalogColumn> Columns { get; init; } = [];

    public IReadOnlyList<CatalogColumn> PartitionKeys { get; init; } = [];

    public string? Comment { get; init; }

    public string? SerDe { get; init; }

    public IReadOnlyDictionary<string, string> SerDeProperties { get; init; } = new Dictionary<string, string>();

    public string Format { get; init; } = "TEXTFILE";

    public string? InputFormat { get; init; }

    public string? OutputFormat { get; init; }

    public string? Location { get; init; }

    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();
}

internal sealed record DropTable(Position At, TableName Table, bool IfExists) : Statement("DDL", "DROP_TABLE");

internal sealed record ShowTables(Position At, string? Database, string? Pattern) : Statement("UTILITY", "SHOW_TABLES");

internal sealed record ShowDatabases(Position At, string? Pattern) : Statement("UTILITY", "SHOW_DATABASES");

internal sealed record ShowColumns(Position At, TableName Table) : Statement("UTILITY", "SHOW_COLUMNS");

internal sealed record ShowCreateTable(Position At, TableName Table) : Statement("UTILITY", "SHOW_CREATE_TABLE");

internal sealed record ShowPartitions(Position At, TableName Table) : Statement("UTILITY", "SHOW_PARTITIONS");

internal sealed record Describe(Position At, TableName Table) : Statement("UTILITY", "DESCRIBE_TABLE");

internal sealed record AddPartitions(
    Position At,
    TableName Table,
    bool IfNotExists,
    IReadOnlyList<PartitionSpec> Partitions
) : Statement("DDL", "ALTER_TABLE_ADD_PARTITION");

internal sealed record DropPartitions(
    Position At,
    TableName Table,
    bool IfExists,
    IReadOnlyList<PartitionSpec> Partitions
) : Statement("DDL", "ALTER_TABLE_DROP_PARTITION");

/// <param name="Values">Key (lower case) to value.</param>
/// <param name="Location">Or null: the default place beneath the table's.</param>
internal sealed record PartitionSpec(IReadOnlyDictionary<string, string> Values, string? Location);
