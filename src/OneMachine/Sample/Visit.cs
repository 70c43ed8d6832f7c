namespace CommerceAnalytics.OneMachine.Sample;

/// <summary>
/// One visit to a shop: somebody comes, looks around, searches, puts things into the cart and now and then buys them.
/// </summary>
internal sealed class Visit(Shop shop, SampleRandom random, DayLog log, int startMs)
    : VisitEvents(shop, random, log, startMs)
{
    private static readonly (string Action, string Menu)[] Buttons =
    [
        ("view_detail", "상품"),
        ("quick_add", "상품"),
        ("smart_order_open", "스마트오더"),
        ("wishlist_toggle", "상품"),
        ("coupon_download", "이벤트"),
        ("smart_order_submit", "스마트오더"),
        ("review_more", "리뷰"),
        ("share_kakao", "공유"),
        ("filter_price", "검색"),
        ("sort_popular", "검색"),
        ("chat_open", "고객센터"),
        ("language_toggle", "EN/한국어"),
        ("banner_click", "메인"),
        ("login", "회원"),
        ("push_agree", "알림 🔔"),
    ];

    private static readonly Popularity ButtonRanking = Popularity.Zipf(Buttons.Length);

    private static readonly string[] PaymentMethods =
    [
        "card",
        "card",
        "card",
        "kakaopay",
        "kakaopay",
        "naverpay",
        "naverpay",
        "bank_transfer",
        "토스페이",
        "virtual_account",
    ];

    private static readonly string[] LandingPages = ["/", "/", "/", "/event/sale", "/best", "/mypage/orders"];

    private readonly List<(Product Product, int Quantity)> _cart = [];

    public void Play(bool logsSessionStart)
    {
        if (logsSessionStart)
            SessionStarts();
        GoTo(Random.Pick(LandingPages));
        for (var steps = Random.Between(1, 5); steps > 0 && !IsOver; steps--)
            Step();
        if (_cart.Count > 0)
            CheckOut();
    }

    private void Step()
    {
        switch (Random.Below(10))
        {
            case < 4:
                SearchAround();
                break;
            case < 7:
                Browse();
                break;
            default:
                var (action, menu) = Buttons[ButtonRanking.Pick(Random)];
                ClickButton(action, menu);
                break;
        }
    }

    private void SearchAround()
    {
        GoTo("/search");
        if (Random.Percent(9))
        {
            SearchFor(Random.Pick(Shop.Theme.VainTerms), 0);
            return;
        }
        var kind = Shop.PickProduct(Random).Kind;
        var term = TermFor(kind);
        SearchFor(term, Random.Between(1, 240));
        for (var clicks = Random.Below(3); clicks > 0; clicks--)
        {
            var product = Shop.PickProduct(Random, kind);
            ClickResult(product, term);
            Look(product, "search");
        }
    }

    private void Browse()
    {
        var product = Shop.PickProduct(Random);
        GoTo($"/category/{product.Kind.Category}");
        if (Random.Percent(70))
            Look(product, "category");
    }

    private void Look(Product product, string source)
    {
        GoTo($"/product/{product.Code}");
        if (Random.Percent(4))
            GoTo($"/product/{product.Code}");
        if (Random.Percent(25))
            ClickButton("view_detail", "상품");
        if (!Random.Percent(42))
            return;
        var quantity = Random.Percent(70) ? 1 : Random.Between(2, 12);
        AddToCart(product, quantity, source);
        _cart.Add((product, quantity));
    }

    private void CheckOut()
    {
        GoTo("/cart");
        ViewCart();
        if (!Random.Percent(55))
            return;
        StartCheckout(_cart.Count);
        GoTo("/checkout");
        if (!Random.Percent(72))
            return;
        Buy(_cart.Sum(line => line.Product.Price * line.Quantity), _cart.Count, Random.Pick(PaymentMethods));
        GoTo("/checkout/complete");
    }

    /// <summary>People type the Korean or the English name, in any case, or only its first word.</summary>
    private string TermFor(ProductKind kind) =>
        Random.Below(10) switch
        {
            < 5 => kind.Korean,
            5 => kind.Korean.Split(' ')[0],
            6 => kind.English,
            7 => kind.English.ToUpperInvariant(),
            8 => kind.English.ToLowerInvariant(),
            _ => $"{Random.Pick(Shop.Theme.Brands)} {kind.Korean}",
        };
}
