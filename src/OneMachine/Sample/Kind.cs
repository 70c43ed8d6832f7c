using System.Text.Json;

namespace CommerceAnalytics.OneMachine.Sample;

/// <summary>Kinds of event (<c>body</c>), encoded once.</summary>
internal static class Kind
{
    public static readonly JsonEncodedText SessionStart = JsonEncodedText.Encode("commerce.session.start");
    public static readonly JsonEncodedText ButtonClick = JsonEncodedText.Encode("commerce.button.click");
    public static readonly JsonEncodedText CartAdd = JsonEncodedText.Encode("commerce.cart.add");
    public static readonly JsonEncodedText CartView = JsonEncodedText.Encode("commerce.cart.view");
    public static readonly JsonEncodedText Search = JsonEncodedText.Encode("commerce.search");
    public static readonly JsonEncodedText ResultClick = JsonEncodedText.Encode("commerce.search.result_click");
    public static readonly JsonEncodedText CheckoutStart = JsonEncodedText.Encode("commerce.checkout.start");
    public static readonly JsonEncodedText Purchase = JsonEncodedText.Encode("commerce.checkout.purchase");
    public static readonly JsonEncodedText OldRouting = JsonEncodedText.Encode("Routing in client side");
    public static readonly JsonEncodedText NewRouting = JsonEncodedText.Encode("client.routing");

    /// <summary>A commerce event that no summary counts.</summary>
    public static readonly JsonEncodedText OrderCancel = JsonEncodedText.Encode("commerce.order.cancel");

    public static readonly JsonEncodedText[] Requests =
    [
        JsonEncodedText.Encode("http.server.request"),
        JsonEncodedText.Encode("http.server.request"),
        JsonEncodedText.Encode("http.client.request"),
        JsonEncodedText.Encode("db.query"),
    ];

    public static readonly JsonEncodedText[] Messages =
    [
        JsonEncodedText.Encode("debug"),
        JsonEncodedText.Encode("debug"),
        JsonEncodedText.Encode("debug"),
        JsonEncodedText.Encode("unhandled error"),
        JsonEncodedText.Encode("web.vitals"),
    ];
}
