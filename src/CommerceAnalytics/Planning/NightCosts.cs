using CommerceAnalytics.Extracts;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Planning;

/// <summary>What a night costs in each scan mode, told from the size of a day of the log.</summary>
/// <remarks>
/// The audit's short queries are in neither: they are the same in both. How much is read of the extract was
/// measured on the sample by <c>bench scan</c>.
/// </remarks>
/// <param name="DirectUsd">Every table reads all days of its window; in US dollars.</param>
/// <param name="ExtractUsd">
/// A steady night: the new day and those before it that are read again, once for each hundred services, and the tables
/// from what was extracted; in US dollars.
/// </param>
/// <param name="FirstExtractUsd">The first night with the extract: each day of the longest window once; in US dollars.</param>
public sealed record NightCosts(decimal DirectUsd, decimal ExtractUsd, decimal FirstExtractUsd)
{
    private const decimal WorthUsd = 1;

    // Tables, overview and audit of all services together read as much of the extract as four days of the raw log have.
    private const int RawDaysOfExtract = 4;

    /// <summary>Whether the extract saves so much that it is worth one more table to look after.</summary>
    public bool IsExtractWorthIt => DirectUsd - ExtractUsd > WorthUsd;

    /// <summary>The costs of a night.</summary>
    /// <param name="settings">Services, summaries and days that are read again.</param>
    /// <param name="bytesOfDay">What a day of the log has.</param>
    public static NightCosts Of(CommerceSettings settings, long bytesOfDay)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var services = settings.RunServices().Count;
        var summaries = SummarySet.Of(settings);
        var windows = summaries.Names.Select(name => summaries.Get(name).WindowDays).ToList();
        var overview = AthenaPrice.OfQuery(OverviewTable.WindowDays * bytesOfDay);
        var direct = services * windows.Sum(days => AthenaPrice.OfQuery(days * bytesOfDay));
        // A day has a partition for each service.
        var statements = (services + ExtractChunk.MostPartitions - 1) / ExtractChunk.MostPartitions;
        var raw = statements * AthenaPrice.OfQuery((1 + settings.ReextractDays) * bytesOfDay);
        var tables = (services * windows.Count) + 1;
        var read = tables * AthenaPrice.OfQuery(RawDaysOfExtract * bytesOfDay / tables);
        var allDays = statements * AthenaPrice.OfQuery(summaries.LongestWindow * bytesOfDay);
        return new(direct + overview, raw + read, allDays + read);
    }
}
