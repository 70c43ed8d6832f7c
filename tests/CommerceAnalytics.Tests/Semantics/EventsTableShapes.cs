namespace CommerceAnalytics.Tests.Semantics;

/// <summary>The shapes of event tables that docs/change/contract.md allows.</summary>
internal static class EventsTableShapes
{
    public static IReadOnlyList<EventsTableShape> All { get; } =
    [
        EventsTableShape.Documented,
        new() { Name = "text timestamps", TimestampType = "string" },
        new()
        {
            Name = "Unix time in s",
            TimestampType = "bigint",
            TimestampUnits = 1,
        },
        new() { Name = "Unix time in ms", TimestampType = "bigint" },
        new()
        {
            Name = "Unix time in us",
            TimestampType = "bigint",
            TimestampUnits = 1_000_000,
        },
        new()
        {
            Name = "Unix time in ns",
            TimestampType = "bigint",
            TimestampUnits = 1_000_000_000,
        },
        new() { Name = "map", Map = true },
        new()
        {
            Name = "map with underscores",
            Map = true,
            Underscores = true,
        },
        new() { Name = "underscores", Underscores = true },
        new() { Name = "integer keys", IntegerKeys = ["year", "month", "day", "hour"] },
        new() { Name = "integer year", IntegerKeys = ["year"] },
        new() { Name = "no hour", Hour = false },
        new()
        {
            Name = "no hour, integer keys, map, Unix time",
            Hour = false,
            IntegerKeys = ["year", "month", "day"],
            Map = true,
            TimestampType = "bigint",
        },
        new()
        {
            Name = "without users and second names",
            LackedAttributes =
            [
                "userKey",
                "salePrice",
                "ctgnm",
                "payload_query",
                "resultCount",
                "fromPath",
                "toPath",
                "paymentMethod",
            ],
        },
        new()
        {
            Name = "without first names",
            LackedAttributes =
            [
                "price",
                "category",
                "query",
                "path",
                "quantity",
                "totalAmount",
                "sellerNm",
                "action",
                "page",
            ],
        },
        new() { Name = "without sessions and products", LackedAttributes = ["sessionId", "productName"] },
    ];

    public static EventsTableShape Named(string name) => All.Single(shape => shape.Name == name);
}
