using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.History;

/// <summary>
/// Columns of a history table: it must go on showing the nights of every definition that a summary has ever had.
/// </summary>
public static class HistoryColumns
{
    /// <summary>
    /// The columns that the table must have: those that it has stay where they are, with what the definition says of
    /// them; those of the definition that it lacks come last.
    /// </summary>
    /// <param name="shown">Columns that the table has; none where it is not there.</param>
    /// <param name="defined">Columns of the summary's definition.</param>
    public static IReadOnlyList<Column> Merge(IReadOnlyList<Column> shown, IReadOnlyList<Column> defined)
    {
        ArgumentNullException.ThrowIfNull(shown);
        ArgumentNullException.ThrowIfNull(defined);
        var known = shown.Select(Name).ToHashSet();
        var comments = defined.ToDictionary(Name, column => column.Comment);
        var merged = new List<Column>();
        foreach (var column in shown)
        {
            var comment = comments.GetValueOrDefault(Name(column), column.Comment);
            merged.Add(column with { Comment = comment });
        }

        merged.AddRange(defined.Where(column => !known.Contains(Name(column))));
        return merged;
    }

    /// <summary>Whether the table has to be written: for a column that is new, or for what is said about one.</summary>
    /// <param name="shown">Columns that the table has.</param>
    /// <param name="merged">Columns that it must have.</param>
    public static bool Differ(IReadOnlyList<Column> shown, IReadOnlyList<Column> merged)
    {
        var before = shown.Select(column => column.Comment);
        var after = merged.Select(column => column.Comment);
        return !shown.SequenceEqual(merged) || !before.SequenceEqual(after);
    }

    /// <summary>
    /// Why the nights of a definition cannot stand in one table with those before; null where they can.
    /// </summary>
    /// <param name="shown">Columns that the table has; none where it is not there.</param>
    /// <param name="defined">Columns of the summary's definition.</param>
    public static Failure? Refusal(string queryType, IReadOnlyList<Column> shown, IReadOnlyList<Column> defined)
    {
        ArgumentNullException.ThrowIfNull(shown);
        ArgumentNullException.ThrowIfNull(defined);
        var types = shown.ToDictionary(Name, column => column.Type);
        foreach (var column in defined)
        {
            var type = types.GetValueOrDefault(Name(column));
            if (type is not null && Plain(type) != Plain(column.Type))
                return Changed(queryType, column, type);
        }

        return null;
    }

    private static Failure Changed(string queryType, Column column, string type)
    {
        return new(
            "HistoryTypeChanged",
            $"Summary {queryType} defines column {column.Name} as {column.Type}, but {HistoryTable.Name(queryType)} has had it as {type}: nights of both types cannot be read in one table. Nothing was written.",
            "Give the summary a new name, or the column a new one, and run again; nights so far stay readable."
        );
    }

    private static string Name(Column column) => column.Name.ToLowerInvariant();

    private static string Plain(string type) => type.Replace(" ", "").ToLowerInvariant();
}
