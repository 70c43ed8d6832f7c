using LocalAws.Sql.Expressions;
using LocalAws.Sql.Syntax;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Functions;

/// <summary>
/// Every function that a statement may call. What is not here does not exist: nothing reaches DuckDB's own functions.
/// </summary>
internal sealed class FunctionTable
{
    private readonly Dictionary<string, FunctionEntry> _entries = [];

    private FunctionTable()
    {
        AggregateFunctions.AddTo(this);
        WindowFunctions.AddTo(this);
        ConditionalFunctions.AddTo(this);
        MathFunctions.AddTo(this);
        TextFunctions.AddTo(this);
        RegexFunctions.AddTo(this);
        DateFunctions.AddTo(this);
        DateFormatFunctions.AddTo(this);
        CollectionFunctions.AddTo(this);
        LambdaFunctions.AddTo(this);
        JsonFunctions.AddTo(this);
        BinaryFunctions.AddTo(this);
    }

    public static FunctionTable Instance { get; } = new();

    public IEnumerable<FunctionEntry> Entries => _entries.Values.OrderBy(e => e.Name, StringComparer.Ordinal);

    /// <param name="kind">Kind.</param>
    /// <param name="signature">Name, arguments and result: <c>mod(n, m) -> common type</c>.</param>
    /// <param name="form">Writes a call.</param>
    public void Add(FunctionKind kind, string signature, Func<Invocation, Typed> form)
    {
        var name = signature[..signature.IndexOf('(')];
        _entries.Add(name, new FunctionEntry(name, kind, signature, form));
    }

    public void Scalar(string signature, Func<Invocation, Typed> form) => Add(FunctionKind.Scalar, signature, form);

    /// <summary>
    /// A function that DuckDB has alike: <c>{0}</c>, <c>{1}</c> are its arguments, turned into the types.
    /// </summary>
    public void Same(string name, SqlType result, string template, params SqlType[] parameters)
    {
        var types = string.Join<SqlType>(", ", parameters);
        Scalar($"{name}({types}) -> {result}", Form);

        Typed Form(Invocation call)
        {
            call.Takes(parameters.Length, parameters.Length);
            var arguments = parameters.Select((p, i) => call.Sql(i, p));
            return new(Fill(template, [.. arguments]), result);
        }
    }

    public static string Fill(string template, params string[] arguments) =>
        string.Format(null, template, [.. arguments]);

    public Typed Translate(Call call, ExpressionTranslator translator)
    {
        if (!_entries.TryGetValue(call.Function, out var entry))
            throw SqlErrors.Function(call.At, call.Function);
        Check(call, entry);
        var mark = translator.Select?.Mark() ?? 0;
        var value = entry.Form(new Invocation(call, translator, entry));
        if (entry.Kind == FunctionKind.Aggregate && call.Over is null)
            translator.Select?.Aggregate(mark);
        return value;
    }

    private static void Check(Call call, FunctionEntry entry)
    {
        if (entry.Kind == FunctionKind.Window && call.Over is null)
            throw SqlErrors.At("MISSING_OVER", call.At, $"Window function {call.Function} requires an OVER clause");
        if (entry.Kind != FunctionKind.Scalar)
            return;
        var isOverRows = call.Over is not null || call.Filter is not null;
        var isOrdered = call.OrderBy.Count > 0 || call.IgnoreNulls;
        if (isOverRows || isOrdered || call.Distinct)
            throw SqlErrors.At(
                "FUNCTION_NOT_AGGREGATE",
                call.At,
                $"{call.Function} is neither an aggregate nor a window function"
            );
    }
}
