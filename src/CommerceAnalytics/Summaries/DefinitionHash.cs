using System.Security.Cryptography;
using System.Text;

namespace CommerceAnalytics.Summaries;

/// <summary>Tells one definition of a table from another.</summary>
internal static class DefinitionHash
{
    private const int Characters = 16;

    /// <summary>The same for the same parts in the same order, and for no others: 16 hexadecimal digits.</summary>
    public static string Of(IEnumerable<string> parts)
    {
        var text = string.Join('\u001f', parts);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Characters];
    }
}
