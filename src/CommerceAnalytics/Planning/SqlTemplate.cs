using System.Text.RegularExpressions;

namespace CommerceAnalytics.Planning;

/// <summary>A <c>.sql</c> file of this assembly with named places, written <c>{{name}}</c>.</summary>
internal static partial class SqlTemplate
{
    /// <summary>Fills every place. Throws <see cref="KeyNotFoundException"/> for one that has no value.</summary>
    /// <remarks>A value of many lines is indented like the line of its place, so that the statement reads as if written by hand.</remarks>
    public static string Fill(string fileName, IReadOnlyDictionary<string, string> values)
    {
        var text = Text(fileName);
        return Place().Replace(text, place => values[place.Groups["name"].Value].Replace("\n", $"\n{IndentAt(text, place.Index)}"));
    }

    private static string Text(string fileName)
    {
        using var stream = typeof(SqlTemplate).Assembly.GetManifestResourceStream(fileName)
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
