using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Backfills;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Aws.S3;

/// <summary>
/// Sizes of days in S3: of the raw log from listings of the folders that its partitions show, of the extract from the
/// records of what was extracted.
/// </summary>
internal sealed class S3DaySizes(
    S3EventObjects log,
    IExtractCatalog extract,
    IExtractBuilds builds,
    IOptions<CommerceSettings> options
) : IDaySizes
{
    private CommerceSettings Settings => options.Value;

    public async Task<DaySizes> OfAsync(IReadOnlyCollection<DateOnly> days, CancellationToken cancellationToken)
    {
        var extracted = await ExtractedAsync(cancellationToken);
        var known = extracted.Keys.Select(key => key.Day).ToHashSet();
        var isDirect = Settings.ScanMode != ScanMode.Extract;
        // A day of which one service is missing is read anew for that service alone, but read all the same.
        List<DateOnly> read = [.. days.Where(day => isDirect || !known.Contains(day))];
        var raw = await RawAsync(read, cancellationToken);
        return new(raw, extracted);
    }

    public async Task<IReadOnlyDictionary<DateOnly, long>> RawAsync(
        IReadOnlyCollection<DateOnly> days,
        CancellationToken cancellationToken
    )
    {
        var found = await log.ListAsync(days, cancellationToken);
        return found.ToDictionary(day => day.Key, day => day.Value.Sum(key => key.Bytes));
    }

    private async Task<Dictionary<(DateOnly Day, string ServiceName), long>> ExtractedAsync(
        CancellationToken cancellationToken
    )
    {
        var sizes = new Dictionary<(DateOnly Day, string ServiceName), long>();
        if (Settings.ScanMode != ScanMode.Extract)
            return sizes;
        var parts = (await builds.ListAsync(cancellationToken))
            .SelectMany(build => build.Parts ?? new Dictionary<string, IReadOnlyList<StoredFile>>(), Part)
            .ToDictionary(part => part.Location, part => part.Bytes);
        foreach (var day in await extract.ListAsync(cancellationToken))
            sizes[(day.Day, day.ServiceName)] = parts.GetValueOrDefault(day.Location);
        return sizes;
    }

    private static (string Location, long Bytes) Part(
        ExtractBuild build,
        KeyValuePair<string, IReadOnlyList<StoredFile>> part
    ) => ($"{build.Location}{part.Key}", part.Value.Sum(file => file.Bytes));
}
