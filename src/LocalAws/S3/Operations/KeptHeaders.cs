namespace LocalAws.S3.Operations;

/// <summary>Headers of a write that come back with every read.</summary>
internal static class KeptHeaders
{
    private static readonly string[] Kept =
    [
        "Content-Type",
        "Content-Encoding",
        "Content-Disposition",
        "Content-Language",
        "Cache-Control",
        "Expires",
    ];

    public static IReadOnlyDictionary<string, string> Of(S3Request request)
    {
        var kept = request
            .Headers.Where(h =>
                Kept.Contains(h.Key, StringComparer.OrdinalIgnoreCase)
                || h.Key.StartsWith("x-amz-meta-", StringComparison.OrdinalIgnoreCase)
            )
            .ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString());
        // aws-chunked is how the body travelled, not what it is.
        if (kept.Remove("content-encoding", out var encoding))
        {
            var rest = string.Join(
                ',',
                encoding.Split(',', StringSplitOptions.TrimEntries).Where(e => e is not ("aws-chunked" or ""))
            );
            if (rest.Length > 0)
                kept["content-encoding"] = rest;
        }

        return kept;
    }
}
