using System.Globalization;

namespace LocalAws.Glue.Expressions;

/// <summary>A partition key in an expression.</summary>
/// <param name="Index">Its place among the keys.</param>
/// <param name="Type">Hive type, which says how its values compare.</param>
internal sealed record PartitionKey(int Index, string Type)
{
    private bool IsNumber =>
        Type.Split('(')[0].ToLowerInvariant()
            is "tinyint"
                or "smallint"
                or "int"
                or "integer"
                or "bigint"
                or "long"
                or "float"
                or "double"
                or "decimal";

    public string TextOf(IReadOnlyList<string> values) => values[Index];

    /// <summary>Whether a text is a value of the type.</summary>
    public bool IsValue(string text) => !IsNumber || Number(text) is not null;

    /// <summary>
    /// How a partition's value compares with a literal. One that is no number sorts before all that are; dates and
    /// times sort as texts do.
    /// </summary>
    public int Compare(IReadOnlyList<string> values, string literal)
    {
        if (IsNumber)
            return Nullable.Compare(Number(values[Index]), Number(literal));
        return string.CompareOrdinal(values[Index], literal);
    }

    private static decimal? Number(string text)
    {
        if (decimal.TryParse(text, NumberStyles.Float, null, out var number))
            return number;
        return null;
    }
}
