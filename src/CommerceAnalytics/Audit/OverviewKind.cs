using CommerceAnalytics.Events;

namespace CommerceAnalytics.Audit;

/// <summary>A kind of event as the overview counts it: page routing, which the log knows by two names, is one.</summary>
/// <param name="Name">Column of the overview, and the kind of a finding.</param>
/// <param name="Text">In words, as messages name it.</param>
/// <param name="Bodies">Names in the log.</param>
public sealed record OverviewKind(string Name, string Text, IReadOnlyList<string> Bodies)
{
    /// <summary>Clicks.</summary>
    public static OverviewKind Clicks { get; } = Of("button_clicks", "clicks", EventKinds.ButtonClick);

    /// <summary>Cart adds.</summary>
    public static OverviewKind CartAdds { get; } = Of("cart_adds", "cart adds", EventKinds.CartAdd);

    /// <summary>Cart views.</summary>
    public static OverviewKind CartViews { get; } = Of("cart_views", "cart views", EventKinds.CartView);

    /// <summary>Searches.</summary>
    public static OverviewKind Searches { get; } = Of("searches", "searches", EventKinds.Search);

    /// <summary>Clicks on results of searches.</summary>
    public static OverviewKind ResultClicks { get; } =
        Of("result_clicks", "result clicks", EventKinds.SearchResultClick);

    /// <summary>Checkouts that begin.</summary>
    public static OverviewKind CheckoutStarts { get; } =
        Of("checkout_starts", "checkout starts", EventKinds.CheckoutStart);

    /// <summary>Purchases.</summary>
    public static OverviewKind Purchases { get; } = Of("purchases", "purchases", EventKinds.Purchase);

    /// <summary>Page routing.</summary>
    public static OverviewKind PageViews { get; } =
        Of("page_views", "page views", EventKinds.RoutingInClientSide, EventKinds.ClientRouting);

    /// <summary>All eight, in the order of the overview's columns.</summary>
    public static IReadOnlyList<OverviewKind> All { get; } =
    [Clicks, CartAdds, CartViews, Searches, ResultClicks, CheckoutStarts, Purchases, PageViews];

    /// <summary>The kinds that a summary reads.</summary>
    /// <param name="eventKinds">The summary's kinds of event, by their names in the log.</param>
    public static IReadOnlyList<OverviewKind> ReadBy(IReadOnlyList<string> eventKinds)
    {
        var read = All.Where(kind => kind.Bodies.Any(eventKinds.Contains));
        return [.. read];
    }

    private static OverviewKind Of(string name, string text, params string[] bodies) => new(name, text, bodies);
}
