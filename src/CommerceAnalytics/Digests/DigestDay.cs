using CommerceAnalytics.Audit;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Digests;

/// <summary>What a digest reads of a row of the overview. The measures of an excluded day are null.</summary>
internal sealed record DigestDay
{
    /// <summary>Columns of the overview, in the order of <see cref="FromTexts"/>.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    ["calculation_date", "sessions", "users", "purchase_sessions", "purchases", "purchases_with_amount", "revenue"];

    public required DateOnly Day { get; init; }

    /// <summary>Date of the overview that the day is in.</summary>
    public required DateOnly OverviewDate { get; init; }

    public long? Sessions { get; init; }

    public long? Users { get; init; }

    public long? PurchaseSessions { get; init; }

    public long? Purchases { get; init; }

    public long? PurchasesWithAmount { get; init; }

    public decimal? Revenue { get; init; }

    public static DigestDay FromTexts(string day, IReadOnlyList<string> values)
    {
        var measures = values.Skip(1).Select(Measure).ToList();
        return new()
        {
            Day = Date(day),
            OverviewDate = Date(values[0]),
            Sessions = (long?)measures[0],
            Users = (long?)measures[1],
            PurchaseSessions = (long?)measures[2],
            Purchases = (long?)measures[3],
            PurchasesWithAmount = (long?)measures[4],
            Revenue = measures[5],
        };
    }

    private static decimal? Measure(string text)
    {
        if (text.Length == 0)
            return null;
        return AuditTexts.Number(text);
    }

    private static DateOnly Date(string text) => DayText.Read(text);
}
