using CommerceAnalytics.LocalHost.Display;
using CommerceAnalytics.OneMachine.Runs;

namespace CommerceAnalytics.LocalHost.Tests.Display;

public sealed class PlainRunDisplayTests
{
    [Fact]
    public async Task Show_AsTheRunGoesOn_PrintsALineForEachChange()
    {
        using var writer = new StringWriter { NewLine = "\n" };

        await new PlainRunDisplay(writer).WhileAsync(show =>
        {
            show(View("waiting", "waiting"));
            show(View("running", "waiting"));
            show(View("running", "waiting"));
            show(View("published", "waiting"));
            show(View("published", "failed"));
            return Task.FromResult(0);
        });

        writer
            .ToString()
            .ShouldBe(
                "shop: batch 1\nshop  button_interaction  running\nshop  button_interaction  published  50 rows  1.2 s\nshop: batch 2\nshop  product_ranking  failed\n"
            );
    }

    private static RunPicture View(string first, string second) =>
        new(
            "",
            [
                new TableRow("shop", 1, "button_interaction", first, 50, 1234),
                new TableRow("shop", 2, "product_ranking", second, null, null),
            ]
        );
}
