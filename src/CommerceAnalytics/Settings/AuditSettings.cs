using System.ComponentModel.DataAnnotations;
using static CommerceAnalytics.Settings.FindingSeverity;

namespace CommerceAnalytics.Settings;

/// <summary>
/// The section <c>CommerceAnalytics:Audit</c>: from which figures on a table is warned about or held back before it is
/// published (docs/operate/audit.md).
/// </summary>
/// <remarks>
/// A setting with the name of a rule says the most that the rule may do: <see cref="FindingSeverity.Warn"/> keeps a rule
/// that would hold tables from doing so, <see cref="FindingSeverity.Hold"/> lets one that warns hold them.
/// </remarks>
public sealed record AuditSettings
{
    /// <summary>Name of the section.</summary>
    public const string Section = $"{CommerceSettings.Section}:Audit";

    /// <summary>Two rows with one key. Default <see cref="FindingSeverity.Hold"/>.</summary>
    public FindingSeverity KeyRepeated { get; init; } = Hold;

    /// <summary>No value in a column of the key that must have one. Default <see cref="FindingSeverity.Hold"/>.</summary>
    public FindingSeverity KeyMissing { get; init; } = Hold;

    /// <summary>
    /// A percentage outside 0 to 100, a count below 0 or above the one that it is part of. Default
    /// <see cref="FindingSeverity.Hold"/>.
    /// </summary>
    public FindingSeverity OutOfRange { get; init; } = Hold;

    /// <summary>The last day has no commerce event at all. Default <see cref="FindingSeverity.Warn"/>.</summary>
    public FindingSeverity LogSilent { get; init; } = Warn;

    /// <summary>
    /// The last day has none of a kind of event. Holds only a table that reads no other kind, and only when the kind was
    /// missing for <see cref="KindMissingDays"/>. Default <see cref="FindingSeverity.Hold"/>.
    /// </summary>
    public FindingSeverity KindMissing { get; init; } = Hold;

    /// <summary>The last day has far fewer events of a kind than usual. Default <see cref="FindingSeverity.Warn"/>.</summary>
    public FindingSeverity VolumeDropped { get; init; } = Warn;

    /// <summary>The last day has far more events of a kind than usual. Default <see cref="FindingSeverity.Warn"/>.</summary>
    public FindingSeverity VolumeJumped { get; init; } = Warn;

    /// <summary>
    /// The table's total is far below that of the nights before. Holds below <see cref="ShrankHoldBelow"/>. Default
    /// <see cref="FindingSeverity.Hold"/>.
    /// </summary>
    public FindingSeverity TableShrank { get; init; } = Hold;

    /// <summary>
    /// Sums that must agree between a table and the overview do not; only warns when the log changed between the two
    /// statements. Default <see cref="FindingSeverity.Hold"/>.
    /// </summary>
    public FindingSeverity SumsDisagree { get; init; } = Hold;

    /// <summary>Prices or order values are of another size than usual. Default <see cref="FindingSeverity.Warn"/>.</summary>
    public FindingSeverity ValueMoved { get; init; } = Warn;

    /// <summary>More cart adds than usual without a valid quantity or price. Default <see cref="FindingSeverity.Warn"/>.</summary>
    public FindingSeverity ValuesInvalid { get; init; } = Warn;

    /// <summary>More purchases than usual without a valid amount. Default <see cref="FindingSeverity.Warn"/>.</summary>
    public FindingSeverity RevenueUnknown { get; init; } = Warn;

    /// <summary>An earlier day is not what it was the night before. Default <see cref="FindingSeverity.Warn"/>.</summary>
    public FindingSeverity DayChanged { get; init; } = Warn;

    /// <summary>
    /// Events are logged twice. Holds only for the window (<see cref="RepeatedWindowPercent"/>), not for the last day.
    /// Default <see cref="FindingSeverity.Hold"/>.
    /// </summary>
    public FindingSeverity EventsRepeated { get; init; } = Hold;

    /// <summary>A shop of the settings has no commerce event. Default <see cref="FindingSeverity.Warn"/>.</summary>
    public FindingSeverity ShopUnknown { get; init; } = Warn;

    /// <summary>
    /// Same weekdays, of the 4 weeks before, that a day is compared with at least, 1 to 4; with fewer nothing is usual.
    /// Default 2.
    /// </summary>
    [Range(1, 4)]
    public int UsualDays { get; init; } = 2;

    /// <summary>
    /// <see cref="LogSilent"/>: same weekdays, of the 4 before, that had events at least, 1 to 4. Default 2.
    /// </summary>
    [Range(1, 4)]
    public int SilentDays { get; init; } = 2;

    /// <summary><see cref="KindMissing"/>: events that are usual at least. Default 10.</summary>
    [Count]
    public int KindMissingUsual { get; init; } = 10;

    /// <summary>
    /// <see cref="KindMissing"/>: compared days in a row, the last one included, without the kind from which on a table
    /// is held, 1 to 7. Default 3.
    /// </summary>
    [Range(1, 7)]
    public int KindMissingDays { get; init; } = 3;

    /// <summary>
    /// Share of the usual that a service must have had for a table to be held: of its other kinds
    /// (<see cref="KindMissing"/>), of the kinds that the table reads (<see cref="TableShrank"/>), 0 to 1. Default 0.5.
    /// </summary>
    [Share]
    public decimal OpenShare { get; init; } = 0.5m;

