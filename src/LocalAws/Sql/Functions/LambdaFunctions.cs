using LocalAws.Sql.Types;

namespace LocalAws.Sql.Functions;

internal static class LambdaFunctions
{
    public static void AddTo(FunctionTable table)
    {
        table.Scalar("transform(array, x -> y) -> array(y)", Transform);
        table.Scalar("filter(array, x -> boolean) -> array", c => new(Filtered(c, ""), c.Value(0).Type));
        table.Scalar("any_match(array, x -> boolean) -> boolean", c => Typed.Boolean($"(len({Filtered(c, "")}) > 0)"));
        table.Scalar("none_match(array, x -> boolean) -> boolean", c => Typed.Boolean($"(len({Filtered(c, "")}) = 0)"));
        table.Scalar(
            "all_match(array, x -> boolean) -> boolean",
            c => Typed.Boolean($"(len({Filtered(c, "NOT ")}) = 0)")
        );
    }

    private static Typed Transform(Invocation c)
    {
        c.Takes(2, 2);
        var array = CollectionFunctions.Array(c, 0);
        var body = c.Translator.LambdaBody(c.Syntax(1), [array.Type.Element], out var parameter);
        return new($"list_transform({array.Sql}, lambda {parameter}: {body.Sql})", SqlType.Array(body.Type));
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
