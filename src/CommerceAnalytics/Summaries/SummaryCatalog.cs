using CommerceAnalytics.Summaries.Files;

namespace CommerceAnalytics.Summaries;

/// <summary>The summary tables that the pipeline brings: one for each <c>.sql</c> file beside this one.</summary>
public static class SummaryCatalog
{
    private const string Folder = "Summaries/";

    /// <summary>All of them in the order in which they run: by batch, then by name.</summary>
    public static IReadOnlyList<Summary> All { get; } =
    [
        .. Files()
            .Select(Read)
            .OrderBy(summary => summary.Batch)
            .ThenBy(summary => summary.QueryType, StringComparer.Ordinal),
    ];

    /// <summary>The summary of a query type. Throws <see cref="ArgumentException"/> for a name that is none.</summary>
    /// <param name="queryType">E.g. <c>product_ranking</c>.</param>
    public static Summary Get(string queryType) =>
        Find(queryType) ?? throw new ArgumentException($"There is no query type '{queryType}'.", nameof(queryType));

    /// <summary>The summary of a query type, or null.</summary>
    /// <param name="queryType">Any text.</param>
    public static Summary? Find(string? queryType) => All.FirstOrDefault(summary => summary.QueryType == queryType);

    private static IEnumerable<string> Files()
    {
        var resources = typeof(SummaryCatalog).Assembly.GetManifestResourceNames();
        return resources.Where(name => name.StartsWith(Folder, StringComparison.Ordinal));
    }

    private static Summary Read(string resource)
    {
        using var stream = typeof(SummaryCatalog).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        var reading = SummaryFile.Read(resource[Folder.Length..], reader.ReadToEnd());
        return reading.Summary ?? throw new InvalidDataException(string.Join('\n', reading.Problems));
    }
}
