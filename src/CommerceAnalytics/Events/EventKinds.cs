namespace CommerceAnalytics.Events;

/// <summary>
/// Kinds of event (<c>body</c>) that matter to commerce. The log holds others, which are never counted.
/// </summary>
public static class EventKinds
{
    /// <summary>A session begins. Not logged on some days: no summary relies on it.</summary>
    public const string SessionStart = "commerce.session.start";

    /// <summary>A button is clicked.</summary>
    public const string ButtonClick = "commerce.button.click";

    /// <summary>A product is put into the cart.</summary>
    public const string CartAdd = "commerce.cart.add";

    /// <summary>The cart is looked at.</summary>
    public const string CartView = "commerce.cart.view";

    /// <summary>A search.</summary>
    public const string Search = "commerce.search";

    /// <summary>A result of a search is clicked.</summary>
    public const string SearchResultClick = "commerce.search.result_click";

    /// <summary>A checkout begins.</summary>
    public const string CheckoutStart = "commerce.checkout.start";

    /// <summary>A purchase.</summary>
    public const string Purchase = "commerce.checkout.purchase";

    /// <summary>Page routing under its older name.</summary>
    public const string RoutingInClientSide = "Routing in client side";

    /// <summary>Page routing under its newer name.</summary>
    public const string ClientRouting = "client.routing";

    /// <summary>All ten, in the order of docs/change/contract.md.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        SessionStart,
        ButtonClick,
        CartAdd,
        CartView,
        Search,
        SearchResultClick,
        CheckoutStart,
        Purchase,
        RoutingInClientSide,
        ClientRouting,
    ];
}
