using CommerceAnalytics.Settings;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Audit.Rules;

/// <summary>Far fewer events of a kind on the last day than usual.</summary>
internal sealed class VolumeDropped : IDayRule
{
    public string Code => nameof(VolumeDropped);

    public FindingSeverity Most(AuditSettings settings) => settings.VolumeDropped;

    public IEnumerable<Finding> Findings(AuditedTable table)
    {
        return Volume
            .Of(table)
            .Where(volume => volume.Count < table.Settings.VolumeDroppedBelow * volume.Usual.Figure)
            .Where(volume => !IsMissing(table, volume))
            .Select(volume => volume.Finding(table, Code));
    }

    // That there is none at all is a finding of its own.
    private static bool IsMissing(AuditedTable table, Volume volume)
    {
        if (table.Settings.KindMissing == FindingSeverity.Off)
            return false;
        var days = table.Service.Days!;
        return KindMissing.Missing(days, table.LastDay, volume.Kind, table.Settings) is not null;
    }
}

/// <summary>Far more events of a kind on the last day than usual.</summary>
internal sealed class VolumeJumped : IDayRule
{
    public string Code => nameof(VolumeJumped);

    public FindingSeverity Most(AuditSettings settings) => settings.VolumeJumped;

    public IEnumerable<Finding> Findings(AuditedTable table)
    {
        return Volume
            .Of(table)
            .Where(volume => volume.Count > table.Settings.VolumeJumpedAbove * volume.Usual.Figure)
            .Select(volume => volume.Finding(table, Code));
    }
}

/// <summary>The events of a kind on the last day beside what is usual.</summary>
internal sealed record Volume(OverviewKind Kind, long Count, Usual Usual)
{
    /// <summary>Of each kind that a table reads and that is usual enough.</summary>
    public static IEnumerable<Volume> Of(AuditedTable table)
    {
        var settings = table.Settings;
        var days = table.Service.Days;
        if (days?.On(table.LastDay) is not { } last)
            yield break;
        foreach (var kind in table.Summary.Kinds)
        {
            var usual = days.UsualOn(table.LastDay, day => day.Of(kind), settings.UsualDays);
            if (last.Of(kind) is { } count && usual?.Figure >= settings.VolumeUsual)
                yield return new(kind, count, usual);
        }
    }

    public Finding Finding(AuditedTable table, string code)
    {
        return new()
        {
            Code = code,
            Severity = FindingSeverity.Warn,
            Figure = Count,
            Usual = Usual.Figure,
            Days = Usual.Days,
            Kind = Kind.Name,
            Day = table.LastDay,
            Message =
                $"{table.Service.ServiceName} has {Count:N0} {Kind.Text} on {DayText.Of(table.LastDay)}; {AuditTexts.Shown(Usual.Figure)} are usual on a {table.LastDay.DayOfWeek}. "
                + $"Tables: {table.Service.Readers(Kind)}.",
            Advice =
                "If a sale, a holiday or a campaign explains it, nothing is to be done. If not, see whether events are lost or logged more than once.",
        };
    }
}
