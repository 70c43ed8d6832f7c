namespace LocalAws.S3.Storage;

/// <summary>
/// S3's order of keys: by their UTF-8 bytes, which differs from UTF-16's order beyond the basic plane.
/// </summary>
internal sealed class KeyOrder : IComparer<string>
{
    public static readonly KeyOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        var a = x ?? "";
        var b = y ?? "";
        var length = Math.Min(a.Length, b.Length);
        for (var i = 0; i < length; i++)
        {
            if (a[i] != b[i])
                return Weight(a[i]).CompareTo(Weight(b[i]));
        }

        return a.Length.CompareTo(b.Length);
    }

    // Surrogates stand for code points above all others; what follows them in UTF-16 moves down to make room.
    private static int Weight(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
