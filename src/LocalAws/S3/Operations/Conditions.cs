using System.Globalization;
using LocalAws.S3.Storage;

namespace LocalAws.S3.Operations;

/// <summary>If-Match, If-None-Match, If-Modified-Since, If-Unmodified-Since.</summary>
internal static class Conditions
{
    /// <summary>200, or 304 where the client has the object already. Throws <c>PreconditionFailed</c>.</summary>
    public static int Check(S3Request request, StoredObject stored)
    {
        // Whole seconds: HTTP's dates have no finer ones.
        var modified = new DateTime(stored.Modified.Ticks - (stored.Modified.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
        var match = request.Header("If-Match");
        if (match is not null && !Names(match, stored))
            throw S3Errors.PreconditionFailed("If-Match");
        if (match is null && Date(request.Header("If-Unmodified-Since")) < modified)
            throw S3Errors.PreconditionFailed("If-Unmodified-Since");
        if (request.Header("If-None-Match") is { } noneMatch)
            return Names(noneMatch, stored) ? 304 : 200;
        return Date(request.Header("If-Modified-Since")) >= modified ? 304 : 200;
    }

    public static bool Names(string header, StoredObject stored) =>
        header.Split(',', StringSplitOptions.TrimEntries).Any(e => e == "*" || e.Trim('"') == stored.Facts.ETag);

    private static DateTime? Date(string? header) =>
        DateTimeOffset.TryParse(header, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date.UtcDateTime : null;
}
