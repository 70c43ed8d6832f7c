using System.Globalization;
using LocalAws.S3.Storage;

namespace LocalAws.S3.Operations;

/// <summary>
/// Conditions of requests: If-Match, If-None-Match, If-Modified-Since, If-Unmodified-Since, and those of a copy's
/// source.
/// </summary>
internal static class Conditions
{
    private const string Source = "x-amz-copy-source-";

    /// <summary>200, or 304 where the client has the object already. Throws <c>PreconditionFailed</c>.</summary>
    public static int Check(S3Request request, StoredObject stored)
    {
        var unmet = Unmet(request, stored, "", out var isNewer);
        if (unmet is null)
            return 200;
        return isNewer ? 304 : throw S3Errors.PreconditionFailed(unmet);
    }

    /// <summary>Throws <c>PreconditionFailed</c> where a copy's source is not what it should be.</summary>
    public static void CheckSource(S3Request request, StoredObject stored)
    {
        if (Unmet(request, stored, Source, out _) is { } unmet)
            throw S3Errors.PreconditionFailed(unmet);
    }

    /// <summary>Whether a write may replace what is there. Null where it has no conditions.</summary>
    public static Action<StoredObject?>? OfChange(S3Request request) =>
        OfChange(request.Key, request.Header("If-Match"), request.Header("If-None-Match"));

    /// <summary>Whether what is there may be replaced or removed. Null where there are no conditions.</summary>
    public static Action<StoredObject?>? OfChange(string key, string? match, string? noneMatch = null)
    {
        if (match is null && noneMatch is null)
            return null;
        return present =>
        {
            if (noneMatch is not null && present is not null && Names(noneMatch, present))
                throw S3Errors.PreconditionFailed("If-None-Match");
            if (match is not null && present is null)
                throw S3Errors.NoSuchKey(key);
            if (match is not null && !Names(match, present!))
                throw S3Errors.PreconditionFailed("If-Match");
        };
    }

    // A tag says more than a time: where both are given, the time is not looked at.
    private static string? Unmet(S3Request request, StoredObject stored, string prefix, out bool isNewer)
    {
        // Whole seconds: HTTP's dates have no finer ones.
        var modified = new DateTime(
            stored.Modified.Ticks - (stored.Modified.Ticks % TimeSpan.TicksPerSecond),
            DateTimeKind.Utc
        );
        var match = request.Header(prefix + "If-Match");
        var noneMatch = request.Header(prefix + "If-None-Match");
        isNewer = false;
        if (match is not null && !Names(match, stored))
            return prefix + "If-Match";
        if (match is null && Date(request.Header(prefix + "If-Unmodified-Since")) < modified)
            return prefix + "If-Unmodified-Since";
        isNewer = true;
        if (noneMatch is not null && Names(noneMatch, stored))
            return prefix + "If-None-Match";
        if (noneMatch is null && Date(request.Header(prefix + "If-Modified-Since")) >= modified)
            return prefix + "If-Modified-Since";
        return null;
    }

    private static bool Names(string header, StoredObject stored)
    {
        var tags = header.Split(',', StringSplitOptions.TrimEntries);
        return tags.Any(tag => tag == "*" || tag.Trim('"') == stored.Facts.ETag);
    }

    private static DateTime? Date(string? header)
    {
        if (DateTimeOffset.TryParse(header, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            return date.UtcDateTime;
        return null;
    }
}
