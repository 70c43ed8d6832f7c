namespace CommerceAnalytics.Summaries;

/// <summary>One of a summary's own columns, as its file describes it.</summary>
/// <param name="Name">Lower case, as Athena stores names.</param>
/// <param name="Type">In Athena's words: <c>varchar</c>, <c>bigint</c>, <c>integer</c>, <c>double</c>, <c>date</c>.</param>
/// <param name="About">What a value means, for the pages and for the catalog.</param>
/// <param name="Unit">What its numbers are in.</param>
/// <param name="AtMost">A column of the same row that this one never exceeds; null where there is none.</param>
/// <param name="KeyMayBeNull">Whether NULL is a value of the key like any other.</param>
public sealed record SummaryColumn(string Name, string Type, string About, Unit Unit, string? AtMost, bool KeyMayBeNull)
{
    /// <summary>Line of the file that declares it, from 1; 0 for a column that no file declares.</summary>
    public int Line { get; init; }

    /// <summary>As the catalog has it.</summary>
    public Column InCatalog => new(Name, HiveType) { Comment = About };

    /// <summary>The type by Hive's name, as Glue has it.</summary>
    public string HiveType =>
        Type switch
        {
            "varchar" => "string",
            "integer" => "int",
            _ => Type,
        };
}
