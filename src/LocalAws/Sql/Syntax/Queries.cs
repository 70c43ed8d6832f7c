namespace LocalAws.Sql.Syntax;

/// <summary>A query with its WITH clause, order and limit.</summary>
internal sealed record Query(
    Position At,
    IReadOnlyList<WithTable> With,
    QueryBody Body,
    IReadOnlyList<SortItem> OrderBy,
    Expression? Offset,
    Expression? Limit
);

internal sealed record WithTable(Position At, string Name, IReadOnlyList<string> Columns, Query Query);

internal abstract record QueryBody(Position At);

internal sealed record SelectBody(
    Position At,
    bool Distinct,
    IReadOnlyList<SelectItem> Items,
    Relation? From,
    Expression? Where,
    IReadOnlyList<GroupingElement> GroupBy,
    Expression? Having,
    IReadOnlyDictionary<string, WindowSpec> Windows
) : QueryBody(At);

internal sealed record SetBody(Position At, string Operator, bool All, QueryBody Left, QueryBody Right) : QueryBody(At);

internal sealed record ValuesBody(Position At, IReadOnlyList<IReadOnlyList<Expression>> Rows) : QueryBody(At);

internal sealed record TableBody(Position At, TableName Table) : QueryBody(At);

internal sealed record NestedBody(Position At, Query Query) : QueryBody(At);

/// <param name="At">Where.</param>
/// <param name="Value">Expression, or null for <c>*</c>.</param>
/// <param name="Alias">Name given, or null.</param>
/// <param name="StarOf">Relation of <c>t.*</c>, or null.</param>
internal sealed record SelectItem(Position At, Expression? Value, string? Alias, Expression? StarOf);

/// <param name="Kind"><c>simple</c>, <c>rollup</c>, <c>cube</c> or <c>sets</c>.</param>
/// <param name="Sets">One set for the first three kinds.</param>
internal sealed record GroupingElement(string Kind, IReadOnlyList<IReadOnlyList<Expression>> Sets);

internal abstract record Relation(Position At);

/// <summary><c>[catalog.][database.]table</c>, lower case.</summary>
internal sealed record TableName(Position At, string? Catalog, string? Database, string Table) : Relation(At);

internal sealed record SubqueryRelation(Position At, Query Query, bool Lateral) : Relation(At);

internal sealed record UnnestRelation(Position At, IReadOnlyList<Expression> Arrays, bool Ordinality) : Relation(At);

internal sealed record AliasedRelation(Position At, Relation Of, string Alias, IReadOnlyList<string> Columns)
    : Relation(At);

/// <param name="At">Where.</param>
/// <param name="Kind"><c>CROSS</c>, <c>INNER</c>, <c>LEFT</c>, <c>RIGHT</c>, <c>FULL</c>.</param>
/// <param name="Left">First relation.</param>
/// <param name="Right">Second relation.</param>
/// <param name="On">Condition, or null.</param>
/// <param name="Using">Columns of USING, or empty.</param>
internal sealed record JoinRelation(
    Position At,
    string Kind,
    Relation Left,
    Relation Right,
    Expression? On,
    IReadOnlyList<string> Using
) : Relation(At);
