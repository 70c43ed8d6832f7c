using CommerceAnalytics.Settings;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Audit.Rules;

/// <summary>
/// Sums that a table and the overview have in common. They are counted by different statements from the same log.
/// </summary>
internal sealed class SumsDisagree : IAuditRule
{
    // Each sum of a table's row is rounded to two places, and so is the overview's.
    private const decimal MostRoundedOff = 0.005m;

    public string Code => nameof(SumsDisagree);

    public FindingSeverity Most(AuditSettings settings) => settings.SumsDisagree;

    public IEnumerable<Finding> Findings(AuditedTable table)
    {
        return table.Service.Days is not { } days ? []
            : table.Figures.Purchases is { } purchases ? Purchases(table, days, purchases)
            : table.Figures.CartAdds is { } adds ? CartAdds(table, days, adds)
            : [];
    }

    /// <summary>A table may leave cart adds out (the best products only), never have more than there are.</summary>
    private IEnumerable<Finding> CartAdds(AuditedTable table, ServiceDays days, long adds)
    {
        // Of days that only the table has, the overview says nothing.
        if (days.Days.Count == 0 || table.WindowFirstDay < days.Days[0])
            return [];
        var logged = days.From(table.WindowFirstDay).Sum(day => day.Of(OverviewKind.CartAdds) ?? 0);
        return adds <= logged
            ? []
            :
            [
                Finding(
                    table,
                    OverviewKind.CartAdds.Name,
                    adds,
                    logged,
                    $"The rows have {adds:N0} cart adds together; the overview has {logged:N0} in the same days."
                ),
            ];
    }

    private IEnumerable<Finding> Purchases(
        AuditedTable table,
        ServiceDays days,
        IReadOnlyDictionary<DateOnly, DayOfPurchases> purchases
    )
    {
        foreach (var theirs in days.From(table.WindowFirstDay))
        {
            var day = theirs.Day;
            var own = purchases.GetValueOrDefault(day, new(0, null, 0));
            var logged = theirs.Of(OverviewKind.Purchases) ?? 0;
            if (own.Count != logged)
                yield return Finding(
                    table,
                    OverviewKind.Purchases.Name,
                    own.Count,
                    logged,
                    $"The rows of {DayText.Of(day)} have {own.Count:N0} purchases; the overview has {logged:N0}."
                );
            else if (RevenueDiffers(own, theirs))
                yield return Finding(
                    table,
                    "revenue",
                    own.Revenue ?? 0,
                    theirs.Revenue,
                    $"The rows of {DayText.Of(day)} have a revenue of {Amount(own.Revenue)}; the overview has {Amount(theirs.Revenue)}."
                );
        }
    }

    private static bool RevenueDiffers(DayOfPurchases own, OverviewDay theirs)
    {
        if (own.Revenue is not { } revenue || theirs.Revenue is not { } logged)
            return own.Revenue is not null || theirs.Revenue is not null;
        return Math.Abs(revenue - logged) > MostRoundedOff * (own.Rows + 1);
    }

    private Finding Finding(AuditedTable table, string kind, decimal figure, decimal? usual, string message)
    {
        return new()
        {
            Code = Code,
            Severity = table.LogChanged ? FindingSeverity.Warn : FindingSeverity.Hold,
            Figure = figure,
            Usual = usual,
            Kind = kind,
            Message = table.LogChanged
                ? $"{message} The log changed between the two statements, which may be all there is to it."
                : message,
            Advice =
                "Rerun the night: if it happens again, one of the two statements counts wrongly; compare both in the plan.",
        };
    }

    private static string Amount(decimal? revenue)
    {
        if (revenue is null)
            return "none";
        return AuditTexts.Shown(revenue.Value);
    }
}
