using System.Text;

namespace LocalAws.Sql.Tables.Json;

/// <summary>Texts as Java has them.</summary>
internal static class JavaText
{
    /// <summary>Java writes half of a surrogate pair as a question mark, and reads broken UTF-8 as U+FFFD.</summary>
    public static readonly Encoding Utf8 = Encoding.GetEncoding(
        "utf-8",
        new EncoderReplacementFallback("?"),
        new DecoderReplacementFallback("\uFFFD")
    );

    /// <summary>Without leading and trailing characters up to U+0020.</summary>
    public static string Trim(string text) => Trim(text.AsSpan()).ToString();

    /// <summary>Without leading and trailing characters up to U+0020.</summary>
    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        var start = 0;
        var end = text.Length;
        while (start < end && text[start] <= ' ')
            start++;
        while (end > start && text[end - 1] <= ' ')
            end--;
        return text[start..end];
    }
}
