using CommerceAnalytics.Failures;
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
        var known = shown.Select(column => column.Name.ToLowerInvariant()).ToHashSet();
        var added = defined.Where(column => !known.Contains(column.Name.ToLowerInvariant()));
        var comments = defined.ToDictionary(column => column.Name.ToLowerInvariant(), column => column.Comment);
        var kept = shown.Select(column =>
            column with
            {
                Comment = comments.GetValueOrDefault(column.Name.ToLowerInvariant(), column.Comment),
            }
        );
        return [.. kept, .. added];
    }

    /// <summary>Whether the table has to be written: for a column that is new, or for what is said about one.</summary>
    /// <param name="shown">Columns that the table has.</param>
    /// <param name="merged">Columns that it must have.</param>
    public static bool Differ(IReadOnlyList<Column> shown, IReadOnlyList<Column> merged) =>
        !shown.SequenceEqual(merged)
        || !shown.Select(column => column.Comment).SequenceEqual(merged.Select(column => column.Comment));

    /// <summary>
    /// Why the nights of a definition cannot stand in one table with those before; null where they can.
    /// </summary>
    /// <param name="queryType">Query type.</param>
    /// <param name="shown">Columns that the table has; none where it is not there.</param>
    /// <param name="defined">Columns of the summary's definition.</param>
    public static Failure? Refusal(string queryType, IReadOnlyList<Column> shown, IReadOnlyList<Column> defined)
    {
        ArgumentNullException.ThrowIfNull(shown);
        ArgumentNullException.ThrowIfNull(defined);
        var types = shown.ToDictionary(column => column.Name.ToLowerInvariant(), column => column.Type);
        foreach (var column in defined)
        {
            var type = types.GetValueOrDefault(column.Name.ToLowerInvariant());
            if (type is not null && Plain(type) != Plain(column.Type))
                return Changed(queryType, column, type);
        }

        return null;
    }

    private static Failure Changed(string queryType, Column column, string type) =>
        new(
            "HistoryTypeChanged",
            $"Summary {queryType} defines column {column.Name} as {column.Type}, but {HistoryTable.Name(queryType)} has had it as {type}: nights of both types cannot be read in one table. Nothing was written.",
            "Give the summary a new name, or the column a new one, and run again; nights so far stay readable."
        );

    private static string Plain(string type) => type.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
}
