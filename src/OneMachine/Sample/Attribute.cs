using System.Text.Encodings.Web;
using System.Text.Json;

namespace CommerceAnalytics.OneMachine.Sample;

/// <summary>Names of attributes, encoded once.</summary>
internal static class Attribute
{
    public static readonly JsonEncodedText ServiceName = Name("resource.service.name");
    public static readonly JsonEncodedText ServiceNamespace = Name("resource.service.namespace");
    public static readonly JsonEncodedText UserKey = Name("userKey");
    public static readonly JsonEncodedText SessionId = Name("sessionId");
    public static readonly JsonEncodedText Channel = Name("channel");
    public static readonly JsonEncodedText Action = Name("action");
    public static readonly JsonEncodedText MenuName = Name("menuName");
    public static readonly JsonEncodedText Page = Name("page");
    public static readonly JsonEncodedText Referer = Name("referer");
    public static readonly JsonEncodedText ProductName = Name("productName");
    public static readonly JsonEncodedText Category = Name("category");
    public static readonly JsonEncodedText Ctgnm = Name("ctgnm");
    public static readonly JsonEncodedText SellerNm = Name("sellerNm");
    public static readonly JsonEncodedText Source = Name("source");
    public static readonly JsonEncodedText Specification = Name("specification");
    public static readonly JsonEncodedText GoodsCd = Name("goodsCd");
    public static readonly JsonEncodedText Quantity = Name("quantity");
    public static readonly JsonEncodedText SalePrice = Name("salePrice");
    public static readonly JsonEncodedText Price = Name("price");
    public static readonly JsonEncodedText Query = Name("query");
    public static readonly JsonEncodedText PayloadQuery = Name("payload_query");
    public static readonly JsonEncodedText ResultCount = Name("resultCount");
    public static readonly JsonEncodedText PayloadProductId = Name("payload_productId");
    public static readonly JsonEncodedText PayloadProductName = Name("payload_productName");
    public static readonly JsonEncodedText PayloadSellerCode = Name("payload_sellerCode");
    public static readonly JsonEncodedText FromPath = Name("fromPath");
    public static readonly JsonEncodedText ToPath = Name("toPath");
    public static readonly JsonEncodedText Path = Name("path");
    public static readonly JsonEncodedText TotalAmount = Name("totalAmount");
    public static readonly JsonEncodedText PaymentMethod = Name("paymentMethod");
    public static readonly JsonEncodedText OrderItems = Name("orderItems");
    public static readonly JsonEncodedText DiscountAmount = Name("discountAmount");

    /// <summary>Attributes that the events table does not have.</summary>
    public static readonly JsonEncodedText Method = Name("http.method");
    public static readonly JsonEncodedText Route = Name("http.route");
    public static readonly JsonEncodedText Status = Name("http.status_code");
    public static readonly JsonEncodedText DurationMs = Name("duration_ms");
    public static readonly JsonEncodedText Message = Name("message");

    private static JsonEncodedText Name(string name) =>
        JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
}
