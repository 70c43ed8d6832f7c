using LocalAws.Catalog;

namespace LocalAws.Sql.Syntax;

/// <param name="At">Where.</param>
/// <param name="Table">Target.</param>
/// <param name="Columns">As named, or empty: all in order.</param>
/// <param name="Query">Rows.</param>
internal sealed record InsertInto(Position At, TableName Table, IReadOnlyList<string> Columns, Query Query)
    : Statement("DML", "INSERT");

/// <param name="At">Where.</param>
/// <param name="View">Its name.</param>
/// <param name="OrReplace">Whether one that is there is replaced.</param>
/// <param name="Query">What it stands for.</param>
/// <param name="Text">The query as written.</param>
internal sealed record CreateView(Position At, TableName View, bool OrReplace, Query Query, string Text)
    : Statement("DDL", "CREATE_VIEW");

internal sealed record DropView(Position At, TableName View, bool IfExists) : Statement("DDL", "DROP_VIEW");

internal sealed record ShowViews(Position At, string? Database, string? Pattern) : Statement("UTILITY", "SHOW_VIEWS");

internal sealed record ShowCreateView(Position At, TableName View) : Statement("UTILITY", "SHOW_CREATE_VIEW");

/// <param name="At">Where.</param>
/// <param name="Table">Which.</param>
/// <param name="Property">One, or null: all.</param>
internal sealed record ShowProperties(Position At, TableName Table, string? Property)
    : Statement("UTILITY", "SHOW_TBLPROPERTIES");

/// <param name="At">Where.</param>
/// <param name="Explained">What is not run.</param>
/// <param name="Validate">Whether only its being right is asked for.</param>
internal sealed record Explain(Position At, Statement Explained, bool Validate) : Statement("DML", "EXPLAIN");

internal sealed record RepairTable(Position At, TableName Table) : Statement("DDL", "MSCK_REPAIR");

/// <param name="At">Where.</param>
/// <param name="Table">Which.</param>
/// <param name="Partition">One, or null: the table itself.</param>
/// <param name="Location">New place.</param>
internal sealed record SetLocation(Position At, TableName Table, PartitionSpec? Partition, string Location)
    : Statement("DDL", "ALTER_TABLE_SET_LOCATION");

internal sealed record ChangeColumns(Position At, TableName Table, bool Replace, IReadOnlyList<CatalogColumn> Columns)
    : Statement("DDL", Replace ? "ALTER_TABLE_REPLACE_COLUMNS" : "ALTER_TABLE_ADD_COLUMNS");

internal sealed record SetProperties(Position At, TableName Table, IReadOnlyDictionary<string, string> Properties)
    : Statement("DDL", "ALTER_TABLE_SET_TBLPROPERTIES");
