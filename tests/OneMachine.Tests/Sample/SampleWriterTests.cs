using System.IO.Compression;
using System.Text.Json;
using CommerceAnalytics.OneMachine.Lake;
using CommerceAnalytics.OneMachine.Sample;

namespace CommerceAnalytics.OneMachine.Tests.Sample;

public sealed class SampleWriterTests : IDisposable
{
    private static readonly string[] CommerceKinds =
    [
        "commerce.session.start",
        "commerce.button.click",
        "commerce.cart.add",
        "commerce.cart.view",
        "commerce.search",
        "commerce.search.result_click",
        "commerce.checkout.start",
        "commerce.checkout.purchase",
        "Routing in client side",
        "client.routing",
    ];

    private static readonly SampleOptions Ten = new()
    {
        LastDay = new DateOnly(2025, 10, 28),
        Days = 10,
        EventsPerDay = 600,
        ServiceNames = ["theshop-brand", "theshop-pharmacy"],
    };

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Write_SameSeed_GivesTheSameBytes() => Digest("first", Ten).ShouldBe(Digest("second", Ten));

    [Fact]
    public void Write_OtherSeed_GivesOtherBytes() =>
        Digest("first", Ten).ShouldNotBe(Digest("second", Ten with { Seed = 2 }));

    [Fact]
    public void Write_MoreDays_LeavesTheSharedDaysAsTheyAre()
    {
        var few = Digest("few", Ten with { Days = 2 });
        var many = Digest("many", Ten with { Days = 4 });

        few.ShouldBeSubsetOf(many);
    }

