using LocalAws.Athena.Queries;
using LocalAws.S3.Storage;
using LocalAws.Wire;

namespace LocalAws.Athena.Results;

/// <summary>A page of a query's rows.</summary>
internal sealed record ResultPage(IReadOnlyList<IReadOnlyList<string?>> Rows, string? NextToken);

/// <summary>
/// Reads results a page at a time. As Athena's, they are read from the result object: whoever deletes it has no results
/// any more.
/// </summary>
internal sealed class ResultReader(ObjectStore store)
{
    public ResultPage Read(QueryExecution query, string? token, int size)
    {
        var from = token is null ? 0 : Position(token);
        if (query.Outcome!.Rows is { } rows)
        {
            var page = rows.Skip((int)Math.Min(from, int.MaxValue)).Take(size).ToList();
            return new(page, from + page.Count < rows.Count ? Token(from + page.Count) : null);
        }

        var place = ResultPlace.Of(query);
        if (place.IsCsv)
            return ReadCsv(place.Result, from, size);
        return new([], NextToken: null);
    }

    private ResultPage ReadCsv(S3Location location, long from, int size)
    {
        try
        {
            using var stored = store.Open(location.Bucket, location.Key);
            if (from > stored.Size)
                throw AthenaErrors.Invalid("Invalid token");
            stored.Content.Position = from;
            var (rows, next) = ResultCsv.Read(stored.Content, size);
            return new(rows, next is { } position ? Token(position) : null);
        }
        catch (AwsException e) when (e.Code is "NoSuchKey" or "NoSuchBucket")
        {
            throw AthenaErrors.Invalid("Could not find results", "RESULT_NOT_FOUND");
        }
    }

    private static string Token(long position) => Convert.ToBase64String(BitConverter.GetBytes(position));

    private static long Position(string token)
    {
        var bytes = new byte[8];
        var readable = token.Length == 12 && Convert.TryFromBase64String(token, bytes, out var written) && written == 8;
        if (readable && BitConverter.ToInt64(bytes) is >= 0 and var position)
            return position;
        throw AthenaErrors.Invalid("Invalid token");
    }
}
