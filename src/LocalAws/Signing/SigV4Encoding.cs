using System.Text;

namespace LocalAws.Signing;

/// <summary>
/// SigV4's percent encoding: everything but letters, digits and <c>-._~</c>, in upper-case hex, by UTF-8 bytes.
/// </summary>
internal static class SigV4Encoding
{
    public static string Encode(string text) => Encode(text, keepSlash: false);

    public static string EncodePath(string path) => Encode(path.Length == 0 ? "/" : path, keepSlash: true);

    /// <summary>Undoes percent escapes; a plus stays a plus.</summary>
    public static string Decode(string text) => Uri.UnescapeDataString(text);

    private static string Encode(string text, bool keepSlash)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            var c = (char)b;
            if (char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~' || (keepSlash && c == '/'))
                encoded.Append(c);
            else
                encoded.Append('%').Append(b.ToString("X2"));
        }

        return encoded.ToString();
    }
}
