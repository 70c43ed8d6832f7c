using LocalAws.Sql.Syntax;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Expressions;

/// <summary>The query's own time, the same wherever it asks.</summary>
internal sealed class QueryClock(DateTimeOffset startedAt)
{
    private string Literal(string format, string type) => $"CAST('{startedAt.UtcDateTime.ToString(format)}' AS {type})";

    public Typed Now => new(Literal("yyyy-MM-dd HH:mm:ss.fff+00", "TIMESTAMPTZ"), SqlType.TimestampTz("UTC"));

    public Typed Value(CurrentTime word) =>
        word.Kind switch
        {
            "current_date" => new(Literal("yyyy-MM-dd", "DATE"), SqlType.Date),
            "current_timestamp" => Now,
            "localtimestamp" => new(Literal("yyyy-MM-dd HH:mm:ss.fff", "TIMESTAMP"), SqlType.Timestamp),
            _ => throw SqlErrors.Unsupported(word.At, $"{word.Kind} is not supported"),
        };
}
