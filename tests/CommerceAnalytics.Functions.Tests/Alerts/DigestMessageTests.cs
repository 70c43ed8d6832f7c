using System.Text.Json;
using CommerceAnalytics.Digests;
using CommerceAnalytics.Functions.Alerts.Digests;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Functions.Tests.Alerts;

public class DigestMessageTests
{
    private static readonly ServiceDigest Shop = new(
        "shop-a",
        new(2025, 10, 21),
        new(2025, 10, 27),
        [
            new("Sessions", FigureUnit.Count, 12345.4m, 12000, 2.9m, null),
            new("Conversion", FigureUnit.Percent, 2.345m, 2.5m, -6.2m, null),
            new("Revenue", FigureUnit.Money, 1234567.8m, null, null, "there is nothing to compare"),
        ],
        99.96m,
        [
            new("product_ranking", "cart_add_count", "리본 <b>🎀</b>", 1530, 1204),
            new("search_analytics", "search_count", "[x](http://y)", 3, 7),
        ]
    );

    private static readonly Digest Told = new("commerce-2025-10-28", Pipeline.Today, "14 of 14", "KRW", [Shop])
    {
        Link = "https://example.com/dashboard",
    };

    private static readonly string[] Lines =
    [
        "14 of 14",
        "shop-a, 2025-10-21 to 2025-10-27, against the 7 days before:",
        "Sessions 12,345 (+2.9 %) · Conversion 2.3 % (-6.2 %) · Revenue KRW 1,234,568 (not compared)",
        "Revenue not compared: there is nothing to compare. The amount is known of 99.9 % of orders.",
        "product ranking rose: 리본 <b>🎀</b> 1,204 → 1,530",
        "search analytics fell: [x](http://y) 7 → 3",
    ];

    [Fact]
    public void Slack_GetsLinesWithoutMarkup()
    {
        var text = JsonElement.Parse(DigestMessage.Of(Told, AlertFormat.Slack)).GetProperty("text").GetString()!;

        var escaped = Lines.Select(line => line.Replace("<", "&lt;").Replace(">", "&gt;"));
        text.Split('\n')
            .ShouldBe([
                "*CommerceAnalytics: the night of 2025-10-28*",
                .. escaped,
                "<https://example.com/dashboard|Open the dashboard>",
            ]);
    }

    [Fact]
    public void Teams_GetsTextRunsInWhichNothingIsALink()
    {
        var content = JsonElement
            .Parse(DigestMessage.Of(Told, AlertFormat.Teams))
            .GetProperty("attachments")[0]
            .GetProperty("content");

        var body = content.GetProperty("body").EnumerateArray().ToList();
        body[0].GetProperty("text").GetString().ShouldBe("CommerceAnalytics: the night of 2025-10-28");
        body.Skip(1).ShouldAllBe(block => block.GetProperty("type").GetString() == "RichTextBlock");
        body.Skip(1).Select(block => block.GetProperty("inlines")[0].GetProperty("text").GetString()).ShouldBe(Lines);
        content.GetProperty("actions")[0].GetProperty("url").GetString().ShouldBe("https://example.com/dashboard");
    }

    [Fact]
    public void Json_HasTheFiguresAsNumbers()
    {
        var service = JsonElement.Parse(DigestMessage.Of(Told, AlertFormat.Json)).GetProperty("services")[0];

        service.GetProperty("service_name").GetString().ShouldBe("shop-a");
        var figure = service.GetProperty("figures")[0];
        (figure.GetProperty("now").GetDecimal(), figure.GetProperty("unit").GetString()).ShouldBe((12345.4m, "count"));
        service.GetProperty("moved")[0].GetProperty("week_before").GetInt64().ShouldBe(1204);
        service.GetProperty("first_day").GetString().ShouldBe("2025-10-21");
    }

    [Fact]
    public void Figures_OfAnOlderOverview_AreCalledNotTheNewest() =>
        Text(Shop with { FirstDay = new(2025, 10, 20), LastDay = new(2025, 10, 26) })
            .ShouldContain("shop-a, 2025-10-20 to 2025-10-26, not the newest, against");

    [Fact]
    public void Service_WithoutFigures_IsNamedAllTheSame() =>
        Text(new("shop-a", null, null, [], null, [])).ShouldContain("shop-a: the overview has no figures of it.");

    [Fact]
    public void Names_OfAnyLengthWithLineEnds_StayOnTheirLine()
    {
        var long_ = new string('x', 59) + "👩‍👩‍👧‍👦" + new string('y', 500);
        var text = Text(
            Shop with
            {
                Moved = [new("t", "m", $"a\nb\u0000", 2, 1), new("t", "m", long_, 2, 1), new("t", "m", "", 2, 1)],
            }
        );

        text.ShouldContain("t rose: a b 1 → 2; " + new string('x', 59) + "👩‍👩‍👧‍👦... 1 → 2; (none) 1 → 2");
    }

    [Fact]
    public void Text_OfManyServices_StaysWithinWhatReceiversTake()
    {
        var moved = Enumerable
            .Range(0, 24)
            .Select(i => new Move($"type{i / 6}", "m", new string('é', 200), i % 2, 1 - (i % 2)));
        var services = Enumerable.Range(0, 50).Select(i => Shop with { ServiceName = $"shop-{i}", Moved = [.. moved] });
        var many = Told with { Services = [.. services] };

        DigestMessage.Of(many, AlertFormat.Slack).Length.ShouldBeLessThan(40_000);
        System.Text.Encoding.UTF8.GetByteCount(DigestMessage.Of(many, AlertFormat.Teams)).ShouldBeLessThan(28 * 1024);
        DigestMessage.Of(many, AlertFormat.Slack).ShouldContain("more services are on the dashboard.");
    }

    private static string Text(ServiceDigest service) =>
        JsonElement
            .Parse(DigestMessage.Of(Told with { Services = [service] }, AlertFormat.Slack))
            .GetProperty("text")
            .GetString()!;
}
