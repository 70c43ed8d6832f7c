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

internal abstract record QueryBody
{
    public abstract Position At { get; init; }
}

internal sealed record SelectBody(
    Position At,
    bool Distinct,
    IReadOnlyList<SelectItem> Items,
    Relation? From,
    Expression? Where,
    IReadOnlyList<GroupingElement> GroupBy,
    Expression? Having,
    IReadOnlyDictionary<string, WindowSpec> Windows
) : QueryBody;

internal sealed record SetBody(Position At, string Operator, bool All, QueryBody Left, QueryBody Right) : QueryBody;

internal sealed record ValuesBody(Position At, IReadOnlyList<IReadOnlyList<Expression>> Rows) : QueryBody;

internal sealed record TableBody(Position At, TableName Table) : QueryBody;

internal sealed record NestedBody(Position At, Query Query) : QueryBody;

/// <param name="At">Where.</param>
/// <param name="Value">Expression, or null for <c>*</c>.</param>
/// <param name="Alias">Name given, or null.</param>
/// <param name="StarOf">Relation of <c>t.*</c>, or null.</param>
internal sealed record SelectItem(Position At, Expression? Value, string? Alias, Expression? StarOf);

/// <param name="Kind"><c>simple</c>, <c>rollup</c>, <c>cube</c> or <c>sets</c>.</param>
/// <param name="Sets">One set for the first three kinds.</param>
internal sealed record GroupingElement(string Kind, IReadOnlyList<IReadOnlyList<Expression>> Sets);

internal abstract record Relation
{
    public abstract Position At { get; init; }
}

/// <summary><c>[catalog.][database.]table</c>, lower case.</summary>
internal sealed record TableName(Position At, string? Catalog, string? Database, string Table) : Relation;

internal sealed record SubqueryRelation(Position At, Query Query, bool Lateral) : Relation;

internal sealed record UnnestRelation(Position At, IReadOnlyList<Expression> Arrays, bool Ordinality) : Relation;

internal sealed record AliasedRelation(Position At, Relation Of, string Alias, IReadOnlyList<string> Columns)
    : Relation;

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
) : Relation;
