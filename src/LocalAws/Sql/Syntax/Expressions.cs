namespace LocalAws.Sql.Syntax;

internal abstract record Expression
{
    public abstract Position At { get; init; }
}

internal sealed record NullLiteral(Position At) : Expression;

internal sealed record BooleanLiteral(Position At, bool Value) : Expression;

internal sealed record TextLiteral(Position At, string Value) : Expression;

internal sealed record BinaryLiteral(Position At, string Hex) : Expression;

internal sealed record NumberLiteral(Position At, string Text, TokenKind Kind) : Expression;

/// <summary>
/// <c>DATE '...'</c>, <c>TIMESTAMP '...'</c>, <c>DECIMAL '...'</c>; <paramref name="Type"/> is lower case.
/// </summary>
internal sealed record TypedLiteral(Position At, string Type, string Text) : Expression;

internal sealed record IntervalLiteral(Position At, bool Negative, string Text, string Unit) : Expression;

internal sealed record Name(Position At, string Identifier) : Expression;

internal sealed record Member(Position At, Expression Of, string Field) : Expression;

internal sealed record Subscript(Position At, Expression Of, Expression Index) : Expression;

internal sealed record Call(Position At, string Function, IReadOnlyList<Expression> Arguments) : Expression
{
    public bool Distinct { get; init; }

    /// <summary><c>count(*)</c>.</summary>
    public bool Star { get; init; }

    public IReadOnlyList<SortItem> OrderBy { get; init; } = [];

    public Expression? Filter { get; init; }

    public bool IgnoreNulls { get; init; }

    public WindowSpec? Over { get; init; }
}

internal sealed record Unary(Position At, string Operator, Expression Operand) : Expression;

internal sealed record Binary(Position At, string Operator, Expression Left, Expression Right) : Expression;

internal sealed record Logical(Position At, bool IsAnd, IReadOnlyList<Expression> Terms) : Expression;

internal sealed record Not(Position At, Expression Operand) : Expression;

internal sealed record IsNull(Position At, Expression Operand, bool Negated) : Expression;

internal sealed record IsDistinct(Position At, Expression Left, Expression Right, bool Negated) : Expression;

internal sealed record Between(Position At, Expression Operand, Expression Low, Expression High, bool Negated)
    : Expression;

internal sealed record InList(Position At, Expression Operand, IReadOnlyList<Expression> Values, bool Negated)
    : Expression;

internal sealed record InQuery(Position At, Expression Operand, Query Query, bool Negated) : Expression;

internal sealed record Like(Position At, Expression Operand, Expression Pattern, Expression? Escape, bool Negated)
    : Expression;

internal sealed record Exists(Position At, Query Query) : Expression;

internal sealed record Scalar(Position At, Query Query) : Expression;

internal sealed record Quantified(Position At, string Operator, bool All, Expression Left, Query Query) : Expression;

internal sealed record Case(
    Position At,
    Expression? Operand,
    IReadOnlyList<(Expression When, Expression Then)> Branches,
    Expression? Else
) : Expression;

internal sealed record Cast(Position At, Expression Operand, Types.SqlType Type, bool Try) : Expression;

internal sealed record ArrayOf(Position At, IReadOnlyList<Expression> Items) : Expression;

internal sealed record RowOf(Position At, IReadOnlyList<Expression> Items) : Expression;

internal sealed record Lambda(Position At, IReadOnlyList<string> Parameters, Expression Body) : Expression;

internal sealed record Extract(Position At, string Field, Expression Operand) : Expression;

internal sealed record AtTimeZone(Position At, Expression Operand, Expression Zone) : Expression;

/// <summary><c>current_date</c> and the like, which take no parentheses.</summary>
internal sealed record CurrentTime(Position At, string Kind) : Expression;

/// <param name="Value">What to sort by.</param>
/// <param name="Descending">Direction.</param>
/// <param name="NullsFirst">Or null: Trino's default, nulls last both ways.</param>
internal sealed record SortItem(Expression Value, bool Descending, bool? NullsFirst);

internal sealed record WindowSpec(
    Position At,
    string? Name,
    IReadOnlyList<Expression> PartitionBy,
    IReadOnlyList<SortItem> OrderBy,
    WindowFrame? Frame
);

/// <param name="Unit"><c>ROWS</c>, <c>RANGE</c> or <c>GROUPS</c>.</param>
/// <param name="Start">First bound.</param>
/// <param name="End">Last bound, or null: the current row.</param>
internal sealed record WindowFrame(string Unit, FrameBound Start, FrameBound? End);

/// <param name="Kind">
/// <c>UNBOUNDED PRECEDING</c>, <c>PRECEDING</c>, <c>CURRENT ROW</c>, <c>FOLLOWING</c>, <c>UNBOUNDED FOLLOWING</c>.
/// </param>
/// <param name="Value">Offset for <c>PRECEDING</c> and <c>FOLLOWING</c>.</param>
internal sealed record FrameBound(string Kind, Expression? Value);
