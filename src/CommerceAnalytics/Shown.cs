using System.Text;

namespace CommerceAnalytics;

/// <summary>Foreign text as a message may show it: quoted, on one line and short, whatever was sent.</summary>
public static class Shown
{
    private const int MostCharacters = 80;

    /// <summary>The text in quotes, cut after 80 characters; <c>nothing</c> for null.</summary>
    /// <param name="value">Any text.</param>
    public static string Text(string? value)
    {
        if (value is null)
            return "nothing";
        var shown = new StringBuilder("'");
        foreach (var rune in value.EnumerateRunes().Take(MostCharacters))
            shown.Append(Rune.IsControl(rune) ? $"\\u{rune.Value:X4}" : rune.ToString());
        return shown.Append(value.EnumerateRunes().Count() > MostCharacters ? "...'" : "'").ToString();
    }
}
