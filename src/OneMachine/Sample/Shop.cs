namespace CommerceAnalytics.OneMachine.Sample;

/// <summary>One service as a shop: its products by popularity, its customers.</summary>
internal sealed class Shop
{
    /// <summary>Real product names run to this length: sellers put their keywords into them.</summary>
    private const int KeywordRepeats = 24;

    private readonly Popularity _productRanking;
    private readonly Popularity _customerRanking;

    public Shop(string serviceName, int index, long seed)
    {
        ServiceName = serviceName;
        Theme = ShopTheme.For(serviceName, index);
        Products = Shuffled([.. MakeProducts(Theme)], SampleRandom.For(seed, serviceName, 0));
        _productRanking = Popularity.Zipf(Products.Length);
        _customerRanking = Popularity.Zipf(CustomerCount);
    }

    public const int CustomerCount = 4_000;

    public string ServiceName { get; }

    public ShopTheme Theme { get; }

    public Product[] Products { get; }

    public Product PickProduct(SampleRandom random) => Products[_productRanking.Pick(random)];

    /// <summary>A product that a search for this kind of product finds.</summary>
    public Product PickProduct(SampleRandom random, ProductKind kind)
    {
        for (var attempt = 0; attempt < 40; attempt++)
        {
            if (PickProduct(random) is { } product && product.Kind == kind)
                return product;
        }
        return PickProduct(random);
    }

    public string PickCustomer(SampleRandom random)
    {
        var rank = (uint)_customerRanking.Pick(random);
        return rank % 97 == 5 ? $"회원 {rank}" : $"u{rank * 2654435761u % 100_000_000u:D8}";
    }

    private static IEnumerable<Product> MakeProducts(ShopTheme theme)
    {
        var number = 0;
        foreach (var kind in theme.Kinds)
        {
            foreach (var brand in theme.Brands)
            {
                foreach (var pack in kind.Packs)
                {
                    number++;
                    yield return new Product(
                        kind,
                        NameOf(brand, kind, pack, number),
                        $"G{number * 7919 % 1_000_000:D6}",
                        pack,
                        theme.Sellers[number % theme.Sellers.Length],
                        kind.Price + (number % 7 * 500)
                    );
                }
            }
        }
    }

    private static string NameOf(string brand, ProductKind kind, string pack, int number) =>
        (number % 41) switch
        {
            7 => $"[특가] {brand} {kind.Korean}\n{pack}",
            19 =>
                $"{brand} {kind.Korean} {string.Concat(Enumerable.Repeat($"{kind.English} {kind.Category} ", KeywordRepeats))}{pack}",
            29 => $"🎁 {brand} {kind.Korean} 선물세트 {pack}",
            _ when number % 3 == 0 => $"{brand} {kind.English}, {pack}",
            _ => $"{brand} {kind.Korean} {pack}",
        };

    private static Product[] Shuffled(Product[] products, SampleRandom random)
    {
        for (var i = products.Length - 1; i > 0; i--)
        {
            var j = random.Below(i + 1);
            (products[i], products[j]) = (products[j], products[i]);
        }
        return products;
    }
}

/// <summary>Something the shop sells. <paramref name="Price"/> in won.</summary>
internal sealed record Product(ProductKind Kind, string Name, string Code, string Pack, string Seller, int Price);
