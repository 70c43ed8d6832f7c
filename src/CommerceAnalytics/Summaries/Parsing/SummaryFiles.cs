using System.Collections.Concurrent;

namespace CommerceAnalytics.Summaries.Parsing;

/// <summary>All files of summaries: those in this assembly, and those of a shop's own folder.</summary>
internal static class SummaryFiles
{
    private const string Resources = "Summaries/";
    private const string More = "more/";

    // Read again and again, by every step of a run; few of them ever change.
    private static readonly ConcurrentDictionary<SummaryFileText, SummaryReading> Readings = [];

    private static readonly IReadOnlyList<SummaryFileText> BuiltIn = [.. Embedded()];

    /// <summary>The sound ones; what is wrong with the others is added to the problems.</summary>
    /// <param name="own">The shop's own files.</param>
    /// <param name="problems">Takes in what is wrong.</param>
    public static IReadOnlyList<Summary> All(IReadOnlyList<SummaryFileText> own, List<string> problems)
    {
        var builtIn = Sound(BuiltIn, problems).Select(Optional);
        return [.. builtIn, .. Sound(own, problems)];
    }

    private static List<Summary> Sound(IEnumerable<SummaryFileText> files, List<string> problems)
    {
        var summaries = new List<Summary>();
        foreach (var file in files)
        {
            var reading = Readings.GetOrAdd(file, one => SummaryFile.Read(one.File, one.Text));
            problems.AddRange(reading.Problems.Select(problem => problem.ToString()));
            if (reading.Summary is { } summary)
                summaries.Add(summary);
        }

        return summaries;
    }

    // Of the pipeline's own: a shop that has a folder of that name wants what it holds.
    private static Summary Optional(Summary summary)
    {
        return summary with { IsOptional = summary.Source.File.StartsWith(More, StringComparison.Ordinal) };
    }

    private static IEnumerable<SummaryFileText> Embedded()
    {
        var assembly = typeof(SummaryFiles).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (!name.StartsWith(Resources, StringComparison.Ordinal))
                continue;
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return new(name[Resources.Length..], reader.ReadToEnd());
        }
    }

    /// <summary>The files of a shop's own folder, as they are now; that it is no folder is added to the problems.</summary>
    /// <param name="folder">As the setting names it, or null or empty.</param>
    /// <param name="problems">Takes in what is wrong.</param>
    public static IReadOnlyList<SummaryFileText> InFolder(string? folder, List<string> problems)
    {
        if (string.IsNullOrEmpty(folder))
            return [];
        var path = Path.Combine(AppContext.BaseDirectory, folder);
        if (Directory.Exists(path))
            return
            [
                .. Directory
                    .GetFiles(path, "*.sql")
                    .Order(StringComparer.Ordinal)
                    .Select(file => new SummaryFileText(
                        Path.Combine(folder, Path.GetFileName(file)),
                        File.ReadAllText(file)
                    )),
            ];
        problems.Add(
            $"CommerceAnalytics:SummariesFolder is '{folder}', which is no folder ({path}): create it, or leave the setting out."
        );
        return [];
    }
}
