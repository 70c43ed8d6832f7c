using System.Text.RegularExpressions;
using DuckDB.NET.Data;

namespace LocalAws.Sql.Execution;

/// <summary>What DuckDB says, in Athena's words.</summary>
internal static partial class DuckDbErrors
{
    private const int System = 1;

    public static Exception Translate(DuckDBException error, CancellationToken cancellation)
    {
        var message = error.Message;
        if (message.StartsWith("INTERRUPT", StringComparison.Ordinal) || cancellation.IsCancellationRequested)
            return new OperationCanceledException("The query was stopped.", error, cancellation);
        // Raised on purpose by the translated SQL, with Athena's code.
        if (Raised().Match(message) is { Success: true } raised)
            return SqlErrors.Plain(raised.Groups["code"].Value, raised.Groups["text"].Value);
        return Known(message) ?? new StatementException($"GENERIC_INTERNAL_ERROR: {message}", System);
    }

    /// <summary>Whether it may come from a damaged file, which DuckDB does not name.</summary>
    public static bool MayBeDamage(DuckDBException error)
    {
        var kind = error.Message.Split(" Error:", 2)[0];
        return kind is "Invalid" or "Invalid Input" or "IO" or "Serialization" or "INTERNAL" or "Not implemented"
            && !Raised().IsMatch(error.Message);
    }

    private static StatementException? Known(string message)
    {
        if (message.Contains("More than one row returned by a subquery"))
            return SqlErrors.Plain("SUBQUERY_MULTIPLE_ROWS", "Scalar sub-query has returned multiple rows");
        var kind = message.Split(" Error:", 2)[0];
        return kind switch
        {
            "Out of Range" => SqlErrors.Plain("NUMERIC_VALUE_OUT_OF_RANGE", message),
            // A sum or a cast of an integer to a smaller one; DuckDB names both types.
            "Conversion" when message.Contains("Type INT") && message.Contains("out of range") => SqlErrors.Plain(
                "NUMERIC_VALUE_OUT_OF_RANGE",
                message
            ),
            "Conversion" => SqlErrors.Plain("INVALID_CAST_ARGUMENT", message),
            "Out of Memory" => new StatementException(
                $"EXCEEDED_LOCAL_MEMORY_LIMIT: Query exceeded local memory limit: {message}",
                System,
                retryable: true
            ),
            "IO" => new StatementException($"HIVE_CANNOT_OPEN_SPLIT: {message}", System, retryable: true),
            "Binder" or "Parser" or "Catalog" or "Not implemented" => SqlErrors.Plain(
                "NOT_SUPPORTED",
                $"This form is not supported by the local engine: {message}"
            ),
            "Invalid Input" => SqlErrors.Plain("INVALID_FUNCTION_ARGUMENT", message),
            _ => null,
        };
    }

    [GeneratedRegex(
        @"(?<code>\b(DIVISION_BY_ZERO|INVALID_CAST_ARGUMENT|INVALID_FUNCTION_ARGUMENT|NOT_SUPPORTED|NUMERIC_VALUE_OUT_OF_RANGE)): (?<text>[^\n]*)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Raised();
}