    [Fact]
    public void Write_EachLine_LiesInThePartitionOfItsTimeAndInOrder()
    {
        foreach (var (file, lines) in Files(Ten with { Days = 3 }))
        {
            var times = lines.Select(line => line[14..38]).ToList();
            times.ShouldBe(times.Order(StringComparer.Ordinal));
            var hour = times[0][..13];
            file.ShouldContain($"year={hour[..4]}/month={hour[5..7]}/day={hour[8..10]}/hour={hour[11..13]}/");
            times.ShouldAllBe(time => time.StartsWith(hour, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Write_Totals_AgreeWithTheLines()
    {
        var totals = new SampleWriter(Ten).Write(_folder.At("lake"), () => { }, CancellationToken.None);
        var events = Events("lake").ToList();

        // Repeated and damaged lines come on top of what was made.
        var commerce = events.Count(e => CommerceKinds.Contains(e.Kind));
        commerce.ShouldBeInRange((int)totals.CommerceEvents, (int)(totals.CommerceEvents * 1.02));
        totals.CommerceEvents.ShouldBeInRange(6_000 * 95 / 100, 6_000 * 130 / 100);
        (events.Count - commerce).ShouldBe((int)totals.OtherEvents);
        totals.OtherEvents.ShouldBeGreaterThan(3 * totals.CommerceEvents);
    }

    [Fact]
    public void Write_TheShop_HasEveryKindForEveryService()
    {
        var events = Sample();

        foreach (var service in Ten.ServiceNames)
            CommerceKinds.ShouldBeSubsetOf(
                events.Where(e => e.Text("resource.service.name") == service).Select(e => e.Kind)
            );
    }

    [Fact]
    public void Write_TheShop_SellsWhatIsSearchedAndSeen()
    {
        var events = Sample();
        var sessionsWith = (string kind) =>
            events
                .Where(e => e.Kind == kind && e.Text("sessionId") is { Length: > 0 })
                .Select(e => e.Text("sessionId")!)
                .ToHashSet();

        var searches = sessionsWith("commerce.search");
        var clicks = sessionsWith("commerce.search.result_click");
        var carts = sessionsWith("commerce.cart.add");
        var purchases = sessionsWith("commerce.checkout.purchase");
        clicks.Count.ShouldBeInRange(searches.Count / 3, searches.Count);
        clicks.Count(searches.Contains).ShouldBeGreaterThan(clicks.Count * 9 / 10);
        purchases.Count.ShouldBeInRange(carts.Count / 5, carts.Count * 2 / 3);
        purchases.Count(carts.Contains).ShouldBeGreaterThan(purchases.Count * 9 / 10);
        var products = events
            .Where(e => e.Kind == "commerce.cart.add")
            .GroupBy(e => e.Text("productName"))
            .Select(g => g.Count())
            .OrderDescending()
            .ToList();
        products[0].ShouldBeGreaterThan(5 * products[products.Count / 2]);
    }

    [Fact]
    public void Write_TheLog_HasTheKnownFlaws()
    {
        var events = Sample();
        var carts = events.Where(e => e.Kind == "commerce.cart.add").ToList();

        events
            .Where(e => e.Kind == "commerce.session.start")
            .Select(e => e.Time[..10])
            .Distinct()
            .Count()
            .ShouldBe(7, "three days in ten log none");
        carts.ShouldContain(e => e.Has("salePrice") && !e.Has("price"));
        carts.ShouldContain(e => e.Has("price") && !e.Has("salePrice"));
        carts.ShouldContain(e => e.Has("ctgnm"));
        carts.ShouldContain(e => !e.Has("ctgnm") && !e.Has("category"));
        carts.ShouldContain(e => e.Text("quantity") == "x10");
        carts.ShouldContain(e => e.IsOfKind("quantity", JsonValueKind.Number));
        carts.ShouldContain(e => (e.Text("productName") ?? "").Contains('\n'));
        carts.ShouldContain(e => (e.Text("productName") ?? "").Length > 500);
        carts.ShouldContain(e => (e.Text("sellerNm") ?? "").Contains('\''));
        carts.ShouldContain(e => (e.Text("salePrice") ?? "").Contains(','));
        events.ShouldContain(e => e.Has("payload_query") && e.Kind == "commerce.search");
        events.ShouldContain(e => e.Kind == "commerce.search" && !e.Has("query") && !e.Has("payload_query"));
        events.ShouldContain(e => e.Kind == "client.routing" && e.Has("toPath"));
        events.ShouldContain(e => e.Kind == "commerce.checkout.purchase" && !e.Has("totalAmount"));
        events.ShouldContain(e => e.Text("userKey") == "");
        events.ShouldContain(e => e.IsOfKind("userKey", JsonValueKind.Null));
        events.ShouldContain(e => CommerceKinds.Contains(e.Kind) && !e.Has("resource.service.name"));
        events
            .GroupBy(e => e.Line)
            .ShouldContain(same => same.Count() > 1 && CommerceKinds.Contains(same.First().Kind));
    }

    [Fact]
    public void Write_AFewLines_AreDamaged()
    {
        new SampleWriter(Ten).Write(_folder.At("lake"), () => { }, CancellationToken.None);

        var lines = Lines("lake").ToList();
        lines.Count(line => LogLine.Parse(line) is null).ShouldBeInRange(1, lines.Count / 1000);
    }

    [Fact]
    public void Write_Stopped_LeavesNoEvents()
    {
        var lake = new LakeFolder(_folder.At("lake"));
        using var stop = new CancellationTokenSource();

        Should.Throw<OperationCanceledException>(() => new SampleLake(lake).Write(Ten, stop.Cancel, stop.Token));

        lake.HasEvents.ShouldBeFalse();
        Directory.EnumerateFileSystemEntries(lake.FullPath).ShouldBeEmpty();
    }

    public void Dispose() => _folder.Dispose();

    private List<LogLine> Sample()
    {
        new SampleWriter(Ten).Write(_folder.At("lake"), () => { }, CancellationToken.None);
        return [.. Events("lake")];
    }

    private List<string> Digest(string name, SampleOptions options)
    {
        new SampleWriter(options).Write(_folder.At(name), () => { }, CancellationToken.None);
        return
        [
            .. Directory
                .EnumerateFiles(_folder.At(name), "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(file =>
                    $"{Path.GetRelativePath(_folder.At(name), file)} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}"
                ),
        ];
    }

    private IEnumerable<(string File, List<string> Lines)> Files(SampleOptions options)
    {
        new SampleWriter(options).Write(_folder.At("lake"), () => { }, CancellationToken.None);
        return Directory
            .EnumerateFiles(_folder.At("lake"), "*.json.gz", SearchOption.AllDirectories)
            .Select(file => (file.Replace('\\', '/'), ReadLines(file).ToList()));
    }

    private IEnumerable<LogLine> Events(string name) => Lines(name).Select(LogLine.Parse).OfType<LogLine>();

    private IEnumerable<string> Lines(string name) =>
        Directory.EnumerateFiles(_folder.At(name), "*.json.gz", SearchOption.AllDirectories).SelectMany(ReadLines);

    private static IEnumerable<string> ReadLines(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
