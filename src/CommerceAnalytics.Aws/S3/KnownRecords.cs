using System.Collections.Concurrent;

namespace CommerceAnalytics.Aws.S3;

/// <summary>
/// Records as this process last saw them, by key. S3 compares ETags when a record is written, so what is out of date
/// here costs one read, and nothing is ever decided by it alone.
/// </summary>
internal sealed class KnownRecords
{
    // Some 2 KB each: a run of thousands of tables stays well below a hundred MB.
    private const int Most = 20_000;

    private readonly ConcurrentDictionary<string, (TableVersion Version, string ETag)> _known = [];

    public (TableVersion Version, string ETag)? Find(string key) =>
        _known.TryGetValue(key, out var found) ? found : null;

    public void Keep(string key, TableVersion version, string etag)
    {
        if (etag.Length == 0)
        {
            Forget(key);
            return;
        }

        if (_known.Count >= Most)
            _known.Clear();
        _known[key] = (version, etag);
    }

    public void Forget(string key) => _known.TryRemove(key, out _);
}
