using Amazon.S3;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Aws.Storage;

/// <summary>Versions, their records and run reports as objects in S3.</summary>
internal sealed partial class S3SummaryStore(IAmazonS3 s3, IOptions<CommerceSettings> options, ILogger<S3SummaryStore> log) : ISummaryStore
{
    private readonly SummaryPrefix _prefix = new(options.Value);
    private readonly SummaryObjects _objects = new(s3, options.Value.ResultsBucket);

    public Task RecordVersionAsync(TableVersion version, CancellationToken cancellationToken)
    {
        _prefix.VersionPrefixOf(version.Location);
        return _objects.WriteAsync(_prefix.KeyOf(VersionRecord.Key(version)), VersionRecord.Write(version), cancellationToken);
    }

    public async Task<IReadOnlyList<TableVersion>> ListVersionsAsync(string table, CancellationToken cancellationToken)
    {
        var folder = _prefix.KeyOf(VersionRecord.Folder(table).TrimEnd('/')) + "/";
        var versions = new List<TableVersion>();
        foreach (var key in await _objects.ListAsync(folder, cancellationToken))
        {
            if (await ReadRecordAsync(key, table, cancellationToken) is { } version) versions.Add(version);
        }

        return [.. versions.OrderByDescending(version => version.WrittenAt)];
    }

    public async Task DeleteVersionAsync(TableVersion version, CancellationToken cancellationToken)
    {
        var data = _prefix.VersionPrefixOf(version.Location);
        var record = _prefix.KeyOf(VersionRecord.Key(version));

        // Nothing without its record is deleted: what the pipeline did not write down it did not write.
        if (await ReadRecordAsync(record, version.Table, cancellationToken) is not { } recorded || recorded.Location != version.Location) return;
        var keys = await _objects.ListAsync(data, cancellationToken);
        await _objects.DeleteAsync(keys.Where(key => key.StartsWith(data, StringComparison.Ordinal)), cancellationToken);
        await _objects.DeleteAsync([record], cancellationToken);
    }

    public Task WriteTextAsync(string key, string text, CancellationToken cancellationToken) =>
        _objects.WriteAsync(_prefix.KeyOf(key), text, cancellationToken);

    public Task<string?> ReadTextAsync(string key, CancellationToken cancellationToken) => _objects.ReadAsync(_prefix.KeyOf(key), cancellationToken);

    private async Task<TableVersion?> ReadRecordAsync(string key, string table, CancellationToken cancellationToken)
    {
        if (await _objects.ReadAsync(key, cancellationToken) is not { } text) return null;
        if (VersionRecord.Read(text) is { } version && version.Table == table) return version;

        // Not ours to judge, and nothing is ever deleted for it.
        LogNotARecord(_prefix.Bucket, key);
        return null;
    }

    [LoggerMessage(2003, LogLevel.Warning, "s3://{Bucket}/{Key} is not a record of a version; it is passed over", EventName = "VersionRecordPassedOver")]
    private partial void LogNotARecord(string bucket, string key);
}
