using System.Text;

namespace CommerceAnalytics.Tests.Oracle;

/// <summary>Text by its UTF-8 bytes, NULL last.</summary>
internal sealed class Utf8Order : IComparer<string?>
{
    public static Utf8Order Instance { get; } = new();

    public int Compare(string? x, string? y) =>
        (x, y) switch
        {
            (null, null) => 0,
            (null, _) => 1,
            (_, null) => -1,
            _ => Encoding.UTF8.GetBytes(x).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y)),
        };
}
