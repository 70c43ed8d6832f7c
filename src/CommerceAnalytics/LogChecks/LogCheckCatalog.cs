using CommerceAnalytics.Events;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.LogChecks;

/// <summary>All checks of the event log: docs/change/contract.md, "A healthy log".</summary>
internal static class LogCheckCatalog
{
    private const string Missing =
        "See which version of the shop stopped logging the attribute, and since when. Until it is mended,";
    private const string Invalid =
        "Section 8 of docs/commerce-analytics-test-queries.md shows the values themselves: mend what logs them. Until then they count as unknown.";

    /// <summary>In the order in which they are shown.</summary>
    public static IReadOnlyList<LogCheck> All { get; } =
    [
        new DaysCheck
        {
            Name = "events_per_day",
            Query = CheckQueries.Days,
            Advice =
                "Check that the shop logs and that its events reach the events table for these days, and that the service's name is spelled as in the log.",
        },
        Kind(EventKinds.ButtonClick, "button interaction is empty"),
        Kind(EventKinds.CartAdd, "product ranking and categories are empty"),
        Kind(EventKinds.CartView, "hours count fewer sessions"),
        Kind(EventKinds.Search, "search analytics is empty"),
        Kind(EventKinds.SearchResultClick, "every click-through rate is 0"),
        Kind(EventKinds.CheckoutStart, "hours count fewer sessions"),
        new KindCheck
        {
            Name = "kind_routing",
            Query = CheckQueries.KindsOfEvent,
            Kind = $"'{EventKinds.RoutingInClientSide}' or '{EventKinds.ClientRouting}'",
            Labels = [EventKinds.RoutingInClientSide, EventKinds.ClientRouting],
            Advice = Stopped("navigation flow is empty"),
        },
        new KindCheck
        {
            Name = "kind_commerce.checkout.purchase",
            Query = CheckQueries.Purchases,
            Kind = $"'{EventKinds.Purchase}'",
            Labels = ["purchase_events"],
            Advice = Stopped("purchase analytics is empty"),
        },
        Share(
            "click_action",
            "clicks",
            "have an action",
            settings => settings.MinActionPercent,
            "such clicks are not in button interaction"
        ),
        Share(
            "click_menu_name",
            "clicks",
            "have a menuName",
            settings => settings.MinMenuNamePercent,
            "nothing tells from which menu people click"
        ),
        Share(
            "click_page",
            "clicks",
            "have a page",
            settings => settings.MinPagePercent,
            "nothing tells on which page people click"
        ),
        Share(
            "cart_product_name",
            "cart adds",
            "have a productName",
            settings => settings.MinProductNamePercent,
            "such cart adds are in no product ranking"
        ),
        Share(
            "cart_category",
            "cart adds",
            "have a category or ctgnm",
            settings => settings.MinCategoryPercent,
            "they count as Uncategorized"
        ),
        Share(
            "cart_quantity",
            "cart adds",
            "have a quantity",
            settings => settings.MinQuantityPercent,
            "quantities and cart values are too low"
        ),
        Share(
            "cart_price",
            "cart adds",
            "have a salePrice or price",
            settings => settings.MinPricePercent,
            "cart values are too low"
        ),
        Share(
            "search_term",
            "searches",
            "have a term",
            settings => settings.MinTermPercent,
            "such searches are left out"
        ),
        Share(
            "route_page",
            "routing events",
            "have a page",
            settings => settings.MinRoutePercent,
            "navigation flow has gaps"
        ),
        Share(
            "user_key",
            "commerce events",
            "have a userKey",
            settings => settings.MinUserKeyPercent,
            "unique users are too few"
        ),
        Share(
            "session_id",
            "commerce events",
            "have a sessionId",
            settings => settings.MinSessionIdPercent,
            "sessions, clicks on search results and navigation flow have gaps"
        ),
        Share(
            "purchase_total_amount",
            "purchases",
            "have a totalAmount",
            settings => settings.MinTotalAmountPercent,
            "revenue is unknown for them"
        ) with
        {
            Query = CheckQueries.Purchases,
        },
        Share(
            "purchase_payment_method",
            "purchases",
            "have a paymentMethod",
            settings => settings.MinPaymentMethodPercent,
            "their payment method counts as unknown"
        ) with
        {
            Query = CheckQueries.Purchases,
        },
        Valid("quantity_valid", "quantities", CheckQueries.Numbers),
        Valid("price_valid", "prices", CheckQueries.Numbers),
        Valid("result_count_valid", "result counts", CheckQueries.Numbers),
        Valid("total_amount_valid", "total amounts", CheckQueries.Purchases),
        new ShareCheck
        {
            Name = "duplicates",
            Query = CheckQueries.Duplicates,
            Among = "commerce events",
            That = "repeat another one",
            Most = settings => settings.MaxDuplicatePercent,
            Advice =
                "Events are counted as often as they are logged: see whether the client or the collector sends again what was taken already.",
        },
        new ShareCheck
        {
            Name = "without_service_name",
            Query = CheckQueries.ServiceNames,
            Among = "commerce events of the whole log",
            That = "have no service name",
            Most = settings => settings.MaxUnnamedPercent,
            FailsAtAll = true,
            Advice =
                "Such events are in no service's summaries: set resource.service.name where the collector takes them in.",
        },
        // Athena makes such rows of lines that it cannot read where their table ignores malformed JSON, and tells of them
        // in no other way; LocalAws makes them of blank lines alone.
        new RowsOfDaysCheck
        {
            Name = "empty_rows",
            Query = CheckQueries.ServiceNames,
            Rows = "rows of each day without time, kind and service",
            Among = "rows",
            That = "have neither time nor kind nor service",
            Advice =
                "They are blank lines, or lines that cannot be read where the table has ignore.malformed.json: none of their events is counted. "
                + "See with \"$path\" in which files they are, and mend what writes them; without ignore.malformed.json Athena names the line that it fails at.",
        },
        // A time that cannot be read is NULL in Athena, and one in another unit is of another year: no window holds it.
        new RowsOfDaysCheck
        {
            Name = "untimed_events",
            Query = CheckQueries.ServiceNames,
            Rows = "commerce events of each day's partitions without a time of that day",
            Among = "commerce events",
            That = "have no time that can be read, or one more than a day from their partition's",
            Advice =
                "No window holds such events, so no figure counts them. Select their \"timestamp\" and \"$path\" to see how it is written there: "
                + "docs/change/contract.md says which forms are read. Mend what writes them, or what sorts them into partitions.",
        },
    ];

    private static KindCheck Kind(string kind, string consequence)
    {
        return new()
        {
            Name = $"kind_{kind}",
            Query = CheckQueries.KindsOfEvent,
            Kind = $"'{kind}'",
            Labels = [kind],
            Advice = Stopped(consequence),
        };
    }

    private static ShareCheck Share(
        string name,
        string among,
        string that,
        Func<CheckSettings, decimal> least,
        string consequence
    )
    {
        return new()
        {
            Name = name,
            Query = CheckQueries.Attributes,
            Among = among,
            That = that,
            Least = least,
            Advice = $"{Missing} {consequence}.",
        };
    }

    private static ShareCheck Valid(string name, string numbers, string query)
    {
        return new()
        {
            Name = name,
            Query = query,
            Among = numbers,
            That = "are valid",
            Least = settings => settings.MinValidPercent,
            Advice = Invalid,
        };
    }

    private static string Stopped(string consequence) =>
        $"Check whether the shop still logs it, under this name: without it {consequence}.";
}
