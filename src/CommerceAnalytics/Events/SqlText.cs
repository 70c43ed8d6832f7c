namespace CommerceAnalytics.Events;

/// <summary>Values and names as SQL writes them.</summary>
internal static class SqlText
{
    public static string Literal(string value) => $"'{value.Replace("'", "''")}'";

    public static string Literals(IEnumerable<string> values)
    {
        var literals = values.Select(Literal);
        return string.Join(", ", literals);
    }

    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"")}\"";

    public static string Table(string database, string table) => $"{Name(database)}.{Name(table)}";

    public static string Date(DateOnly date) => $"DATE '{date:yyyy-MM-dd}'";

    public static string Timestamp(DateTime utc) => $"TIMESTAMP '{utc:yyyy-MM-dd HH:mm:ss.fff}'";
}
