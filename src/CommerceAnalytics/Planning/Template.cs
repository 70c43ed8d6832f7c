using System.Text.RegularExpressions;

namespace CommerceAnalytics.Planning;

/// <summary>The texts of this assembly, SQL and pages, with named places, written <c>{{name}}</c>.</summary>
internal static partial class Template
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
    public static string FillText(string text, IReadOnlyDictionary<string, string> values)
    {
        return Place().Replace(text, Filled);

        string Filled(Match place)
        {
            var value = values[place.Groups["name"].Value];
            return Indented(value, text, place.Index);
        }
    }

    /// <summary>The text of a file, its places unfilled.</summary>
    public static string Text(string fileName)
    {
        using var stream =
            typeof(Template).Assembly.GetManifestResourceStream(fileName)
            ?? throw new FileNotFoundException($"The assembly holds no '{fileName}'.", fileName);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd();
    }

    private static string Indented(string value, string text, int index)
    {
        var line = text.AsSpan(text.LastIndexOf('\n', index) + 1);
        var indent = new string(' ', line.Length - line.TrimStart(' ').Length);
        return value.Replace("\n", $"\n{indent}");
    }

    [GeneratedRegex(@"\{\{(?<name>[A-Za-z_.]+)\}\}")]
    private static partial Regex Place();
}
