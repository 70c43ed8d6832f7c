using LocalAws.Faults;
using LocalAws.S3.Storage;
using LocalAws.Signing;

namespace LocalAws.S3.Operations;

/// <summary>What a list of keys asks for, in both versions of ListObjects.</summary>
/// <param name="Prefix">Only keys that begin with it.</param>
/// <param name="Delimiter">Keys that have it behind the prefix are given as one common prefix; empty for none.</param>
/// <param name="After">Only keys after this one.</param>
/// <param name="MaxKeys">As the answer says it.</param>
/// <param name="PageSize">As it is: never more.</param>
internal sealed record Listing(string Prefix, string Delimiter, string After, int MaxKeys, int PageSize)
{
    private const int LargestPage = 1000;

    public static Listing Read(S3Request request, string after)
    {
        var maxKeys = Math.Min(request.Number("max-keys") ?? LargestPage, LargestPage);
        return new(
            request.Parameter("prefix") ?? "",
            request.Parameter("delimiter") ?? "",
            after,
            maxKeys,
            RequestFaults.Of(request.Http).PageOf(maxKeys)
        );
    }

    /// <summary>How the answer spells keys. Throws <c>InvalidArgument</c>.</summary>
    public static Func<string, string> Spelling(S3Request request)
    {
        return request.Parameter("encoding-type") switch
        {
            null or "" => text => text,
            "url" => text => text.Length == 0 ? "" : SigV4Encoding.EncodePath(text),
            { } other => throw S3Errors.InvalidArgument(
                "Invalid Encoding Method specified in Request",
                "encoding-type",
                other
            ),
        };
    }

    /// <summary>The page in a bucket's folder.</summary>
    public ListedPage Page(string folder, IReadOnlySet<string> markers)
    {
        if (PageSize == 0)
            return new([], IsLast: true);
        var walk = new KeyWalk(folder, Prefix, After, collapse: Delimiter == "/", markers);
        var items = Grouped(walk.Keys()).Take(PageSize + 1).ToList();
        if (items.Count <= PageSize)
            return new(items, IsLast: true);
        return new(items[..PageSize], IsLast: false);
    }

    // A slash has been taken care of by the walk; any other delimiter is looked for here.
    private IEnumerable<WalkedKey> Grouped(IEnumerable<WalkedKey> keys)
    {
        string? group = null;
        foreach (var key in keys)
        {
            var end =
                Delimiter.Length == 0 || key.IsPrefix
                    ? -1
                    : key.Key.IndexOf(Delimiter, Prefix.Length, StringComparison.Ordinal);
            if (end < 0)
                yield return key;
            else if (key.Key[..(end + Delimiter.Length)] is var found && found != group)
                yield return new(group = found, File: null, IsPrefix: true);
        }
    }
}

/// <summary>A page of keys and common prefixes.</summary>
internal sealed record ListedPage(IReadOnlyList<WalkedKey> Items, bool IsLast)
{
    // Sorts behind every key that begins with the text before it.
    private const string Last = "\U0010FFFF";

    /// <summary>The key to go on after, or null where this was the last page.</summary>
    public string? Next =>
        IsLast ? null
        : Items[^1].IsPrefix ? Items[^1].Key + Last
        : Items[^1].Key;

    /// <summary>Where a client that names a common prefix wants to go on: behind all of it.</summary>
    public static string After(string marker, string delimiter)
    {
        if (delimiter.Length > 0 && marker.EndsWith(delimiter, StringComparison.Ordinal))
            return marker + Last;
        return marker;
    }
}
