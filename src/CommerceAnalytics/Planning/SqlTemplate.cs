using System.Text.RegularExpressions;

namespace CommerceAnalytics.Planning;

/// <summary>The <c>.sql</c> files of this assembly, with named places, written <c>{{name}}</c>.</summary>
internal static partial class SqlTemplate
{
    /// <summary>
    /// Fills every place of a file. Throws <see cref="KeyNotFoundException"/> for one that has no value.
    /// </summary>
    public static string Fill(string fileName, IReadOnlyDictionary<string, string> values) =>
        FillText(Text(fileName), values);

    /// <summary>Fills every place of a text.</summary>
    /// <remarks>
    /// A value of many lines is indented like the line of its place, so that the statement reads as if written by hand.
    /// </remarks>
    public static string FillText(string text, IReadOnlyDictionary<string, string> values) =>
        Place()
            .Replace(
                text,
                place => values[place.Groups["name"].Value].Replace("\n", $"\n{IndentAt(text, place.Index)}")
            );

    /// <summary>The text of a file, its places unfilled.</summary>
    public static string Text(string fileName)
    {
        using var stream =
            typeof(SqlTemplate).Assembly.GetManifestResourceStream(fileName)
            ?? throw new FileNotFoundException($"The assembly holds no '{fileName}'.", fileName);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd();
    }

    private static string IndentAt(string text, int index)
    {
        var line = text.AsSpan(text.LastIndexOf('\n', index) + 1);
        return new(' ', line.Length - line.TrimStart(' ').Length);
    }

    [GeneratedRegex(@"\{\{(?<name>[A-Za-z_.]+)\}\}")]
    private static partial Regex Place();
}
