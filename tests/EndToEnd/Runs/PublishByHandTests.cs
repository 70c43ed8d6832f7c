using System.Net.Http.Json;
using System.Text.Json;
using static EndToEnd.Runs.HeldLake;

namespace EndToEnd.Runs;

/// <summary>What the audit holds is published by hand: by the command, over HTTP, in the monitor.</summary>
public sealed class PublishByHandTests : IDisposable
{
    private const string Held = "held, EventsRepeated hold";
    private const string Accepted = "published, EventsRepeated warn";
    private readonly HeldLake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Publish_ByTheCommand_IsAcceptedUntilANightWithoutTheFinding()
    {
        await _lake.SampleAsync("2026-04-01");
        await _lake.RunAsync("2026-03-28");
        var (before, good) = (await _lake.LiveAsync(Product), await _lake.LiveAsync(Category));
        _lake.LoadTwice();
        var held = await _lake.RunAsync("2026-03-29");
        Told(held, Product).ShouldBe(Held);
        (await _lake.LiveAsync(Product)).ShouldBe(before);
        (await _lake.NightAsync("product_ranking", "2026-03-29")).ShouldContain("\"n\":0");

        var byHand = await _lake.PublishAsync(RunId(held), Product);

        Told(byHand, Product).ShouldBe("published");
        byHand.GetProperty("publication_of").GetString().ShouldBe(RunId(held));
        byHand.GetProperty("totals").GetProperty("data_scanned_bytes").GetInt64().ShouldBe(0);
        (await _lake.LiveAsync(Product)).ShouldContain("2026-03-29");
        (await _lake.NightAsync("product_ranking", "2026-03-29")).ShouldBe(await _lake.LiveAsync(Product));
        (await _lake.LiveAsync(Category)).ShouldBe(good);

        var next = await _lake.RunAsync("2026-03-30");
        (Told(next, Product), Told(next, Category)).ShouldBe((Accepted, Held));

        _lake.RemoveCopies();
        Told(await _lake.RunAsync("2026-03-31"), Product).ShouldBe("published");

        _lake.LoadTwice();
        Told(await _lake.RunAsync("2026-04-01"), Product).ShouldBe(Held);
    }

    [Fact]
    public async Task Publish_OverHttp_ShowsTheNightLiveAndInHistory()
    {
        await using var serving = await ServeHeldAsync();
        var address = $"/api/runs/{HeldRun}/publish";
        using var answer = await serving.Http.PostAsJsonAsync(address, new { tables = new[] { Product } });
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        var started = await answer.Content.ReadFromJsonAsync<JsonElement>();

        await serving.WaitForEndAsync(started.GetProperty("statusQueryGetUri").GetString()!);

        var report = await serving.GetAsync($"/api/runs/{started.GetProperty("id").GetString()}");
        Told(report, Product).ShouldBe("published");
        await ShowsHeldNightAsync(Product, "product_ranking");
        (await _lake.LiveAsync(Category)).ShouldContain("2026-03-28");
    }

    [BrowserFact]
    public async Task Publish_InTheMonitor_ShowsTheNightLiveAndInHistory()
    {
        await using var serving = await ServeHeldAsync();

        var passed = await NodeProject.Pages.TestAsync(
            "publish.test.mjs",
            [
                ("COMMERCE_HOST", serving.Http.BaseAddress!.ToString().TrimEnd('/')),
                ("COMMERCE_KEY", serving.FunctionKey),
                ("COMMERCE_CHROMIUM", NodeProject.Chromium!),
                ("COMMERCE_HELD_RUN", HeldRun),
                ("COMMERCE_HELD_TABLE", Category),
            ]
        );

        passed.ShouldBe(1);
        await ShowsHeldNightAsync(Category, "category_performance");
        await ShowsHeldNightAsync(Product, "product_ranking");
    }

    private const string HeldRun = "commerce-2026-03-29";

    /// <summary>The lake served, after a night that was published and one that is held.</summary>
    private async Task<Support.Serving> ServeHeldAsync()
    {
        await _lake.SampleAsync("2026-03-29");
        await _lake.RunAsync("2026-03-28");
        _lake.LoadTwice();
        RunId(await _lake.RunAsync("2026-03-29")).ShouldBe(HeldRun);
        return await Support.Serving.StartAsync(_lake.Lake);
    }

    private async Task ShowsHeldNightAsync(string table, string queryType)
    {
        (await _lake.LiveAsync(table)).ShouldContain("2026-03-29");
        (await _lake.NightAsync(queryType, "2026-03-29")).ShouldBe(await _lake.LiveAsync(table));
    }

    private static string RunId(JsonElement report) => report.GetProperty("run_id").GetString()!;
}
