using System.Runtime.CompilerServices;
using LocalAws.Sql.Functions;
using LocalAws.Sql.Names;
using LocalAws.Sql.Queries;
using LocalAws.Sql.Syntax;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Expressions;

/// <summary>
/// Writes Trino's expressions in DuckDB's SQL, with their types. Every piece of its output is written here or in the
/// function table; no text of the statement passes through but quoted names and literals.
/// </summary>
internal sealed partial class ExpressionTranslator(QueryTranslator queries, Scope scope, SelectContext? select = null)
{
    private int _try;

    /// <summary>Inside TRY: what would raise an error gives NULL.</summary>
    public bool InTry => _try > 0;

    public QueryTranslator Queries => queries;

    public SelectContext? Select => select;

    public Typed Translate(Expression expression)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw SqlErrors.Plain("STACK_OVERFLOW", "statement is too large (stack overflow during analysis)");
        var mark = select?.Mark() ?? 0;
        var value = TranslateAny(expression);
        select?.Settle(mark, value.Sql);
        return value;
    }

    public Typed Boolean(Expression expression) => Condition(expression, "Expression");

    public Typed Condition(Expression expression, string clause)
    {
        var value = Translate(expression);
        if (value.Type.Kind is TypeKind.Boolean or TypeKind.Unknown)
            return value;
        throw SqlErrors.Type(expression.At, $"{clause} must evaluate to a boolean: actual type {value.Type}");
    }

    public Typed InTryMode(Expression expression)
    {
        _try++;
        var value = Translate(expression);
        _try--;
        return value;
    }

    private Typed TranslateAny(Expression expression) =>
        expression switch
        {
            NullLiteral => Typed.Null,
            BooleanLiteral b => Typed.Boolean(b.Value ? "TRUE" : "FALSE"),
            TextLiteral t => Typed.Text(t.Value),
            BinaryLiteral b => new($"unhex({DuckTypes.Text(b.Hex)})", SqlType.Varbinary),
            NumberLiteral n => Literals.Number(n),
            TypedLiteral t => Literals.Typed(t),
            IntervalLiteral i => Literals.Interval(i),
            CurrentTime c => queries.Clock.Value(c),
            Name or Member => Reference(expression),
            Subscript s => SubscriptOf(s),
            Call c => FunctionTable.Instance.Translate(c, this),
            Unary u => Operators.Signed(u, Translate(u.Operand)),
            Binary b => Operators.Binary(b, Translate(b.Left), Translate(b.Right), InTry),
            Cast c => CastOf(c),
            Extract e => CallOf(e.At, e.Field, e.Operand),
            AtTimeZone a => CallOf(a.At, "at_timezone", a.Operand, a.Zone),
            ArrayOf a => Array(a),
            RowOf r => Row(r),
            Case c => CaseOf(c),
            Lambda l => throw SqlErrors.Unsupported(
                l.At,
                "a lambda may only be an argument of a function that takes one"
            ),
            _ => Predicate(expression),
        };

    private Typed CallOf(Position at, string function, params Expression[] arguments)
    {
        var call = new Call(at, function, arguments);
        return FunctionTable.Instance.Translate(call, this);
    }

    private Typed CastOf(Cast cast)
    {
        var operand = cast.Try ? InTryMode(cast.Operand) : Translate(cast.Operand);
        var isTry = cast.Try || InTry;
        return Casts.Explicit(operand, cast.Type, isTry, cast.At);
    }

    /// <summary>Something that a condition on partition columns alone must not have.</summary>
    public void NoteMore()
    {
        if (select is not null)
            select.UsesMore = true;
    }

    /// <summary>The body of a lambda, whose parameters have these types.</summary>
    public Typed LambdaBody(Expression expression, IReadOnlyList<SqlType> types, out string parameters)
    {
        if (expression is not Lambda lambda || lambda.Parameters.Count != types.Count)
            throw SqlErrors.Type(expression.At, $"a lambda with {types.Count} parameters is expected");
        var names = lambda.Parameters.Select(_ => queries.NewName("l")).ToList();
        parameters = string.Join(", ", names);
        List<ScopeColumn> columns = [];
        for (var i = 0; i < names.Count; i++)
        {
            var value = new Typed(names[i], types[i]);
            columns.Add(new ScopeColumn(null, null, lambda.Parameters[i], value));
        }

        var inner = new ExpressionTranslator(queries, new Scope(columns, scope), select) { _try = _try };
        return inner.Translate(lambda.Body);
    }

    private Typed Reference(Expression expression)
    {
        List<string> parts = [];
        var root = expression;
        while (root is Member member)
        {
            parts.Insert(0, member.Field);
            root = member.Of;
        }

        if (root is not Name name)
            return FieldOf(expression.At, Translate(root), parts);
        parts.Insert(0, name.Identifier);
        if (scope.Find(parts, expression.At) is not { } found)
            throw SqlErrors.Column(expression.At, string.Join('.', parts));
        if (found.Own)
            select?.Use(expression.At, parts[found.Used - 1], found.Column.Value.Sql);
        else
            NoteMore();
        var fields = parts.Skip(found.Used).ToList();
        var needs = found.Column.Needs;
        queries.Need(fields.Count == 0 ? needs : needs.Field(fields));
        return FieldOf(expression.At, found.Column.Value, fields);
    }

    private static Typed FieldOf(Position at, Typed value, IEnumerable<string> fields)
    {
        foreach (var name in fields)
        {
            if (!value.Type.IsRow)
                throw SqlErrors.Type(at, $"Expression is not of type ROW: it is {value.Type}");
            var field = value.Type.Fields.FirstOrDefault(f => f.Name == name);
            if (field is null)
                throw SqlErrors.Column(at, name);
            value = new Typed($"struct_extract({value.Sql}, {DuckTypes.Text(name)})", field.Type);
        }

        return value;
    }

    private Typed SubscriptOf(Subscript subscript)
    {
        var of = Translate(subscript.Of);
        var index = Translate(subscript.Index);
        if (of.Type.IsArray)
            return Operators.ArrayItem(of, index.As(SqlType.BigInt, subscript.At), InTry);
        if (of.Type.IsMap)
            return Operators.MapValue(of, index.As(of.Type.Element, subscript.At), InTry);
        throw SqlErrors.Type(subscript.At, $"Cannot apply operator: {of.Type}[{index.Type}]");
    }

    private Typed Array(ArrayOf array)
    {
        var items = Unified(array.Items, array.At, "All ARRAY elements", out var type);
        return new($"[{string.Join(", ", items)}]", SqlType.Array(type));
    }

    private Typed Row(RowOf row)
    {
        var items = row.Items.Select(Translate).ToList();
        var values = items.Select((item, i) => $"{DuckTypes.Name($"field{i}")}: {item.Sql}");
        var fields = items.ConvertAll(item => new SqlField(null, item.Type));
        return new($"{{{string.Join(", ", values)}}}", SqlType.Row(fields));
    }

    /// <summary>Translates expressions that must agree on a type, and turns all of them into it.</summary>
    public List<string> Unified(IEnumerable<Expression> expressions, Position at, string what, out SqlType type)
    {
        var values = expressions.Select(Translate).ToList();
        var common = SqlType.Unknown;
        foreach (var value in values)
        {
            if (Coercion.Common(common, value.Type) is not { } wider)
                throw SqlErrors.Type(at, $"{what} must be the same type: {common}, {value.Type}");
            common = wider;
        }

        type = common;
        return values.ConvertAll(v => v.As(common, at).Sql);
    }
}
