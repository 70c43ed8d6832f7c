namespace CommerceAnalytics.Tests.Generated;

/// <summary>
/// Days that the overviews of generated logs leave out: some of all services, some of one. The seven summaries of the
/// same logs leave out none.
/// </summary>
internal static class OverviewGaps
{
    private const int OfOneIn = 3;

    /// <summary>The setting <c>ExcludedDays</c> of an overview.</summary>
    public static IReadOnlyList<string> Setting(IReadOnlyList<GeneratedLog> logs) =>
        [
            .. OfAll(logs[0].Frame).Select(day => $"{day:yyyy-MM-dd}"),
            .. logs.SelectMany(log => Own(log).Select(day => $"{log.Service}:{day:yyyy-MM-dd}")),
        ];

    /// <summary>The days that one log's rows leave out.</summary>
    public static IReadOnlyCollection<DateOnly> DaysOf(GeneratedLog log) => [.. OfAll(log.Frame), .. Own(log)];

    // Both are near the run's date, where most events are, and depend on the log and its frame alone.
    private static IEnumerable<DateOnly> OfAll(LogFrame frame) =>
        frame.Date.Day % 2 == 0 ? [frame.Date.AddDays(-2), frame.Date.AddDays(-7)] : [];

    private static IEnumerable<DateOnly> Own(GeneratedLog log) =>
        log.Seed % OfOneIn == 0 ? [log.Frame.Date.AddDays(-1), log.Frame.Date.AddDays(-35)] : [];
}
