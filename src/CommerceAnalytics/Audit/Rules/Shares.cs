using CommerceAnalytics.Settings;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Audit.Rules;

/// <summary>More cart adds than usual without a valid quantity or price.</summary>
internal sealed class ValuesInvalid : IDayRule
{
    public string Code => nameof(ValuesInvalid);

    public FindingSeverity Most(AuditSettings settings) => settings.ValuesInvalid;

    public IEnumerable<Finding> Findings(AuditedTable table)
    {
        return new Share
        {
            Code = Code,
            Kind = OverviewKind.CartAdds,
            Part = day => day.InvalidValues,
            What = "without a valid quantity or price",
            Advice =
                "Section 8 of docs/commerce-analytics-test-queries.md shows the values themselves: mend what logs them. Until then they count as unknown.",
        }.Findings(table, table.Settings.ValuesInvalidCartAdds, table.Settings.ValuesInvalidPercent);
    }
}

/// <summary>More purchases than usual without a valid amount.</summary>
internal sealed class RevenueUnknown : IDayRule
{
    public string Code => nameof(RevenueUnknown);

    public FindingSeverity Most(AuditSettings settings) => settings.RevenueUnknown;

    public IEnumerable<Finding> Findings(AuditedTable table)
    {
        return new Share
        {
            Code = Code,
            Kind = OverviewKind.Purchases,
            Part = day => day.Of(OverviewKind.Purchases) - day.PurchasesWithAmount,
            What = "without a valid amount",
            Advice = "Have the shop log totalAmount as a plain number; revenue leaves such purchases out until then.",
        }.Findings(table, table.Settings.RevenueUnknownPurchases, table.Settings.RevenueUnknownPercent);
    }
}

/// <summary>A share of a kind's events that should be small, against the share that is usual.</summary>
internal sealed record Share
{
    private const int Days = 28;

    public required string Code { get; init; }

    public required OverviewKind Kind { get; init; }

    /// <summary>How many of the kind's events are so.</summary>
    public required Func<OverviewDay, long?> Part { get; init; }

    public required string What { get; init; }

    public required string Advice { get; init; }

    public IEnumerable<Finding> Findings(AuditedTable table, int least, decimal mostPercent)
    {
        if (table.Service.Days is not { } days || !table.Summary.Kinds.Contains(Kind))
            return [];
        if (days.On(table.LastDay) is not { } last || last.Of(Kind) < least)
            return [];
        if (Percent(last) is not { } percent)
            return [];
        var before = Enumerable.Range(1, Days).Select(ago => table.LastDay.AddDays(-ago));
        var settings = table.Settings;
        var usual = days.UsualOf(before, Percent, settings.ShareDays);
        var isTooMuch = usual is null ? percent > mostPercent : HasRisen(percent, usual.Figure, settings);
        return isTooMuch ? [Finding(table, last, percent, usual)] : [];
    }

    private static bool HasRisen(decimal percent, decimal usual, AuditSettings settings)
    {
        var byPoints = percent >= usual + settings.ShareRisePoints;
        return byPoints && percent >= settings.ShareRiseTimes * usual;
    }

    // Not rounded: it is compared.
    private decimal? Percent(OverviewDay day)
    {
        var whole = day.Of(Kind);
        return whole > 0 ? 100m * Part(day) / whole : null;
    }

    private Finding Finding(AuditedTable table, OverviewDay last, decimal percent, Usual? usual)
    {
        var service = table.Service;
        var events = $"{Part(last):N0} of {last.Of(Kind):N0} {Kind.Text}";
        var found = $"{events} of {service.ServiceName} on {DayText.Of(last.Day)}";
        var than = usual is null ? "Nothing is usual yet." : $"{AuditTexts.Shown(usual.Figure)} % is usual.";
        return new()
        {
            Code = Code,
            Severity = FindingSeverity.Warn,
            Figure = decimal.Round(percent, 2),
            Usual = usual is null ? null : decimal.Round(usual.Figure, 2),
            Days = usual?.Days ?? [],
            Kind = Kind.Name,
            Day = last.Day,
            Message = $"{found} are {What} ({AuditTexts.Shown(percent)} %). {than} Tables: {service.Readers(Kind)}.",
            Advice = Advice,
        };
    }
}
