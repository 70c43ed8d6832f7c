using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;

namespace CommerceAnalytics.Functions.History;

/// <summary>
/// Retires archived versions whose nights are about to show others: of dates that were run again after they had been
/// archived. A rare thing, for which the archive of those nights is read.
/// </summary>
/// <param name="archive">Archived versions.</param>
public sealed class ReplacedNights(IVersionArchive archive, TimeProvider time)
{
    /// <summary>
    /// Before the nights show the others, so that nothing is forgotten where the process dies in between; then it is
    /// repeated, and the wait begins anew.
    /// </summary>
    internal async Task RetireAsync(
        string name,
        IReadOnlyCollection<HistoryNight> replaced,
        CancellationToken cancellationToken
    )
    {
        if (replaced.Count == 0)
            return;
        var nights = replaced.Select(night => night.Of.Night).ToHashSet();
        var locations = replaced.Select(night => night.Location).ToHashSet();
        foreach (var shelf in Enum.GetValues<ArchiveShelf>())
        {
            var files = await archive.ListAsync(shelf, cancellationToken);
            foreach (var file in files.Where(file => nights.Contains(file.Night)))
                await RetireAsync(name, file, locations, cancellationToken);
        }
    }

    private async Task RetireAsync(
        string name,
        ArchiveFile file,
        HashSet<string> locations,
        CancellationToken cancellationToken
    )
    {
        var there = (await archive.ReadAsync(file, cancellationToken))?.Versions ?? [];
        var replaced = there.Where(one => locations.Contains(one.Version.Location)).ToList();
        if (replaced.Count == 0)
            return;
        await archive.PutAsync(ArchiveShelf.Retired, name, replaced, time.GetUtcNow(), cancellationToken);
        if (file != new ArchiveFile(ArchiveShelf.Retired, file.Night, name))
            await archive.DropAsync(file, replaced, cancellationToken);
    }
}
