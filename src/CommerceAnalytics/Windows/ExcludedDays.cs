namespace CommerceAnalytics.Windows;

/// <summary>
/// The setting <c>ExcludedDays</c>: days of the reporting zone that are in no window, of all services
/// (<c>2025-10-26</c>) or of one (<c>theshop-brand:2025-10-26</c>).
/// </summary>
public static class ExcludedDays
{
    /// <summary>Most entries that the setting may have.</summary>
    public const int Most = 1000;

    /// <summary>The service (null for all) and the day that an entry names; null for one that cannot be read.</summary>
    /// <param name="entry">An entry of the setting.</param>
    public static (string? ServiceName, DateOnly Day)? Parse(string? entry)
    {
        if (entry is null)
            return null;
        var colon = entry.IndexOf(':');
        if (DayText.Parse(entry[(colon + 1)..]) is not { } day)
            return null;
        var service = colon < 0 ? null : entry[..colon];
        return (service, day);
    }

    /// <summary>The days that are left out for a service, in order, each once.</summary>
    /// <param name="entries">Sound entries.</param>
    /// <param name="serviceName">Service; null for the days that are left out for all.</param>
    public static IReadOnlyList<DateOnly> Of(IReadOnlyList<string> entries, string? serviceName)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var parsed = entries.Select(Parse).OfType<(string? ServiceName, DateOnly Day)>();
        var own = parsed.Where(entry => entry.ServiceName is null || entry.ServiceName == serviceName);
        return [.. own.Select(entry => entry.Day).Distinct().Order()];
    }

    /// <summary>The entries of days that a window before an execution date may hold.</summary>
    /// <param name="entries">Sound entries.</param>
    /// <param name="days">Days of the longest window.</param>
    public static IReadOnlyList<string> Near(IReadOnlyList<string> entries, DateOnly executionDate, int days)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var first = executionDate.AddDays(-days);
        return [.. entries.Where(IsNear)];

        bool IsNear(string entry)
        {
            var day = Parse(entry)?.Day;
            return day >= first && day < executionDate;
        }
    }

    /// <summary>The days in words, e.g. <c>2025-10-25, 2025-10-26</c>.</summary>
    /// <param name="days">Days.</param>
    public static string Text(IEnumerable<DateOnly> days)
    {
        return string.Join(", ", days.Select(DayText.Of));
    }
}
