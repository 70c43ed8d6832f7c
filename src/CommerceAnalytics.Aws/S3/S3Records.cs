using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.Aws.S3;

/// <summary>
/// Records, each a small JSON object of its own: written where there is none, and changed only as they were read. What
/// is not a record, or stands in another's place, is passed over: nothing is ever deleted for it.
/// </summary>
/// <typeparam name="T">A record.</typeparam>
/// <param name="objects">Where they are stored.</param>
/// <param name="keyOf">The one key that a record may stand at; null of a record that the pipeline cannot have.</param>
/// <param name="log">Told of what is passed over.</param>
internal sealed partial class S3Records<T>(SummaryObjects objects, Func<T, string?> keyOf, ILogger log)
    where T : class
{
    private const int ReadsAtOnce = 16;

    // Some 2 KB each: a run of thousands of tables stays well below a hundred MB.
    private const int MostKnown = 20_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>
    /// Records as this process last saw them, by key. S3 compares ETags when a record is written, so what is out of
    /// date here costs one read, and nothing is ever decided by it alone.
    /// </summary>
    private readonly ConcurrentDictionary<string, (T Record, string ETag)> _known = [];

    /// <summary>The text of a record.</summary>
    public static string Write(T record) => JsonSerializer.Serialize(record, Json);

    /// <summary>The record, or null where the text is none.</summary>
    public static T? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The record at a key; null where there is none.</summary>
    public async Task<T?> FindAsync(string key, CancellationToken cancellationToken) =>
        (await ReadAsync(key, cancellationToken))?.Record;

    /// <summary>Writes a record where there is none; gives the one that stands.</summary>
    public async Task<T> AddAsync(string key, T record, CancellationToken cancellationToken)
    {
        if (await TryWriteAsync(key, record, etag: null, cancellationToken))
            return record;
        return await FindAsync(key, cancellationToken) ?? throw objects.Damaged(key, "a record");
    }

    /// <summary>
    /// Changes a record in one step: of two who change it at once, the second sees what the first has made of it.
    /// </summary>
    /// <param name="key">Its key.</param>
    /// <param name="change">From the record as it stands to what it shall be; null leaves it. May be asked again.</param>
    /// <returns>The record as it stands afterwards; null where there is none.</returns>
    public async Task<T?> ChangeAsync(string key, Func<T, T?> change, CancellationToken cancellationToken)
    {
        // What this process wrote last is most likely what stands; whether it is, S3 says when the change is written.
        for (var known = Known(key); ; known = null)
        {
            if ((known ?? await ReadAsync(key, cancellationToken)) is not var (record, etag))
                return null;
            if (change(record) is { } changed && Write(changed) != Write(record))
            {
                if (await TryWriteAsync(key, changed, etag, cancellationToken))
                    return changed;
            }
            else if (known is null)
            {
                return record;
            }
        }
    }

    /// <summary>The records of a listing.</summary>
    public async Task<List<T>> ReadAsync(IReadOnlyCollection<StoredKey> listed, CancellationToken cancellationToken)
    {
        var records = new List<T>(listed.Count);
        foreach (var some in listed.Chunk(ReadsAtOnce))
        {
            var read = await Task.WhenAll(some.Select(found => ReadAsync(found, cancellationToken)));
            records.AddRange(read.OfType<(T Record, string)>().Select(one => one.Record));
        }

        return records;
    }

    /// <summary>Deletes records. Can be repeated.</summary>
    public Task DeleteAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        foreach (var key in keys)
            _known.TryRemove(key, out _);
        return objects.DeleteAsync(keys, cancellationToken);
    }

    private async Task<bool> TryWriteAsync(string key, T record, string? etag, CancellationToken cancellationToken)
    {
        var written = await objects.TryWriteAsync(key, Write(record), etag, cancellationToken);
        Keep(key, record, written);
        return written is not null;
    }

    /// <summary>The listing tells whether a record is still as this process knows it.</summary>
    private async Task<(T Record, string ETag)?> ReadAsync(StoredKey found, CancellationToken cancellationToken) =>
        found.ETag is { Length: > 0 } etag && Known(found.Key) is { } known && known.ETag == etag
            ? known
            : await ReadAsync(found.Key, cancellationToken);

    private async Task<(T Record, string ETag)?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        if (await objects.ReadAsync(key, cancellationToken) is not { } stored)
            return null;
        if (Read(stored.Text) is { } record && keyOf(record) == key)
        {
            Keep(key, record, stored.ETag);
            return (record, stored.ETag ?? "");
        }

        LogNotARecord(objects.Bucket, key);
        return null;
    }

    private (T Record, string ETag)? Known(string key) => _known.TryGetValue(key, out var found) ? found : null;

    private void Keep(string key, T record, string? etag)
    {
        if (_known.Count >= MostKnown)
            _known.Clear();
        if (string.IsNullOrEmpty(etag))
            _known.TryRemove(key, out _);
        else
            _known[key] = (record, etag);
    }

    [LoggerMessage(
        2003,
        LogLevel.Warning,
        "s3://{Bucket}/{Key} is not a record of the pipeline; it is passed over",
        EventName = "RecordPassedOver"
    )]
    private partial void LogNotARecord(string bucket, string key);
}
