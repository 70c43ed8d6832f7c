using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Trials.Benchmarks.Simulation;

/// <summary>
/// Nights of the past as their runs would have left them: partitions, archived records and data, copied from a night
/// that was run.
/// </summary>
/// <param name="archive">Archived versions.</param>
/// <param name="s3">Holds the data.</param>
internal sealed class PastNights(IHistoryCatalog history, IVersionArchive archive, SimulatedS3 s3)
{
    // As many as a run enters at once.
    private const int ServicesAtOnce = 10;

    /// <summary>Fills in nights that history shows, and one whose data waits to be deleted.</summary>
    /// <param name="services">All services.</param>
    /// <param name="model">The night that was run.</param>
    /// <param name="shown">Nights that history is to show.</param>
    /// <param name="retired">The night whose data waits.</param>
    /// <param name="since">Since when it waits.</param>
    public async Task FillAsync(
        IReadOnlyList<string> services,
        DateOnly model,
        IReadOnlyList<DateOnly> shown,
        DateOnly retired,
        DateTimeOffset since,
        CancellationToken cancellationToken
    )
    {
        foreach (var part in services.Chunk(ServicesAtOnce))
        {
            var there = await ReadAsync(part, model, cancellationToken);
            foreach (var night in shown)
            {
                foreach (var (queryType, nights) in there)
                    await history.ShowAsync(queryType, nights.ConvertAll(one => Copy(one, night)), cancellationToken);
                await ArchiveAsync(ArchiveShelf.Kept, there, night, since, cancellationToken);
            }

            await ArchiveAsync(ArchiveShelf.Retired, there, retired, since, cancellationToken);
        }
    }

    private async Task<Dictionary<string, List<HistoryNight>>> ReadAsync(
        IReadOnlyList<string> services,
        DateOnly model,
        CancellationToken cancellationToken
    )
    {
        var there = new Dictionary<string, List<HistoryNight>>();
        List<NightOfService> asked = [.. services.Select(service => new NightOfService(service, model))];
        foreach (var queryType in SummaryCatalog.All.Select(summary => summary.QueryType))
            there[queryType] = [.. await history.FindAsync(queryType, asked, cancellationToken)];
        return there;
    }

    private Task ArchiveAsync(
        ArchiveShelf shelf,
        Dictionary<string, List<HistoryNight>> there,
        DateOnly night,
        DateTimeOffset at,
        CancellationToken cancellationToken
    )
    {
        var versions =
            from ofType in there
            from one in ofType.Value
            select new ArchivedVersion(one.Of.ServiceName, ofType.Key, Version(ofType.Key, Copy(one, night), at));
        List<ArchivedVersion> archived = [.. versions];
        archived.ForEach(one => s3.PutResult(one.Version.Location));
        var name = $"{RunIds.For(night)}-{archived[0].ServiceName}";
        return archive.PutAsync(shelf, name, archived, at, cancellationToken);
    }

    private static TableVersion Version(string queryType, HistoryNight night, DateTimeOffset writtenAt) =>
        new(
            SummaryNames.Table(night.Of.ServiceName, queryType),
            night.Of.Night,
            RunIds.For(night.Of.Night),
            night.Location,
            Rows: 1,
            writtenAt
        )
        {
            State = VersionState.Checked,
            Files = ["part-0"],
        };

    private static HistoryNight Copy(HistoryNight model, DateOnly night)
    {
        var (from, to) = (DayText.Of(model.Of.Night), DayText.Of(night));
        return new(model.Of with { Night = night }, model.Location.Replace(from, to))
        {
            Columns = model.Columns,
            Parameters = model.Parameters.ToDictionary(one => one.Key, one => one.Value.Replace(from, to)),
        };
    }
}
