namespace CommerceAnalytics.Events;

/// <summary>The values that one text partition key of an events table has, and how they are written.</summary>
/// <param name="Key">The key's name.</param>
/// <param name="Digits">How many digits the documented table gives it, zeros in front included.</param>
/// <param name="First">Its least number.</param>
/// <param name="Last">Its greatest number.</param>
internal sealed record PartitionValues(string Key, int Digits, int First, int Last)
{
    // More zeros in front than this are no way of writing a date.
    private const int MostDigits = 9;

    /// <summary>The keys that days are read by.</summary>
    public static IReadOnlyList<PartitionValues> OfDays { get; } =
    [new("year", 4, 1000, 9999), new("month", 2, 1, 12), new("day", 2, 1, 31)];

    /// <summary>Whether a value is a number that the key may have, in ASCII digits alone.</summary>
    public bool Knows(string value)
    {
        var isNumber = value.Length is > 0 and <= MostDigits && value.All(char.IsAsciiDigit);
        if (!isNumber)
            return false;
        var number = Number(value);
        return number >= First && number <= Last;
    }

    /// <summary>
    /// To how many digits numbers are filled up with zeros, several where the values are written in several ways; empty
    /// where all are written as the documented table's are.
    /// </summary>
    /// <param name="values">Known values.</param>
    public IReadOnlyList<int> Widths(IReadOnlyCollection<string> values)
    {
        var withZeros = values.Where(value => value[0] == '0');
        var widths = withZeros.Select(value => value.Length).ToHashSet();
        var filled = widths.Count == 0 ? Digits : widths.Min();
        // '10' is written alike with zeros and without; '9' is not, where others are '09'.
        if (values.Any(value => value[0] != '0' && value.Length < filled))
            widths.Add(1);
        var areUsual = widths.Count == 0 || widths.SetEquals([Digits]);
        return areUsual ? [] : [.. widths.Order()];
    }

    private static int Number(string value) => int.Parse(value);
}
