using CommerceAnalytics.Settings;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Overview;

/// <summary>The days that the overview covers, and which of them are left out, for all services or for one.</summary>
internal sealed class OverviewWindow
{
    private readonly IReadOnlyList<string> _excluded;
    private readonly DateOnly _executionDate;
    private readonly ReportingZone _zone;
    private readonly DateOnly _minDataDate;

    /// <param name="settings">Sound settings.</param>
    /// <param name="services">Services of the overview.</param>
    /// <param name="executionDate">After <c>MinDataDate</c>.</param>
    public OverviewWindow(CommerceSettings settings, IReadOnlyCollection<string> services, DateOnly executionDate)
    {
        _executionDate = executionDate;
        _minDataDate = settings.MinDataDate;
        _zone = settings.Zone();
        _excluded = ExcludedDays.Near(settings.ExcludedDays, executionDate, OverviewTable.WindowDays);
        Common = Of(ExcludedDays.Of(_excluded, null));
        var named = _excluded.Select(entry => ExcludedDays.Parse(entry)?.ServiceName).ToHashSet();
        var withOwn = services.Where(named.Contains).Order(StringComparer.Ordinal);
        Own = [.. withOwn.Select(service => (service, Of(ExcludedDays.Of(_excluded, service))))];
        IEnumerable<SummaryWindow> all = Own.Select(own => own.Window);
        if (Own.Count < services.Count)
            all = all.Append(Common);
        UtcDays = [.. all.SelectMany(window => window.UtcDays).Distinct().Order()];
    }

    /// <summary>The window of services without excluded days of their own.</summary>
    public SummaryWindow Common { get; }

    /// <summary>Services with excluded days of their own, in order, with their windows.</summary>
    public IReadOnlyList<(string Service, SummaryWindow Window)> Own { get; }

    /// <summary>The UTC days that hold events of any service, in order.</summary>
    public IReadOnlyList<DateOnly> UtcDays { get; }

    /// <summary>The window of one service.</summary>
    public SummaryWindow Of(string service)
    {
        var own = Own.FirstOrDefault(own => own.Service == service);
        return own.Window ?? Common;
    }

    private SummaryWindow Of(IReadOnlyList<DateOnly> excluded) =>
        SummaryWindow.Before(_executionDate, OverviewTable.WindowDays, _zone, _minDataDate, excluded);
}