    /// <summary>
    /// <see cref="VolumeDropped"/> and <see cref="VolumeJumped"/>: events that are usual at least. Default 50.
    /// </summary>
    [Count]
    public int VolumeUsual { get; init; } = 50;

    /// <summary><see cref="VolumeDropped"/>: fewer than this times the usual, 0 to 1. Default 0.5.</summary>
    [Share]
    public decimal VolumeDroppedBelow { get; init; } = 0.5m;

    /// <summary><see cref="VolumeJumped"/>: more than this times the usual, from 1. Default 3.</summary>
    [Times]
    public decimal VolumeJumpedAbove { get; init; } = 3;

    /// <summary>
    /// Nights of history, of the 7 before, that a table is compared with at least, 1 to 7. Default 3.
    /// </summary>
    [Range(1, 7)]
    public int UsualNights { get; init; } = 3;

    /// <summary><see cref="TableShrank"/>: total that is usual at least. Default 50.</summary>
    [Count]
    public int ShrankUsual { get; init; } = 50;

    /// <summary><see cref="TableShrank"/>: warns below this times the usual, 0 to 1. Default 0.5.</summary>
    [Share]
    public decimal ShrankWarnBelow { get; init; } = 0.5m;

    /// <summary>
    /// <see cref="TableShrank"/>: holds below this times the usual, 0 to <see cref="ShrankWarnBelow"/>. Default 0.1.
    /// </summary>
    [Share]
    public decimal ShrankHoldBelow { get; init; } = 0.1m;

    /// <summary><see cref="ValueMoved"/>: amounts of the last day at least. Default 20.</summary>
    [Count]
    public int ValueMovedAmounts { get; init; } = 20;

    /// <summary><see cref="ValueMoved"/>: less than this times the usual, 0 to 1. Default 0.2.</summary>
    [Share]
    public decimal ValueMovedBelow { get; init; } = 0.2m;

    /// <summary><see cref="ValueMoved"/>: more than this times the usual, from 1. Default 5.</summary>
    [Times]
    public decimal ValueMovedAbove { get; init; } = 5;

    /// <summary><see cref="ValuesInvalid"/>: cart adds of the last day at least. Default 100.</summary>
    [Count]
    public int ValuesInvalidCartAdds { get; init; } = 100;

    /// <summary><see cref="RevenueUnknown"/>: purchases of the last day at least. Default 20.</summary>
    [Count]
    public int RevenueUnknownPurchases { get; init; } = 20;

    /// <summary>
    /// <see cref="ValuesInvalid"/> and <see cref="RevenueUnknown"/>: compared days, of the 28 before, that a share is
    /// compared with at least, 1 to 28. Default 7.
    /// </summary>
    [Range(1, 28)]
    public int ShareDays { get; init; } = 7;

    /// <summary>The same two: percentage points above the usual at least. Default 10.</summary>
    [Percent]
    public decimal ShareRisePoints { get; init; } = 10;

    /// <summary>The same two: times the usual at least, from 1. Default 2.</summary>
    [Times]
    public decimal ShareRiseTimes { get; init; } = 2;

    /// <summary><see cref="ValuesInvalid"/>: percentage above which it warns where nothing is usual. Default 20.</summary>
    [Percent]
    public decimal ValuesInvalidPercent { get; init; } = 20;

    /// <summary><see cref="RevenueUnknown"/>: percentage above which it warns where nothing is usual. Default 10.</summary>
    [Percent]
    public decimal RevenueUnknownPercent { get; init; } = 10;

    /// <summary><see cref="DayChanged"/>: more than so many percent of the earlier figure. Default 10.</summary>
    [Range(0.0, 1_000_000.0)]
    public decimal DayChangedPercent { get; init; } = 10;

    /// <summary><see cref="DayChanged"/>: and more than so many events. Default 50.</summary>
    [Range(0, 1_000_000_000)]
    public int DayChangedEvents { get; init; } = 50;

    /// <summary><see cref="EventsRepeated"/>: events at least. Default 100.</summary>
    [Count]
    public int RepeatedEvents { get; init; } = 100;

    /// <summary><see cref="EventsRepeated"/>: percentage of the last day above which it warns. Default 10.</summary>
    [Percent]
    public decimal RepeatedDayPercent { get; init; } = 10;

    /// <summary><see cref="EventsRepeated"/>: percentage of the window above which it holds. Default 20.</summary>
    [Percent]
    public decimal RepeatedWindowPercent { get; init; } = 20;

    /// <summary>
    /// <see cref="EventsRepeated"/>: days of the window that are above <see cref="RepeatedWindowPercent"/> themselves
    /// for it to hold, 1 to 7; with fewer it warns. Default 2.
    /// </summary>
    [Range(1, 7)]
    public int RepeatedDays { get; init; } = 2;

    /// <summary>The settings that hold what they may not.</summary>
    internal IEnumerable<WrongSetting> Wrong()
    {
        const string name = nameof(ShrankHoldBelow);
        var wrong = SettingRanges.Wrong(this);
        // What holds a table has warned of it before.
        if (ShrankHoldBelow <= ShrankWarnBelow)
            return wrong;
        var most = Math.Clamp(ShrankWarnBelow, 0, 1);
        var others = wrong.Where(one => one.Name != name);
        return others.Append(SettingRanges.Above(name, ShrankHoldBelow, most));
    }
}
