using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Functions.Tests.Fakes;

/// <summary>The summaries that the pipeline brings, those included that are off by default.</summary>
internal static class EverySummary
{
    private static readonly SummarySet Set = SummarySet.Of(
        new CommerceSettings { Summaries = Enabled("cart_source", "customer_journey") }
    );

    /// <summary>Settings that turn some on.</summary>
    public static Dictionary<string, SummarySettings> Enabled(params string[] names) =>
        names.ToDictionary(name => name, _ => new SummarySettings { Enabled = true });

    public static Summary Get(string queryType) => Set.Get(queryType);
}
