using LocalAws.Catalog;

namespace LocalAws.Sql.Tables.Lines;

/// <summary>Adds up what became of the lines of files, by partition.</summary>
internal static class SkippedParts
{
    /// <summary>Partitions of more keys are told together: the hours of a day.</summary>
    private const int MostKeys = 3;

    /// <summary>The files with the most skipped lines that are told of a partition.</summary>
    private const int MostFiles = 3;

    /// <summary>The partitions in which lines were skipped.</summary>
    /// <param name="table">Table.</param>
    /// <param name="files">What became of the lines of its files.</param>
    /// <param name="partitionOf">Partition that a file lies in.</param>
    /// <param name="addressOf">S3 address of a path.</param>
    public static IEnumerable<SkippedPart> Of(
        CatalogTable table,
        IEnumerable<FileLines> files,
        Func<FileLines, Partition> partitionOf,
        Func<string, string> addressOf
    )
    {
        var keys = table.PartitionKeys.Take(MostKeys).ToList();
        foreach (var part in files.GroupBy(file => partitionOf(file).Name(keys)))
        {
            var skipped = part.Where(file => file.Unread > 0).ToList();
            if (skipped.Count == 0)
                continue;
            var told = skipped
                .OrderByDescending(file => file.Unread)
                .ThenBy(file => file.Path, StringComparer.Ordinal)
                .Take(MostFiles);
            yield return new SkippedPart(
                $"{table.Database}.{table.Name}",
                part.Key,
                part.Sum(file => file.Lines),
                skipped.Sum(file => file.Unread),
                [.. told.Select(f => Told(f, addressOf))]
            );
        }
    }

    private static SkippedFile Told(FileLines file, Func<string, string> addressOf) =>
        new(addressOf(file.Path), file.Lines, file.Unread, file.FirstUnread, file.Fault!);
}
