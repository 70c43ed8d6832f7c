using System.Globalization;

namespace CommerceAnalytics.Settings;

/// <summary>What every setting of the checks may hold, in the order of <see cref="CheckSettings"/>.</summary>
internal static class CheckSettingsRules
{
    private const int MostEvents = 1_000_000_000;

    public static IEnumerable<string> Problems(CheckSettings s) =>
        [
            .. Within(nameof(s.Days), s.Days, 1, 90),
            .. Within(nameof(s.PurchaseDays), s.PurchaseDays, 1, 366),
            .. Within(nameof(s.MinEventsPerDay), s.MinEventsPerDay, 0, MostEvents),
            .. Percent(nameof(s.MinActionPercent), s.MinActionPercent),
            .. Percent(nameof(s.MinMenuNamePercent), s.MinMenuNamePercent),
            .. Percent(nameof(s.MinPagePercent), s.MinPagePercent),
            .. Percent(nameof(s.MinProductNamePercent), s.MinProductNamePercent),
            .. Percent(nameof(s.MinCategoryPercent), s.MinCategoryPercent),
            .. Percent(nameof(s.MinQuantityPercent), s.MinQuantityPercent),
            .. Percent(nameof(s.MinPricePercent), s.MinPricePercent),
            .. Percent(nameof(s.MinTermPercent), s.MinTermPercent),
            .. Percent(nameof(s.MinRoutePercent), s.MinRoutePercent),
            .. Percent(nameof(s.MinTotalAmountPercent), s.MinTotalAmountPercent),
            .. Percent(nameof(s.MinPaymentMethodPercent), s.MinPaymentMethodPercent),
            .. Percent(nameof(s.MinUserKeyPercent), s.MinUserKeyPercent),
            .. Percent(nameof(s.MinSessionIdPercent), s.MinSessionIdPercent),
            .. Percent(nameof(s.MinValidPercent), s.MinValidPercent),
            .. Percent(nameof(s.MaxDuplicatePercent), s.MaxDuplicatePercent),
            .. Percent(nameof(s.MaxUnnamedPercent), s.MaxUnnamedPercent),
            .. Percent(nameof(s.MaxInvalidValuePercent), s.MaxInvalidValuePercent),
            .. Percent(nameof(s.MinRevenueKnownPercent), s.MinRevenueKnownPercent),
            .. Within(nameof(s.MinSearchesForClicks), s.MinSearchesForClicks, 1, MostEvents),
        ];

    // A share cannot be more than 100 %, nor less than 0 %: such a threshold would be one that nothing passes.
    private static IEnumerable<string> Percent(string name, decimal value)
    {
        var sound = name.StartsWith("Min", StringComparison.Ordinal)
            ? value is >= 0 and < 100
            : value is > 0 and <= 100;
        var range = name.StartsWith("Min", StringComparison.Ordinal)
            ? "from 0 to less than 100"
            : "more than 0, at most 100";
        return sound ? [] : [Problem(name, value.ToString(CultureInfo.InvariantCulture), $"a percentage: {range}")];
    }

    private static IEnumerable<string> Within(string name, int value, int least, int most) =>
        value >= least && value <= most ? [] : [Problem(name, $"{value}", $"a whole number from {least} to {most}")];

    private static string Problem(string name, string value, string need) =>
        $"{CheckSettings.Section}:{name} is '{value}': it must be {need}.";
}
