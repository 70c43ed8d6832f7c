using LocalAws.Sql.Syntax;

namespace LocalAws.Sql;

/// <summary>
/// Failures as Athena words them. Categories: 1 system, 2 user, 3 other. Types are those of Athena's error catalogue
/// whose description says the same as the code; it does not tie codes to types itself.
/// </summary>
internal static class SqlErrors
{
    private const int DataError = 1001;
    private const int WrongType = 1002;
    private const int DdlFailed = 1003;
    private const int SyntaxError = 1006;
    private const int WrongCast = 1100;
    private const int InvalidTableProperty = 1103;
    private const int InvalidFunctionArgument = 1106;
    private const int QueryNotSupported = 1200;
    private const int QueryTypeNotSupported = 1202;
    private const int NoSuchEntity = 1301;
    private const int NoSuchFunction = 1303;
    private const int User = 2;

    /// <summary>Refused at submission, before there is a query execution.</summary>
    public static StatementException Syntax(Position at, string message) =>
        new($"{at}: {message}", User, SyntaxError, atSubmission: true);

    public static StatementException Unsupported(Position at, string message) => At("NOT_SUPPORTED", at, message);

    public static StatementException Refused(string message) =>
        new(message, User, QueryTypeNotSupported, atSubmission: true);

    public static StatementException At(string code, Position at, string message) => Plain(code, $"{at}: {message}");

    public static StatementException Plain(string code, string message) =>
        new($"{code}: {message}", User, TypeOf(code));

    /// <summary>As Hive's statements fail: those about the catalog.</summary>
    public static StatementException Failed(string message) => Plain("FAILED", message);

    public static StatementException Type(Position at, string message) => At("TYPE_MISMATCH", at, message);

    public static StatementException Column(Position at, string name) =>
        At("COLUMN_NOT_FOUND", at, $"Column '{name}' cannot be resolved");

    public static StatementException Ambiguous(Position at, string name) =>
        At("AMBIGUOUS_NAME", at, $"Column '{name}' is ambiguous");

    public static StatementException Table(Position at, string database, string table) =>
        At("TABLE_NOT_FOUND", at, $"Table 'awsdatacatalog.{database}.{table}' does not exist");

    public static StatementException Schema(Position at, string database) =>
        At("SCHEMA_NOT_FOUND", at, $"Schema '{database}' does not exist");

    public static StatementException Function(Position at, string name) =>
        At("FUNCTION_NOT_FOUND", at, $"Function '{name}' not registered");

    /// <summary>
    /// The first five lines are types that others saw Athena give (docs/try/localaws-errors.md); the rest go by the
    /// catalogue's descriptions.
    /// </summary>
    private static int TypeOf(string code) =>
        code switch
        {
            "TABLE_NOT_FOUND" or "SCHEMA_NOT_FOUND" or "CATALOG_NOT_FOUND" => NoSuchEntity,
            "FUNCTION_NOT_FOUND" => NoSuchFunction,
            "TYPE_MISMATCH" => WrongType,
            "INVALID_CAST_ARGUMENT" => WrongCast,
            "NOT_SUPPORTED" => QueryNotSupported,
            "FAILED" => DdlFailed,
            "INVALID_TABLE_PROPERTY" => InvalidTableProperty,
            "INVALID_FUNCTION_ARGUMENT" => InvalidFunctionArgument,
            "DIVISION_BY_ZERO" or "NUMERIC_VALUE_OUT_OF_RANGE" or "SUBQUERY_MULTIPLE_ROWS" => DataError,
            _ => SyntaxError,
        };
}
