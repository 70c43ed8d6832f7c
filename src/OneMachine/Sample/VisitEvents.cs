using System.Text.Json;

namespace CommerceAnalytics.OneMachine.Sample;

/// <summary>Writes the events of one visit as its client logs them.</summary>
internal abstract class VisitEvents(Shop shop, SampleRandom random, DayLog log, int startMs)
{
    private static readonly string[] Channels = ["web", "web", "mobile-web", "app-ios", "app-android"];

    private readonly string _sessionId = $"s{random.Next():x16}";
    private readonly string _channel = random.Pick(Channels);
    private readonly bool _newClient = random.Percent(12);
    private int _atMs = startMs;
    private string? _page;

    protected Shop Shop { get; } = shop;

    protected SampleRandom Random { get; } = random;

    /// <summary>A visit ends at midnight UTC, so that every event lies in the partition of its day.</summary>
    public bool IsOver => _atMs >= DayLog.DayMs;

    public int EventCount { get; private set; }

    private string UserKey { get; } = shop.PickCustomer(random);

    protected void SessionStarts() => Log(Kind.SessionStart, static (_, _) => { });

    protected void ClickButton(string action, string menuName) =>
        Log(
            Kind.ButtonClick,
            (json, random) =>
            {
                json.Text(Attribute.Action, random.PerMille(Flaws.NoTerm) ? Flaws.Nothing(random) : action);
                json.Text(Attribute.MenuName, menuName);
                json.Text(Attribute.Page, _page ?? "/");
            }
        );

    protected void GoTo(string page)
    {
        var from = _page;
        _page = page;
        Log(
            _newClient ? Kind.NewRouting : Kind.OldRouting,
            (json, random) =>
            {
                if (_newClient && random.Percent(80))
                {
                    json.Text(Attribute.FromPath, from);
                    json.Text(Attribute.ToPath, page);
                }
                else
                {
                    json.Text(Attribute.Path, page);
                }
                if (from is null)
                    json.Text(Attribute.Referer, "https://search.example.com/");
            }
        );
    }

    protected void SearchFor(string term, int resultCount) =>
        Log(
            Kind.Search,
            (json, random) =>
            {
                if (!random.PerMille(Flaws.NoTerm))
                    json.Text(
                        random.Percent(60) ? Attribute.Query : Attribute.PayloadQuery,
                        random.Percent(6) ? $" {term} " : term
                    );
                else if (random.Percent(50))
                    json.Text(Attribute.Query, "  ");
                if (random.PerMille(Flaws.NumberAsJson))
                    json.Number(Attribute.ResultCount, resultCount);
                else if (random.Percent(90))
                    json.Text(Attribute.ResultCount, $"{resultCount}");
            }
        );

    protected void ClickResult(Product product, string term) =>
        Log(
            Kind.ResultClick,
            (json, random) =>
            {
                json.Text(Attribute.PayloadProductId, product.Code);
                json.Text(Attribute.PayloadProductName, product.Name);
                json.Text(Attribute.PayloadSellerCode, product.Seller);
                if (random.Percent(30))
                    json.Text(Attribute.PayloadQuery, term);
            }
        );

    protected void AddToCart(Product product, int quantity, string source) =>
        Log(
            Kind.CartAdd,
            (json, random) =>
            {
                json.Text(
                    Attribute.ProductName,
                    random.PerMille(Flaws.NoProductName) ? Flaws.Nothing(random) : product.Name
                );
                if (!random.PerMille(Flaws.NoCategory))
                    json.Text(random.Percent(70) ? Attribute.Category : Attribute.Ctgnm, product.Kind.Category);
                json.Text(Attribute.SellerNm, product.Seller);
                json.Text(Attribute.Source, source);
                json.Text(Attribute.Specification, product.Pack);
                json.Text(Attribute.GoodsCd, product.Code);
                CartNumbers(json, random, product, quantity);
            }
        );

    protected void ViewCart() => Log(Kind.CartView, (json, _) => json.Text(Attribute.Page, "/cart"));

    protected void StartCheckout(int items) =>
        Log(Kind.CheckoutStart, (json, _) => json.Text(Attribute.OrderItems, $"{items}"));

    protected void Buy(int amount, int items, string paymentMethod) =>
        Log(
            Kind.Purchase,
            (json, random) =>
            {
                if (!random.PerMille(Flaws.NoAmount))
                    json.Text(Attribute.TotalAmount, Flaws.Price(random, amount));
                if (!random.PerMille(Flaws.NoPaymentMethod))
                    json.Text(Attribute.PaymentMethod, paymentMethod);
                json.Text(Attribute.OrderItems, $"{items}");
                if (random.Percent(25))
                    json.Text(Attribute.DiscountAmount, $"{amount / 10}");
            }
        );

    private static void CartNumbers(DayLog json, SampleRandom random, Product product, int quantity)
    {
        if (random.PerMille(Flaws.NumberAsJson))
            json.Number(Attribute.Quantity, quantity);
        else if (random.Percent(97))
            json.Text(Attribute.Quantity, Flaws.Quantity(random, quantity));
        if (random.Percent(65))
            json.Text(Attribute.SalePrice, Flaws.Price(random, product.Price));
        else if (random.Percent(95))
            json.Text(Attribute.Price, Flaws.Price(random, product.Price));
    }

    private void Log(JsonEncodedText kind, Action<DayLog, SampleRandom> attributes)
    {
        if (IsOver)
            return;
        log.BeginEvent(_atMs, kind);
        if (!Random.PerMille(Flaws.NoServiceName))
            log.Text(Attribute.ServiceName, Shop.ServiceName);
        log.Text(Attribute.ServiceNamespace, Shop.Theme.Namespace);
        log.Text(Attribute.UserKey, Flaws.UserKey(Random, UserKey));
        log.Text(Attribute.SessionId, Flaws.SessionId(Random, _sessionId));
        log.Text(Attribute.Channel, _channel);
        attributes(log, Random);
        log.EndEvent();
        if (Random.PerMille(Flaws.Repeated))
            log.Repeat();
        if (Random.PerMille(Flaws.Damaged))
            log.RepeatDamaged();
        EventCount++;
        _atMs += Random.Pause(20_000);
    }
}
