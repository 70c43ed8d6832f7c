using System.ComponentModel.DataAnnotations;

namespace CommerceAnalytics.Settings;

/// <summary>
/// The section <c>CommerceAnalytics:Checks</c>: what a healthy event log looks like (docs/change/contract.md), and from
/// which figures of its own a table is warned about. Thresholds are percentages; a least one of 0 and a greatest one of
/// 100 turn their check off.
/// </summary>
public sealed record CheckSettings
{
    /// <summary>Name of the section.</summary>
    public const string Section = $"{CommerceSettings.Section}:Checks";

    /// <summary>Complete days before the execution date that the checks look at, 1 to 90. Default 3.</summary>
    [Range(1, 90)]
    public int Days { get; init; } = 3;

    /// <summary>The same for purchases, which are few, 1 to 366. Default 90.</summary>
    [Range(1, 366)]
    public int PurchaseDays { get; init; } = 90;

    /// <summary>
    /// A day of a service should have more commerce events than this, 0 to 1,000,000,000. Default 100.
    /// </summary>
    [Range(0, 1_000_000_000)]
    public int MinEventsPerDay { get; init; } = 100;

    /// <summary>Clicks with an <c>action</c>. Default 95.</summary>
    [LeastPercent]
    public decimal MinActionPercent { get; init; } = 95;

    /// <summary>Clicks with a <c>menuName</c>. Default 95.</summary>
    [LeastPercent]
    public decimal MinMenuNamePercent { get; init; } = 95;

    /// <summary>Clicks with a <c>page</c>. Default 95.</summary>
    [LeastPercent]
    public decimal MinPagePercent { get; init; } = 95;

    /// <summary>Cart adds with a <c>productName</c>. Default 98.</summary>
    [LeastPercent]
    public decimal MinProductNamePercent { get; init; } = 98;

    /// <summary>Cart adds with a <c>category</c> or <c>ctgnm</c>. Default 90.</summary>
    [LeastPercent]
    public decimal MinCategoryPercent { get; init; } = 90;

    /// <summary>Cart adds with a <c>quantity</c>, valid or not. Default 80.</summary>
    [LeastPercent]
    public decimal MinQuantityPercent { get; init; } = 80;

    /// <summary>Cart adds with a <c>salePrice</c> or <c>price</c>, valid or not. Default 80.</summary>
    [LeastPercent]
    public decimal MinPricePercent { get; init; } = 80;

    /// <summary>Searches with a term. Default 95.</summary>
    [LeastPercent]
    public decimal MinTermPercent { get; init; } = 95;

    /// <summary>Routing events with a page. Default 95.</summary>
    [LeastPercent]
    public decimal MinRoutePercent { get; init; } = 95;

    /// <summary>Purchases with a <c>totalAmount</c>, valid or not. Default 90.</summary>
    [LeastPercent]
    public decimal MinTotalAmountPercent { get; init; } = 90;

    /// <summary>Purchases with a <c>paymentMethod</c>. Default 80.</summary>
    [LeastPercent]
    public decimal MinPaymentMethodPercent { get; init; } = 80;

    /// <summary>Commerce events with a <c>userKey</c>. Default 95.</summary>
    [LeastPercent]
    public decimal MinUserKeyPercent { get; init; } = 95;

    /// <summary>Commerce events with a <c>sessionId</c>. Default 95.</summary>
    [LeastPercent]
    public decimal MinSessionIdPercent { get; init; } = 95;

    /// <summary>
    /// Valid ones of the quantities, prices, result counts and total amounts that there are, each on its own. Default
    /// 95.
    /// </summary>
    [LeastPercent]
    public decimal MinValidPercent { get; init; } = 95;

    /// <summary>
    /// Events that repeat another one, as the overview's <c>repeated_events</c> counts them, should be fewer than this.
    /// Default 10.
    /// </summary>
    [MostPercent]
    public decimal MaxDuplicatePercent { get; init; } = 10;

    /// <summary>Commerce events without a service name should be fewer than this. Default 1.</summary>
    [MostPercent]
    public decimal MaxUnnamedPercent { get; init; } = 1;

    /// <summary>
    /// A run warns of a table in which more cart adds than this have no valid quantity or price. Default 5.
    /// </summary>
    [MostPercent]
    public decimal MaxInvalidValuePercent { get; init; } = 5;

    /// <summary>A run warns when the amount is known of fewer purchases than this. Default 50.</summary>
    [LeastPercent]
    public decimal MinRevenueKnownPercent { get; init; } = 50;

    /// <summary>
    /// A run warns of so many searches, or more, without a single click, 1 to 1,000,000,000. Default 100.
    /// </summary>
    [Count]
    public int MinSearchesForClicks { get; init; } = 100;
}
