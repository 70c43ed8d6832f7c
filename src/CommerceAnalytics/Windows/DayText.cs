namespace CommerceAnalytics.Windows;

/// <summary>Days as texts: <c>2025-10-27</c>.</summary>
public static class DayText
{
    private const string Format = "yyyy-MM-dd";

    /// <summary>The day as ids, partitions, parameters and messages name it.</summary>
    public static string Of(DateOnly day) => day.ToString(Format);

    /// <summary>The day of a text that <see cref="Of"/> or the engine wrote.</summary>
    /// <param name="text">Text. Throws <see cref="FormatException"/> where it is no day.</param>
    public static DateOnly Read(string text) => DateOnly.ParseExact(text, Format);

    /// <summary>The day that a text names; null for anything else.</summary>
    /// <param name="text">Any text.</param>
    public static DateOnly? Parse(string? text)
    {
        var isDay = DateOnly.TryParseExact(text, Format, out var day);
        return isDay ? day : null;
    }
}
