using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Naming;
using CommerceAnalytics.OneMachine.Lake;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Windows;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.Trials.Benchmarks.Pages;

/// <summary>
/// Makes of a history with one night one with very many, of very many shops: each a folder of its own, with the files
/// of the night that there is.
/// </summary>
/// <param name="opened">A lake with one night in its history.</param>
/// <param name="lake">Its folder.</param>
/// <param name="date">The night.</param>
internal sealed class ManyNights(OpenLake opened, LakeFolder lake, DateOnly date)
{
    private readonly IHistoryCatalog _history = opened.Services.GetRequiredService<IHistoryCatalog>();

    /// <summary>Copies the night of each shop, and of the overview, until there are so many of each.</summary>
    /// <param name="nights">Nights, the one that there is included.</param>
    /// <param name="own">The shops that have a night.</param>
    /// <param name="shops">All shops: the first ones are those that have a night.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task MakeAsync(
        int nights,
        IReadOnlyList<string> own,
        IReadOnlyList<string> shops,
        CancellationToken cancellationToken
    )
    {
        foreach (var queryType in SummaryCatalog.All.Select(summary => summary.QueryType))
        {
            foreach (var (place, shop) in shops.Index())
                await CopyAsync(queryType, own[place % own.Count], shop, nights, cancellationToken);
        }

        await CopyAsync(SummaryNames.OverviewType, "", "", nights, cancellationToken);
    }

    private async Task CopyAsync(
        string queryType,
        string from,
        string shop,
        int nights,
        CancellationToken cancellationToken
    )
    {
        var found = await _history.FindAsync(queryType, [new(from, date)], cancellationToken);
        var original = found.Single();
        var files = Directory.GetFiles(PathOf(original.Location));
        var copies = Enumerable
            .Range(0, nights)
            .Select(before => new NightOfService(shop, date.AddDays(-before)))
            .Where(night => night != original.Of)
            .Select(night => original with { Of = night, Location = Place(original.Location, night) })
            .ToList();
        foreach (var copy in copies)
        {
            var folder = Directory.CreateDirectory(PathOf(copy.Location)).FullName;
            foreach (var file in files)
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        foreach (var some in copies.Chunk(100))
            await _history.ShowAsync(queryType, some, cancellationToken);
    }

    private static string Place(string location, NightOfService night) =>
        $"{location.TrimEnd('/')}-{night.ServiceName}-{DayText.Of(night.Night)}/";

    private string PathOf(string location)
    {
        var address = new Uri(location);
        return Path.Combine(lake.FullPath, address.Host, address.AbsolutePath.Trim('/'));
    }
}
