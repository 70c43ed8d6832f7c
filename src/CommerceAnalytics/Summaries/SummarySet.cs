using CommerceAnalytics.Events;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries.Parsing;

namespace CommerceAnalytics.Summaries;

/// <summary>The summaries that a run refreshes: those that the pipeline brings and a shop's own, as the settings say.</summary>
public sealed class SummarySet
{
    private readonly Dictionary<string, Summary> _byName;

    /// <summary>A set of sound summaries, each name once.</summary>
    /// <param name="summaries">In any order.</param>
    public SummarySet(IEnumerable<Summary> summaries)
    {
        var byBatch = summaries.OrderBy(summary => summary.Batch);
        All = [.. byBatch.ThenBy(summary => summary.QueryType, StringComparer.Ordinal)];
        _byName = All.ToDictionary(summary => summary.QueryType, StringComparer.Ordinal);
    }

    /// <summary>All of them in the order in which they run: by batch, then by name.</summary>
    public IReadOnlyList<Summary> All { get; }

    /// <summary>Their names, in the same order.</summary>
    public IEnumerable<string> Names => All.Select(summary => summary.QueryType);

    /// <summary>Complete days before the execution date that the longest of them covers.</summary>
    public int LongestWindow => All.Max(summary => summary.WindowDays);

    /// <summary>Attributes that they read and that no normalised column of <c>events</c> is made from.</summary>
    public IReadOnlyList<string> OtherAttributes => EventColumns.Others(All.SelectMany(summary => summary.Attributes));

    /// <summary>
    /// The set that the settings describe, as its files are now. Throws <see cref="InvalidInputException"/> with all
    /// that is wrong with files and settings.
    /// </summary>
    /// <param name="settings">Folder of a shop's own summaries, and what is wanted otherwise than files say.</param>
    public static SummarySet Of(CommerceSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Of(settings, OwnFiles(settings));
    }

    /// <summary>
    /// The set of the program's own files and of these. Throws <see cref="InvalidInputException"/> with all that is
    /// wrong with files and settings.
    /// </summary>
    /// <param name="settings">What is wanted otherwise than files say; its folder is not read.</param>
    /// <param name="own">The shop's own files.</param>
    public static SummarySet Of(CommerceSettings settings, IReadOnlyList<SummaryFileText> own)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var problems = new List<string>();
        var set = Of(SummaryFiles.All(own, problems), settings, problems);
        return problems.Count == 0 ? set : throw new InvalidInputException(problems);
    }

    /// <summary>
    /// The shop's own files as they are now. Throws <see cref="InvalidInputException"/> where the setting names no
    /// folder.
    /// </summary>
    /// <param name="settings">The folder.</param>
    public static IReadOnlyList<SummaryFileText> OwnFiles(CommerceSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var problems = new List<string>();
        var files = SummaryFiles.InFolder(settings.SummariesFolder, problems);
        return problems.Count == 0 ? files : throw new InvalidInputException(problems);
    }

    /// <summary>All that there are, those too that are not refreshed.</summary>
    /// <param name="settings">As in <see cref="Of(CommerceSettings)"/>.</param>
    public static SummarySet WithDisabled(CommerceSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var every = SummaryFiles.All(OwnFiles(settings), []);
        var enabled = new Dictionary<string, SummarySettings>();
        foreach (var name in every.Select(summary => summary.QueryType))
        {
            var wanted = settings.Summaries.GetValueOrDefault(name, new());
            enabled[name] = wanted with { Enabled = true };
        }

        return Of(settings with { Summaries = enabled });
    }

    /// <summary>All that is wrong with the files and the settings of summaries; none where a run may begin.</summary>
    /// <param name="settings">As in <see cref="Of(CommerceSettings)"/>.</param>
    public static IReadOnlyList<string> Problems(CommerceSettings settings)
    {
        try
        {
            Of(settings);
            return [];
        }
        catch (InvalidInputException refused)
        {
            return refused.Problems;
        }
    }

    /// <summary>The summary of a query type. Throws <see cref="ArgumentException"/> for a name that is none.</summary>
    /// <param name="queryType">A summary's name.</param>
    public Summary Get(string queryType)
    {
        var summary = Find(queryType);
        return summary ?? throw new ArgumentException($"There is no query type '{queryType}'.", nameof(queryType));
    }

    /// <summary>The summary of a query type, or null.</summary>
    /// <param name="queryType">Any text.</param>
    public Summary? Find(string? queryType)
    {
        if (queryType is null)
            return null;
        return _byName.GetValueOrDefault(queryType);
    }

    private static SummarySet Of(IReadOnlyList<Summary> summaries, CommerceSettings settings, List<string> problems)
    {
        foreach (var same in summaries.GroupBy(summary => summary.QueryType, StringComparer.OrdinalIgnoreCase))
            problems.AddRange(same.Skip(1).Select(second => Twice(same.First(), second)));
        var overrides = new SummaryOverrides(settings.Summaries, problems);
        overrides.RefuseUnknownNames(summaries);
        var enabled = summaries.DistinctBy(summary => summary.QueryType).Where(overrides.IsEnabled);
        var set = new SummarySet(enabled.Select(overrides.Apply));
        if (set.All.Count == 0 && problems.Count == 0)
            problems.Add("No summary is enabled: set CommerceAnalytics:Summaries:{name}:Enabled to true for one.");
        return set;
    }

    private static string Twice(Summary first, Summary second)
    {
        var source = second.Source;
        var text = $"'{second.QueryType}' is the name of a summary in {first.Source.File} already.";
        var problem = new SummaryProblem(source.File, source.NameLine, text, "Rename one of the two.");
        return problem.ToString();
    }
}
