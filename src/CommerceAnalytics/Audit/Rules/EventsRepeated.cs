using CommerceAnalytics.Settings;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Audit.Rules;

/// <summary>Events of the last day that are in the log more than once.</summary>
internal sealed class DayRepeated : IDayRule
{
    public string Code => EventsRepeated.Code;

    public FindingSeverity Most(AuditSettings settings) => settings.EventsRepeated;

    public IEnumerable<Finding> Findings(AuditedTable table)
    {
        if (table.Service.Days?.On(table.LastDay) is not { } last)
            return [];
        var repeated = EventsRepeated.Of([last], table.Settings, table.Settings.RepeatedDayPercent);
        if (repeated is null)
            return [];
        var finding = repeated.Finding(
            FindingSeverity.Warn,
            $"on {DayText.Of(table.LastDay)}",
            $"Tables: all of the service."
        );
        return [finding with { Day = table.LastDay }];
    }
}

/// <summary>
/// So many events of the whole window that its figures are plainly wrong. A single bad day warns, as a window forgives
/// one.
/// </summary>
internal sealed class WindowRepeated : IDayRule
{
    public string Code => EventsRepeated.Code;

    public FindingSeverity Most(AuditSettings settings) => settings.EventsRepeated;

    public IEnumerable<Finding> Findings(AuditedTable table)
    {
        if (table.Service.Days is not { } days)
            return [];
        var rows = days.From(table.WindowFirstDay).ToList();
        var repeated = EventsRepeated.Of(rows, table.Settings, table.Settings.RepeatedWindowPercent);
        if (repeated is null)
            return [];
        var first = DayText.Of(rows.Min(row => row.Day));
        var last = DayText.Of(rows.Max(row => row.Day));
        var bad = Bad(rows, table.Settings);
        var isPlain = bad >= table.Settings.RepeatedDays;
        var severity = isPlain ? FindingSeverity.Hold : FindingSeverity.Warn;
        var finding = repeated.Finding(severity, $"from {first} to {last}", $"{table.Table} would count them all.");
        return [finding];
    }

    private static int Bad(List<OverviewDay> days, AuditSettings settings)
    {
        var limit = settings.RepeatedWindowPercent / 100;
        return days.Count(day => day.RepeatedEvents > limit * day.Events);
    }
}

/// <summary>How many events repeat others, in some days together.</summary>
internal sealed record EventsRepeated(long Repeated, long Events, decimal MostPercent)
{
    public const string Code = nameof(AuditSettings.EventsRepeated);

    /// <summary>Null where it is not worth a finding.</summary>
    public static EventsRepeated? Of(IReadOnlyList<OverviewDay> days, AuditSettings settings, decimal mostPercent)
    {
        var repeated = days.Sum(day => day.RepeatedEvents ?? 0);
        var events = days.Sum(day => day.Events ?? 0);
        if (events < settings.RepeatedEvents || 100m * repeated <= mostPercent * events)
            return null;
        return new(repeated, events, mostPercent);
    }

    public Finding Finding(FindingSeverity severity, string when, string tables)
    {
        var percent = AuditTexts.Percent(Repeated, Events);
        return new()
        {
            Code = Code,
            Severity = severity,
            Figure = percent,
            Usual = MostPercent,
            Message =
                $"{Repeated:N0} of {Events:N0} commerce events {when} repeat another one ({AuditTexts.Shown(percent)} %; {AuditTexts.Shown(MostPercent)} % is the most). {tables}",
            Advice =
                "See whether a file was loaded twice or the shop logs each event twice. Nothing is left out of the tables: remove the copies, then rerun the night.",
        };
    }
}
