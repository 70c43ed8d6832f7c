using LocalAws.Sql.Types;

namespace LocalAws.Sql.Functions;

internal static class LambdaFunctions
{
    public static void AddTo(FunctionTable table)
    {
        table.Scalar("transform", "transform(array, x -> y) -> array(y)", Transform);
        table.Scalar(
            "filter",
            "filter(array, x -> boolean) -> array",
            c => new Typed(Filtered(c, string.Empty), c.Value(0).Type)
        );
        table.Scalar(
            "any_match",
            "any_match(array, x -> boolean) -> boolean",
            c => new Typed($"(len({Filtered(c, string.Empty)}) > 0)", SqlType.Boolean)
        );
        table.Scalar(
            "none_match",
            "none_match(array, x -> boolean) -> boolean",
            c => new Typed($"(len({Filtered(c, string.Empty)}) = 0)", SqlType.Boolean)
        );
        table.Scalar(
            "all_match",
            "all_match(array, x -> boolean) -> boolean",
            c => new Typed($"(len({Filtered(c, "NOT ")}) = 0)", SqlType.Boolean)
        );
    }

    private static Typed Transform(Invocation c)
    {
        c.Takes(2, 2);
        var array = CollectionFunctions.Array(c, 0);
        var body = c.Translator.LambdaBody(c.Syntax(1), [array.Type.Element], out var parameter);
        return new Typed($"list_transform({array.Sql}, lambda {parameter}: {body.Sql})", SqlType.Array(body.Type));
    }

    private static string Filtered(Invocation c, string not)
    {
        c.Takes(2, 2);
        var array = CollectionFunctions.Array(c, 0);
        var body = c.Translator.LambdaBody(c.Syntax(1), [array.Type.Element], out var parameter);
        if (body.Type.Kind is TypeKind.Boolean or TypeKind.Unknown)
            return $"list_filter({array.Sql}, lambda {parameter}: {not}({body.Sql}))";
        throw c.Mismatch();
    }
}
