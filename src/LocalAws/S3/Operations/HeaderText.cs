using System.Text;

namespace LocalAws.S3.Operations;

/// <summary>
/// Values of headers that clients chose. Of HTTP's own characters they are sent as they are; others as RFC 2047 has it,
/// which is what S3 does.
/// </summary>
internal static class HeaderText
{
    public static bool IsPlain(string value) => value.All(c => c is >= ' ' and < '\u007F' or '\t');

    public static string Write(string value)
    {
        if (IsPlain(value))
            return value;
        return $"=?UTF-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(value))}?=";
    }
}
