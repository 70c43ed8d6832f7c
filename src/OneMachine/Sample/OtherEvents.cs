namespace CommerceAnalytics.OneMachine.Sample;

/// <summary>
/// The rest of the log: requests, errors and debug lines of the same services, several for every commerce event. No
/// summary counts them.
/// </summary>
internal sealed class OtherEvents(Shop shop, SampleRandom random, DayLog log)
{
    public const int PerCommerceEvent = 4;

    private static readonly string[] Routes =
    [
        "/api/products",
        "/api/cart",
        "/api/search",
        "/api/session",
        "/api/orders",
        "/health",
        "/api/recommendations",
        "/static/app.js",
    ];

    private static readonly string[] Messages =
    [
        "cache miss for key product",
        "retrying after 503",
        "slow query",
        "세션이 만료되었습니다",
        "TypeError: Cannot read properties of undefined (reading 'price')",
        "connection reset by peer",
        "config reloaded",
    ];

    public void Write(int atMs)
    {
        switch (random.Below(1000))
        {
            case < 3:
                CancelOrder(atMs);
                break;
            case < 750:
                Request(atMs);
                break;
            default:
                Message(atMs);
                break;
        }
    }

    /// <summary>A commerce event that is none of the kinds that matter.</summary>
    private void CancelOrder(int atMs)
    {
        log.BeginEvent(atMs, Kind.OrderCancel);
        ServiceName();
        log.Text(Attribute.UserKey, shop.PickCustomer(random));
        log.Text(Attribute.ProductName, shop.PickProduct(random).Name);
        log.EndEvent();
    }

    private void Request(int atMs)
    {
        log.BeginEvent(atMs, random.Pick(Kind.Requests));
        ServiceName();
        log.Text(Attribute.Method, random.Percent(85) ? "GET" : "POST");
        log.Text(Attribute.Route, random.Pick(Routes));
        log.Number(Attribute.Status, random.Percent(98) ? 200 : 500);
        log.Number(Attribute.DurationMs, random.Below(400));
        log.EndEvent();
    }

    private void Message(int atMs)
    {
        log.BeginEvent(atMs, random.Pick(Kind.Messages));
        ServiceName();
        log.Text(Attribute.Message, random.Pick(Messages));
        log.EndEvent();
    }

    private void ServiceName()
    {
        if (!random.PerMille(Flaws.NoServiceName))
            log.Text(Attribute.ServiceName, shop.ServiceName);
    }
}
