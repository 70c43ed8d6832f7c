using System.Numerics;

namespace CommerceAnalytics.Tests.Oracle;

/// <summary>An event as docs/change/contract.md reads it.</summary>
internal sealed record OracleEvent
{
    public OracleEvent(LogEvent log, TimeZoneInfo zone)
    {
        Ts = new(log.Utc.Ticks - (log.Utc.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
        var local = TimeZoneInfo.ConvertTimeFromUtc(Ts, zone);
        (Day, Hour, Body) = (DateOnly.FromDateTime(local), local.Hour, log.Body);
        (User, Session, Action, Product) = (log["userKey"], log["sessionId"], log["action"], log["productName"]);
        (Category, Seller) = (log["category"] ?? log["ctgnm"] ?? "Uncategorized", log["sellerNm"]);
        Quantity = Numbers.Integer(log["quantity"]);
        Price = Numbers.Money(log["salePrice"] ?? log["price"]);
        Term = new[] { log["query"], log["payload_query"] }
            .Select(text => Numbers.Trimmed(text ?? ""))
            .FirstOrDefault(text => text.Length > 0)
            ?.ToLowerInvariant();
        ResultCount = Numbers.Integer(log["resultCount"]);
        (FromPath, Page) = (log["fromPath"], log["toPath"] ?? log["path"]);
        (Source, PageAttribute, Menu) = (log["source"], log["page"], log["menuName"]);
        (Amount, PaymentMethod) = (Numbers.Money(log["totalAmount"]), log["paymentMethod"] ?? "unknown");
    }

    public DateTime Ts { get; }

    public DateOnly Day { get; }

    public int Hour { get; }

    public string Body { get; }

    public string? User { get; }

    public string? Session { get; }

    public string? Action { get; }

    public string? Product { get; }

    public string Category { get; }

    public string? Seller { get; }

    public long? Quantity { get; }

    public BigInteger? Price { get; }

    public string? Term { get; }

    public long? ResultCount { get; }

    public string? FromPath { get; }

    public string? Page { get; }

    public string? Source { get; }

    public string? PageAttribute { get; }

    public string? Menu { get; }

    public BigInteger? Amount { get; }

    public string PaymentMethod { get; }
}
