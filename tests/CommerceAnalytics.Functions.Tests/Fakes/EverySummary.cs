using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Functions.Tests.Fakes;

/// <summary>The summaries that the pipeline brings, those included that are off by default.</summary>
internal static class EverySummary
{
    public static SummarySet Set { get; } = SummarySet.WithDisabled(new CommerceSettings());

    /// <summary>Settings that turn some on.</summary>
    public static Dictionary<string, SummarySettings> Enabled(params string[] names) =>
        names.ToDictionary(name => name, _ => new SummarySettings { Enabled = true });
}
