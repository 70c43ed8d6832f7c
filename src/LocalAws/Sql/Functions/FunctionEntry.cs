using LocalAws.Sql.Expressions;
using LocalAws.Sql.Queries;
using LocalAws.Sql.Syntax;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Functions;

internal enum FunctionKind
{
    Scalar,
    Aggregate,
    Window,
}

/// <param name="Name">Lower case.</param>
/// <param name="Kind">Where it may stand.</param>
/// <param name="Signature">Arguments and result, for messages and docs.</param>
/// <param name="Form">How DuckDB writes it.</param>
internal sealed record FunctionEntry(string Name, FunctionKind Kind, string Signature, Func<Invocation, Typed> Form);

/// <summary>One call of a function: its arguments, translated when asked for.</summary>
internal sealed class Invocation(Call call, ExpressionTranslator translator, FunctionEntry entry)
{
    private readonly Typed?[] _values = new Typed?[call.Arguments.Count];

    public int Count => call.Arguments.Count;

    public bool Star => call.Star;

    public Position At => call.At;

    public bool InTry => translator.InTry;

    public ExpressionTranslator Translator => translator;

    public Expression Syntax(int index)
    {
        if (index < Count)
            return call.Arguments[index];
        throw Mismatch();
    }

    public Typed Value(int index)
    {
        if (index < Count)
            return _values[index] ??= translator.Translate(call.Arguments[index]);
        throw Mismatch();
    }

    public IEnumerable<Typed> Values => Enumerable.Range(0, Count).Select(Value);

    /// <summary>The argument's SQL, turned into the type; FUNCTION_NOT_FOUND where it cannot be.</summary>
    public string Sql(int index, SqlType type)
    {
        var value = Value(index);
        if (Coercion.Fits(value.Type, type) || (type.IsVarchar && value.Type.IsVarchar))
            return value.As(type, At).Sql;
        throw Mismatch();
    }

    public Typed Of(int index, params ReadOnlySpan<TypeKind> kinds)
    {
        var value = Value(index);
        return kinds.Contains(value.Type.Kind) ? value : throw Mismatch();
    }

    /// <summary>The text of an argument that must be a literal.</summary>
    public string Literal(int index) =>
        Value(index).Literal
        ?? throw SqlErrors.Unsupported(At, $"argument {index + 1} of {entry.Name} must be a literal here");

    public void Takes(int min, int max)
    {
        if (Count < min || Count > max || Star)
            throw Mismatch();
    }

    public StatementException Mismatch()
    {
        var types = string.Join(
            ", ",
            call.Arguments.Select(a => a is Lambda ? "<function>" : translator.Translate(a).Type.ToString())
        );
        return SqlErrors.At(
            "FUNCTION_NOT_FOUND",
            At,
            $"Unexpected parameters ({types}) for function {entry.Name}. Expected: {entry.Signature}"
        );
    }

    /// <summary>
    /// A call of an aggregate or window function of DuckDB with everything that was written around this one.
    /// </summary>
    public string Aggregate(string function, params ReadOnlySpan<string> arguments)
    {
        var distinct = call.Distinct ? "DISTINCT " : "";
        var order = QueryTranslator.OrderBy([
            .. call.OrderBy.Select(i => QueryTranslator.Sorted(i, translator.Translate(i.Value).Sql)),
        ]);
        var nulls = call.IgnoreNulls ? " IGNORE NULLS" : "";
        var filter = call.Filter is null
            ? ""
            : $" FILTER (WHERE {translator.Condition(call.Filter, "FILTER clause").Sql})";
        var over = call.Over is null ? "" : $" OVER {Windows.Write(call.Over, translator)}";
        return $"{function}({distinct}{string.Join(", ", arguments)}{order}{nulls}){filter}{over}";
    }
}
