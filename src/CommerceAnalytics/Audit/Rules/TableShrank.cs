using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Audit.Rules;

/// <summary>
/// The table's total is far below that of the nights before it. A window of many days hardly moves from night to night.
/// </summary>
internal sealed class TableShrank : IAuditRule
{
    public string Code => nameof(TableShrank);

    public FindingSeverity Most(AuditSettings settings) => settings.TableShrank;

    public IEnumerable<Finding> Findings(AuditedTable table)
    {
        if (table.Summary.Watched is not { } watched)
            return [];
        var settings = table.Settings;
        var total = table.Figures.Watched;
        var nights = UsualNights.Before(table).Where(night => night.WindowDays == table.WindowDays);
        var totals = nights.Select(night => (night.Night, (decimal?)night.Watched));
        var usual = Usual.Of(totals, settings.UsualNights);
        if (usual is null || usual.Figure < settings.ShrankUsual)
            return [];
        if (total >= settings.ShrankWarnBelow * usual.Figure)
            return [];
        var holds = total < settings.ShrankHoldBelow * usual.Figure && WasBusy(table);
        return [Finding(table, watched, usual, holds)];
    }

    private static bool WasBusy(AuditedTable table)
    {
        if (table.Service.Days is not { } days)
            return false;
        return OpenShare.IsOpen(days, table.LastDay, table.Summary.Kinds, table.Settings);
    }

    private Finding Finding(AuditedTable table, string watched, Usual usual, bool holds)
    {
        return new()
        {
            Code = Code,
            Severity = holds ? FindingSeverity.Hold : FindingSeverity.Warn,
            Figure = table.Figures.Watched,
            Usual = usual.Figure,
            Days = usual.Days,
            Kind = watched,
            Message =
                $"{watched} adds up to {AuditTexts.Shown(table.Figures.Watched)}; {AuditTexts.Shown(usual.Figure)} was usual in the {usual.Days.Count} nights before.",
            Advice =
                "See which attributes of the events changed: a summary leaves out events that lack what it needs, e.g. a productName.",
        };
    }
}
