using CommerceAnalytics.Settings;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Audit.Rules;

/// <summary>A day is no longer what an earlier night counted: events came late, or were loaded twice.</summary>
internal sealed class DayChanged : IDayRule
{
    private const int From = 2;
    private const int To = 8;

    public string Code => nameof(DayChanged);

    public FindingSeverity Most(AuditSettings settings) => settings.DayChanged;

    public IEnumerable<Finding> Findings(AuditedTable table)
    {
        return from ago in Enumerable.Range(From, To - From + 1)
            let day = table.Service.Date.AddDays(-ago)
            let now = table.Service.Days?.On(day)?.Events
            let before = table.Service.EarlierDays?.On(day)?.Events
            where now is not null && before is not null && Differ(now.Value, before.Value, table.Settings)
            select Finding(table, day, now.Value, before.Value);
    }

    private static bool Differ(long now, long before, AuditSettings settings)
    {
        var difference = Math.Abs(now - before);
        return difference > settings.DayChangedEvents && 100m * difference > settings.DayChangedPercent * before;
    }

    private Finding Finding(AuditedTable table, DateOnly day, long now, long before)
    {
        return new()
        {
            Code = Code,
            Severity = FindingSeverity.Warn,
            Figure = now,
            Usual = before,
            Days = [day],
            Day = day,
            Message =
                $"{table.Service.ServiceName} has {now:N0} commerce events on {DayText.Of(day)}; the last night before this one counted {before:N0}. "
                + $"Tables: all of the service.",
            Advice =
                now > before
                    ? "Events came late, or a day was loaded twice (see EventsRepeated). Nights in history that hold the day show the earlier figure."
                    : "Files of this day are gone or can no longer be read: see what became of them, and rerun the night when they are back.",
        };
    }
}
