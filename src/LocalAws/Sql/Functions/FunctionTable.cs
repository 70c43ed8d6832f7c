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

    public void Add(string name, FunctionKind kind, string signature, Func<Invocation, Typed> form) =>
        _entries.Add(name, new FunctionEntry(name, kind, signature, form));

    public void Scalar(string name, string signature, Func<Invocation, Typed> form) =>
        Add(name, FunctionKind.Scalar, signature, form);

    /// <summary>
    /// A function that DuckDB has alike: <c>{0}</c>, <c>{1}</c> are its arguments, turned into the types.
    /// </summary>
    public void Same(string name, SqlType result, string template, params SqlType[] parameters)
    {
        var signature = $"{name}({string.Join(", ", parameters.Select(p => p.ToString()))}) -> {result}";
        Scalar(
            name,
            signature,
            call =>
            {
                call.Takes(parameters.Length, parameters.Length);
                return new Typed(Fill(template, [.. parameters.Select((p, i) => call.Sql(i, p))]), result);
            }
        );
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
        if (
            call.Over is not null
            || call.Filter is not null
            || call.Distinct
            || call.OrderBy.Count > 0
            || call.IgnoreNulls
        )
            throw SqlErrors.At(
                "FUNCTION_NOT_AGGREGATE",
                call.At,
                $"{call.Function} is neither an aggregate nor a window function"
            );
    }
}
