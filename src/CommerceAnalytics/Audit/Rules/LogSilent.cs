using CommerceAnalytics.Settings;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Audit.Rules;

/// <summary>The last day is closed though its weekday is not a closed one.</summary>
internal sealed class LogSilent : IDayRule
{
    public string Code => nameof(LogSilent);

    public FindingSeverity Most(AuditSettings settings) => settings.LogSilent;

    public IEnumerable<Finding> Findings(AuditedTable table)
    {
        if (table.Service.Days is not { } days || !IsSilent(days, table.LastDay, table.Settings))
            return [];
        var open = Open(days, table.LastDay);
        var usual = days.UsualOn(table.LastDay, day => day.Events, least: 1);
        var finding = new Finding
        {
            Code = Code,
            Severity = FindingSeverity.Warn,
            Figure = 0,
            Usual = usual?.Figure,
            Days = open,
            Day = table.LastDay,
            Message =
                $"{table.Service.ServiceName} has no commerce event at all on {DayText.Of(table.LastDay)}, a {table.LastDay.DayOfWeek}; "
                + $"{open.Count} of the 4 {table.LastDay.DayOfWeek}s before had some. Tables: all of the service.",
            Advice =
                "If the shop was closed, nothing is to be done. If not, see whether its events reach the log, and rerun the night when they do.",
        };
        return [finding];
    }

    private static bool IsSilent(ServiceDays days, DateOnly lastDay, AuditSettings settings)
    {
        if (!days.IsClosed(lastDay))
            return false;
        return Open(days, lastDay).Count >= settings.SilentDays;
    }

    private static List<DateOnly> Open(ServiceDays days, DateOnly lastDay)
    {
        var before = ServiceDays.SameWeekdays(lastDay);
        return [.. before.Where(days.IsOpen)];
    }
}
