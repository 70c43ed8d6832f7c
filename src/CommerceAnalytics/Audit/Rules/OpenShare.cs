using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Audit.Rules;

/// <summary>
/// Whether a service was as busy as usual, so that what is missing cannot be put down to a quiet day.
/// </summary>
internal static class OpenShare
{
    /// <summary>Some kinds together, against their usual together; false where nothing is usual.</summary>
    public static bool IsOpen(ServiceDays days, DateOnly day, IReadOnlyList<OverviewKind> kinds, AuditSettings settings)
    {
        var usual = days.UsualOn(day, one => one.Of(kinds), settings.UsualDays);
        var figure = days.On(day)?.Of(kinds);
        return usual is { Figure: > 0 } && figure >= settings.OpenShare * usual.Figure;
    }
}
