using CommerceAnalytics.Settings;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Audit.Rules;

/// <summary>
/// Order values of the last day are of another size than usual: prices in another unit or currency.
/// </summary>
internal sealed class OrderValueMoved : IDayRule
{
    public string Code => ValueMoved.Code;

    public FindingSeverity Most(AuditSettings settings) => settings.ValueMoved;

    public IEnumerable<Finding> Findings(AuditedTable table)
    {
        if (table.Service.Days is not { } days || !table.Summary.Kinds.Contains(OverviewKind.Purchases))
            return [];
        var settings = table.Settings;
        var last = days.On(table.LastDay);
        if (last?.AverageOrderValue is not { } value || last.PurchasesWithAmount < settings.ValueMovedAmounts)
            return [];
        var usual = days.UsualOn(table.LastDay, day => day.AverageOrderValue, settings.UsualDays);
        return ValueMoved.Is(value, usual, settings) ? [Finding(table, value, usual!)] : [];
    }

    private Finding Finding(AuditedTable table, decimal value, Usual usual)
    {
        return new()
        {
            Code = Code,
            Severity = FindingSeverity.Warn,
            Figure = value,
            Usual = usual.Figure,
            Days = usual.Days,
            Kind = OverviewKind.Purchases.Name,
            Day = table.LastDay,
            Message =
                $"{table.Service.ServiceName} has an average order value of {AuditTexts.Shown(value)} on {DayText.Of(table.LastDay)}; {AuditTexts.Shown(usual.Figure)} is usual on a {table.LastDay.DayOfWeek}. "
                + $"Tables: {table.Service.Readers(OverviewKind.Purchases)}.",
            Advice = ValueMoved.Advice("totalAmount"),
        };
    }
}

/// <summary>The value of a cart add is of another size than in the nights before.</summary>
internal sealed class CartValueMoved : IAuditRule
{
    public string Code => ValueMoved.Code;

    public FindingSeverity Most(AuditSettings settings) => settings.ValueMoved;

    public IEnumerable<Finding> Findings(AuditedTable table)
    {
        if (table.Figures.ValuePerCartAdd is not { } value)
            return [];
        var nights = UsualNights.Before(table).Select(night => (night.Night, night.ValuePerCartAdd));
        var usual = Usual.Of(nights, table.Settings.UsualNights);
        return ValueMoved.Is(value, usual, table.Settings) ? [Finding(value, usual!)] : [];
    }

    private Finding Finding(decimal value, Usual usual)
    {
        return new()
        {
            Code = Code,
            Severity = FindingSeverity.Warn,
            Figure = decimal.Round(value, 4),
            Usual = decimal.Round(usual.Figure, 4),
            Days = usual.Days,
            Kind = OverviewKind.CartAdds.Name,
            Message =
                $"A cart add is worth {AuditTexts.Shown(value)} on average; {AuditTexts.Shown(usual.Figure)} was usual in the {usual.Days.Count} nights before.",
            Advice = ValueMoved.Advice("salePrice, price and quantity"),
        };
    }
}

/// <summary>What both have in common.</summary>
internal static class ValueMoved
{
    public const string Code = nameof(AuditSettings.ValueMoved);

    public static bool Is(decimal value, Usual? usual, AuditSettings settings)
    {
        if (usual is null)
            return false;
        var least = settings.ValueMovedBelow * usual.Figure;
        var most = settings.ValueMovedAbove * usual.Figure;
        return value < least || value > most;
    }

    public static string Advice(string attributes) =>
        $"See whether the shop logs {attributes} in another unit or currency than before, e.g. in cents.";
}
