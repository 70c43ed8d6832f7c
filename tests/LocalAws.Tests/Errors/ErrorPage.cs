namespace LocalAws.Tests.Errors;

/// <summary>The table of docs/try/localaws-errors.md, made from errors.json.</summary>
internal static class ErrorPage
{
    public static string Path { get; } = System.IO.Path.Combine(Repository.Root, "docs", "try", "localaws-errors.md");

    public static IEnumerable<string> Table() =>
        ErrorCase
            .All.Select(Row)
            .Prepend("|---|---|---|---|---|---|---|")
            .Prepend("| service | case | request | code | status | message | known from |");

    private static string Row(ErrorCase error) =>
        $"| {error.Service} | {error.Case} | {Request(error)} | {Code(error)} | {error.Status} | {Cell(error.Message)} | {Known(error)} |";

    private static string Request(ErrorCase error) =>
        error switch
        {
            { Sql: { } sql } => Cell(sql),
            { Athena: { } operation } => $"`{operation}`{(error.Forgery is { } how ? $", {how}" : "")}",
            { Glue: { } operation } => $"`{operation}`",
            { S3: { } method } => $"`{method} /{error.Path}`{(error.Forgery is { } how ? $", {how}" : "")}",
            _ => $"`{error.Sts!["Action"]}`",
        };

    private static string Code(ErrorCase error) =>
        error.Type is { } type ? $"`{error.Code}`, type {type}"
        : error.Code.Length == 0 ? ""
        : $"`{error.Code}`";

    private static string Known(ErrorCase error) => error.Link is null ? error.Known : $"[{error.Known}]({error.Link})";

    private static string Cell(string text) =>
        $"`{text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ")}`";
}
