using System.Globalization;

namespace CommerceAnalytics.Settings;

/// <summary>What every setting of the audit may hold, in the order of <see cref="AuditSettings"/>.</summary>
internal static class AuditSettingsRules
{
    private const int Most = 1_000_000_000;
    private const int MostTimes = 1_000_000;

    public static IEnumerable<string> Problems(AuditSettings s) =>
        Wrong(s).Select(wrong => $"{AuditSettings.Section}:{wrong.Name} is '{wrong.Value}': it must be {wrong.Need}.");

    /// <summary>The settings that hold what they may not.</summary>
    public static IEnumerable<WrongSetting> Wrong(AuditSettings s) =>
        [.. Severities(s), .. Days(s), .. LeastFigures(s), .. Shares(s), .. Times(s), .. Percentages(s)];

    // The settings that are severities are the rules, so that a new rule needs no second list.
    private static IEnumerable<WrongSetting> Severities(AuditSettings s) =>
        from property in typeof(AuditSettings).GetProperties()
        where property.PropertyType == typeof(FindingSeverity)
        let severity = (FindingSeverity)property.GetValue(s)!
        where !Enum.IsDefined(severity)
        select new WrongSetting(property.Name, $"{severity}", "Off, Warn or Hold");

    private static IEnumerable<WrongSetting> Days(AuditSettings s) =>
        [
            .. Whole(nameof(s.UsualDays), s.UsualDays, 1, 4),
            .. Whole(nameof(s.SilentDays), s.SilentDays, 1, 4),
            .. Whole(nameof(s.KindMissingDays), s.KindMissingDays, 1, 7),
            .. Whole(nameof(s.UsualNights), s.UsualNights, 1, 7),
            .. Whole(nameof(s.ShareDays), s.ShareDays, 1, 28),
            .. Whole(nameof(s.RepeatedDays), s.RepeatedDays, 1, 7),
        ];

    private static IEnumerable<WrongSetting> LeastFigures(AuditSettings s) =>
        [
            .. Whole(nameof(s.KindMissingUsual), s.KindMissingUsual, 1, Most),
            .. Whole(nameof(s.VolumeUsual), s.VolumeUsual, 1, Most),
            .. Whole(nameof(s.ShrankUsual), s.ShrankUsual, 1, Most),
            .. Whole(nameof(s.ValueMovedAmounts), s.ValueMovedAmounts, 1, Most),
            .. Whole(nameof(s.ValuesInvalidCartAdds), s.ValuesInvalidCartAdds, 1, Most),
            .. Whole(nameof(s.RevenueUnknownPurchases), s.RevenueUnknownPurchases, 1, Most),
            .. Whole(nameof(s.DayChangedEvents), s.DayChangedEvents, 0, Most),
            .. Whole(nameof(s.RepeatedEvents), s.RepeatedEvents, 1, Most),
        ];

    private static IEnumerable<WrongSetting> Shares(AuditSettings s)
    {
        var mostToHold = Math.Clamp(s.ShrankWarnBelow, 0, 1);
        return
        [
            .. Within(nameof(s.OpenShare), s.OpenShare, 0, 1),
            .. Within(nameof(s.VolumeDroppedBelow), s.VolumeDroppedBelow, 0, 1),
            .. Within(nameof(s.ShrankWarnBelow), s.ShrankWarnBelow, 0, 1),
            .. Within(nameof(s.ShrankHoldBelow), s.ShrankHoldBelow, 0, mostToHold),
            .. Within(nameof(s.ValueMovedBelow), s.ValueMovedBelow, 0, 1),
        ];
    }

    private static IEnumerable<WrongSetting> Times(AuditSettings s) =>
        [
            .. Within(nameof(s.VolumeJumpedAbove), s.VolumeJumpedAbove, 1, MostTimes),
            .. Within(nameof(s.ValueMovedAbove), s.ValueMovedAbove, 1, MostTimes),
            .. Within(nameof(s.ShareRiseTimes), s.ShareRiseTimes, 1, MostTimes),
        ];

    private static IEnumerable<WrongSetting> Percentages(AuditSettings s) =>
        [
            .. Within(nameof(s.ShareRisePoints), s.ShareRisePoints, 0, 100),
            .. Within(nameof(s.ValuesInvalidPercent), s.ValuesInvalidPercent, 0, 100),
            .. Within(nameof(s.RevenueUnknownPercent), s.RevenueUnknownPercent, 0, 100),
            .. Within(nameof(s.DayChangedPercent), s.DayChangedPercent, 0, MostTimes),
            .. Within(nameof(s.RepeatedDayPercent), s.RepeatedDayPercent, 0, 100),
            .. Within(nameof(s.RepeatedWindowPercent), s.RepeatedWindowPercent, 0, 100),
        ];

    private static IEnumerable<WrongSetting> Whole(string name, int value, int least, int most) =>
        value >= least && value <= most ? [] : [new(name, $"{value}", $"a whole number from {least} to {most}")];

    private static IEnumerable<WrongSetting> Within(string name, decimal value, decimal least, decimal most) =>
        value >= least && value <= most
            ? []
            : [new(name, Text(value), $"a number from {Text(least)} to {Text(most)}")];

    private static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A setting that holds what it may not.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">What it holds.</param>
/// <param name="Need">What it must be.</param>
internal sealed record WrongSetting(string Name, string Value, string Need);
