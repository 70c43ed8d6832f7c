using CommerceAnalytics.Settings;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Audit.Rules;

/// <summary>A shop of the settings that the log does not know.</summary>
internal sealed class ShopUnknown : IDayRule
{
    public string Code => nameof(ShopUnknown);

    public FindingSeverity Most(AuditSettings settings) => settings.ShopUnknown;

    public IEnumerable<Finding> Findings(AuditedTable table)
    {
        var service = table.Service;
        if (!service.IsListed || service.Days is not { IsWithoutEvents: true } days)
            return [];
        var first = DayText.Of(days.Days[0]);
        var last = DayText.Of(days.Days[^1]);
        var aside = days.Days.All(days.IsClosed) ? "" : ", excluded days aside";
        var finding = new Finding
        {
            Code = Code,
            Severity = FindingSeverity.Warn,
            Figure = 0,
            Day = table.LastDay,
            Message =
                $"{service.ServiceName} has no commerce event from {first} to {last}{aside}. Tables: all of the service.",
            Advice =
                "See whether the shop has another name in the log now, and name it so in ServiceNames; take it out there if it is no more.",
        };
        return [finding];
    }
}
