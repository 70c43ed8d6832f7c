namespace CommerceAnalytics.Events;

/// <summary>Attributes of the documented event log, by the names that they have there.</summary>
internal static class EventAttributes
{
    public const string ServiceName = "resource.service.name";

    public static IReadOnlyList<string> All { get; } =
    [
        ServiceName,
        "resource.service.namespace",
        "userKey",
        "sessionId",
        "action",
        "menuName",
        "page",
        "referer",
        "productName",
        "category",
        "ctgnm",
        "sellerNm",
        "source",
        "specification",
        "goodsCd",
        "quantity",
        "salePrice",
        "price",
        "query",
        "payload_query",
        "resultCount",
        "payload_productId",
        "payload_productName",
        "payload_sellerCode",
        "fromPath",
        "toPath",
        "path",
        "totalAmount",
        "paymentMethod",
        "orderItems",
        "discountAmount",
        "channel",
    ];

    /// <summary>The name as some shops' tables have it, whose columns allow no dots.</summary>
    public static string Underscored(string attribute) => attribute.Replace('.', '_');
}
