using CommerceAnalytics.Naming;
using CommerceAnalytics.OneMachine.Settings;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using LocalAws;

namespace CommerceAnalytics.Trials.Chaos;

/// <summary>What a run of <c>chaos</c> refreshes: two small shops, all their tables.</summary>
internal static class ChaosSettings
{
    /// <summary>
    /// How many times as fast the clock of the runs goes, so that waits that grow to minutes take seconds.
    /// </summary>
    public const int Speed = 10;

    /// <summary>
    /// Two execution dates, one after the other. The same on any day: the sample's events, and so what a seed meets, go
    /// by them.
    /// </summary>
    public static IReadOnlyList<DateOnly> Dates { get; } = [new(2026, 3, 28), new(2026, 3, 29)];

    public static IReadOnlyList<string> Services { get; } = ["theshop-brand", "theshop-pharmacy"];

    public static IReadOnlyList<(string ServiceName, Summary Summary)> Summaries { get; } =
    [.. from service in Services from summary in SummaryCatalog.All select (service, summary)];

    public static IReadOnlyList<string> Tables { get; } = [.. Summaries.Select(Table)];

    public static string Table((string ServiceName, Summary Summary) table) =>
        SummaryNames.Table(table.ServiceName, table.Summary.QueryType);

    /// <summary>
    /// Athena's request rates, as hurried as the clock: the readers alone would exceed the real ones, and a throttled
    /// reader proves nothing.
    /// </summary>
    public static IReadOnlyDictionary<string, RequestRate> AthenaRates { get; } =
        RequestRate.AthenaDefaults.ToDictionary(
            rate => rate.Key,
            rate => new RequestRate(rate.Value.PerSecond * Speed, rate.Value.Burst * Speed)
        );

    /// <summary>The settings, whatever file or variables there are: a seed is the same everywhere.</summary>
    /// <param name="otherwise">Assignments that win over its own.</param>
    public static LocalSettings Local(IReadOnlyList<string>? otherwise = null)
    {
        var problems = new List<string>();
        var layers = new SettingsLayers(LocalSettings.Schema, problems);
        layers.AddAssignments([
            $"{nameof(CommerceSettings.MinDataDate)}=2020-01-01",
            $"{nameof(CommerceSettings.QueryTimeoutMinutes)}=5",
            .. otherwise ?? [],
        ]);
        var settings = LocalSettings.From(layers, problems);
        return problems.Count == 0 ? settings : throw new InvalidInputException(problems);
    }
}
