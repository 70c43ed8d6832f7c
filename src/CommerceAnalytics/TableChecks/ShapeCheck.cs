using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.TableChecks;

/// <summary>
/// Holds what a summary's SELECT gives against what its file declares. The cast to the declared types hides from a
/// table's own check what was not meant: a text that happens to be a number, an average that is cut to whole numbers.
/// </summary>
public static class ShapeCheck
{
    private static readonly string[] Texts = ["varchar", "char"];
    private static readonly string[] Whole = ["bigint", "integer", "smallint", "tinyint"];
    private static readonly string[] Numbers = [.. Whole, "decimal", "double", "float", "real"];

    /// <summary>A sentence for each column that is not as declared; none where all are.</summary>
    /// <param name="summary">What is declared.</param>
    /// <param name="given">Names and types in Athena's words, as the SELECT gives them, in order.</param>
    public static IReadOnlyList<string> Problems(Summary summary, IReadOnlyList<(string Name, string Type)> given)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var names = given.Select(column => column.Name.ToLowerInvariant()).ToList();
        var declared = summary.OwnColumns.Select(column => column.Name).ToList();
        return names.SequenceEqual(declared)
            ?
            [
                .. summary
                    .OwnColumns.Zip(given)
                    .Select(pair => Problem(summary, pair.First, pair.Second.Type))
                    .OfType<string>(),
            ]
            :
            [
                $"{summary.Source.File}:{summary.Source.SqlLine}: the SELECT gives the columns ({string.Join(", ", names)}), 'columns' declares ({string.Join(", ", declared)}): give them the same names in the same order.",
            ];
    }

    private static string? Problem(Summary summary, SummaryColumn column, string type)
    {
        var plain = type.Split('(')[0];
        return Fits(column.Type, plain)
            ? null
            : $"{summary.Source.File}:{column.Line}: '{column.Name}' is declared {column.Type}, and the SELECT gives {type}: cast it there, or declare what it gives.";
    }

    // NULL alone has no type.
    private static bool Fits(string declared, string given)
    {
        return given == declared
            || given == "unknown"
            || declared switch
            {
                "varchar" => Texts.Contains(given),
                "bigint" or "integer" => Whole.Contains(given),
                "double" => Numbers.Contains(given),
                _ => false,
            };
    }
}
