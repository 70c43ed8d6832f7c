using LocalAws.Sql.Syntax;

namespace LocalAws.Sql;

/// <summary>
/// Failures as Athena words them. Categories: 1 system, 2 user, 3 other. Types follow the error catalogue of Athena's documentation where it
/// names one; 1006 stands for a query that is wrong in itself.
/// </summary>
internal static class SqlErrors
{
    private const int WrongQuery = 1006;

    /// <summary>Refused at submission, before there is a query execution.</summary>
    public static StatementException Syntax(Position at, string message) => new($"{at}: {message}", 2, WrongQuery, atSubmission: true);

    public static StatementException Unsupported(Position at, string message) =>
        new($"NOT_SUPPORTED: {at}: {message}", 2, WrongQuery);

    public static StatementException Refused(string message) => new(message, 2, WrongQuery, atSubmission: true);

    public static StatementException At(string code, Position at, string message) => new($"{code}: {at}: {message}", 2, WrongQuery);

    public static StatementException Plain(string code, string message) => new($"{code}: {message}", 2, WrongQuery);

    public static StatementException Type(Position at, string message) => At("TYPE_MISMATCH", at, message);

    public static StatementException Column(Position at, string name) => At("COLUMN_NOT_FOUND", at, $"Column '{name}' cannot be resolved");

    public static StatementException Ambiguous(Position at, string name) => At("AMBIGUOUS_NAME", at, $"Column '{name}' is ambiguous");

    public static StatementException Table(Position at, string database, string table) =>
        At("TABLE_NOT_FOUND", at, $"Table 'awsdatacatalog.{database}.{table}' does not exist");

    public static StatementException Schema(Position at, string database) =>
        At("SCHEMA_NOT_FOUND", at, $"Schema '{database}' does not exist");

    public static StatementException Function(Position at, string name) =>
        At("FUNCTION_NOT_FOUND", at, $"Function '{name}' not registered");
}
