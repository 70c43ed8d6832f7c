using CommerceAnalytics.Settings;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Audit.Rules;

/// <summary>
/// None of a kind of event on the last day, though there usually are some. A shop that is closed or quiet loses all
/// kinds alike; a table is held only when one kind alone stays away for days.
/// </summary>
internal sealed class KindMissing : IDayRule
{
    public string Code => nameof(KindMissing);

    public FindingSeverity Most(AuditSettings settings) => settings.KindMissing;

    public IEnumerable<Finding> Findings(AuditedTable table)
    {
        return table.Service.Days is { } days
            ? table.Summary.Kinds.Select(kind => Finding(table, days, kind)).OfType<Finding>()
            : [];
    }

    /// <summary>The usual of a kind that is missing on a day; null where it is not, or never was usual.</summary>
    public static Usual? Missing(ServiceDays days, DateOnly day, OverviewKind kind, AuditSettings settings)
    {
        if (days.On(day)?.Of(kind) != 0)
            return null;
        var usual = days.UsualOn(day, one => one.Of(kind), settings.UsualDays);
        return usual?.Figure >= settings.KindMissingUsual ? usual : null;
    }

    private Finding? Finding(AuditedTable table, ServiceDays days, OverviewKind kind)
    {
        if (Missing(days, table.LastDay, kind, table.Settings) is not { } usual)
            return null;
        var missing = MissingDays(table, days, kind);
        var holds = missing.Count > 0;
        var dates = string.Join(", ", missing.Select(DayText.Of));
        var since = holds ? $" It was missing on {dates} alike." : "";
        return new()
        {
            Code = Code,
            Severity = holds ? FindingSeverity.Hold : FindingSeverity.Warn,
            Figure = 0,
            Usual = usual.Figure,
            Days = usual.Days,
            Kind = kind.Name,
            Day = table.LastDay,
            Message =
                $"{table.Service.ServiceName} has no {kind.Text} on {DayText.Of(table.LastDay)}; {AuditTexts.Shown(usual.Figure)} are usual on a {table.LastDay.DayOfWeek}.{since} "
                + $"Tables: {table.Service.Readers(kind)}.",
            Advice =
                $"See whether the shop still logs {string.Join(" or ", kind.Bodies)}, e.g. since it was last deployed; rerun the night when the events are there.",
        };
    }

    /// <summary>The days on which the kind alone was missing; none where that does not hold the table.</summary>
    private static IReadOnlyList<DateOnly> MissingDays(AuditedTable table, ServiceDays days, OverviewKind kind)
    {
        if (table.Summary.Kinds.Count != 1)
            return [];
        var settings = table.Settings;
        var last = days.ComparedUpTo(table.LastDay, settings.KindMissingDays);
        var others = OverviewKind.All.Where(other => other != kind).ToList();
        var isHeld =
            last.Count == settings.KindMissingDays
            && last.All(day => Missing(days, day, kind, settings) is not null)
            && last.All(day => OpenShare.IsOpen(days, day, others, settings));
        return isHeld ? last : [];
    }
}
