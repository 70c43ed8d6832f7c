using System.Globalization;
using System.Text.Json;

namespace EndToEnd.Pages;

/// <summary>The pages in a headless Chromium. The checks themselves stand in <c>tests/Pages</c>.</summary>
public sealed class PageTests(ServedLake lake) : IClassFixture<ServedLake>
{
    private const string Service = "theshop_brand_commerce";

    [BrowserFact]
    public async Task Dashboard_InABrowser_ShowsWhatQueryGives()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("figures.json"), JsonSerializer.Serialize(await FiguresAsync()));

        (await TestAsync("dashboard.test.mjs", ("COMMERCE_FIGURES", folder.File("figures.json")))).ShouldBe(8);
    }

    [BrowserFact]
    public async Task Morning_InABrowser_IsSeenInFiveSecondsAndDoneInFiveMinutes() =>
        (await TestAsync("morning.test.mjs")).ShouldBe(7);

    [BrowserFact]
    public async Task Monitor_InABrowser_LeadsFromAFailedRunToOneThatSucceeds() =>
        (
            await TestAsync(
                "monitor.test.mjs",
                ("COMMERCE_AWS", lake.Serving.Exported("AWS_ENDPOINT_URL")),
                ("COMMERCE_AWS_KEY", lake.Serving.Exported("AWS_ACCESS_KEY_ID")),
                ("COMMERCE_AWS_SECRET", lake.Serving.Exported("AWS_SECRET_ACCESS_KEY"))
            )
        ).ShouldBe(10);

    [BrowserFact]
    public async Task Pages_OfOddAnswers_ShowNothingFalse() => (await TestAsync("odd-answers.test.mjs")).ShouldBe(25);

    [BrowserFact]
    public async Task Monitor_FirstScreen_SaysInFiveSecondsHowTonightIs() =>
        (await TestAsync("nights.test.mjs")).ShouldBe(16);

    [BrowserFact]
    public async Task Monitor_OneRun_LeadsToWhatHelps() => (await TestAsync("run.test.mjs")).ShouldBe(10);

    [BrowserFact]
    public async Task ApiPage_InABrowser_ShowsWhatIsDescribedAndAsksNobodyElse() =>
        (await TestAsync("api-docs.test.mjs")).ShouldBe(3);

    private Task<int> TestAsync(string file, params (string Name, string Value)[] more) =>
        NodeProject.Pages.TestAsync(
            file,
            [
                ("COMMERCE_HOST", lake.Serving.Http.BaseAddress!.ToString().TrimEnd('/')),
                ("COMMERCE_KEY", lake.Serving.FunctionKey),
                ("COMMERCE_CHROMIUM", NodeProject.Chromium!),
                .. more,
            ]
        );

    /// <summary>
    /// Two panels and a single value as the page writes them, from what the command line reads in the tables.
    /// </summary>
    private async Task<object> FiguresAsync()
    {
        var actions = await RowsAsync(
            $"SELECT action, total_clicks, unique_users, unique_sessions, avg_clicks_per_user FROM {Service}_button_interaction_summary ORDER BY total_clicks DESC, action"
        );
        var hours = await RowsAsync(
            $"SELECT hour, sessions, cart_adds, cart_conversion_rate FROM {Service}_hourly_traffic_summary ORDER BY hour"
        );
        var chosen = actions[0];
        return new
        {
            action = chosen[0].GetString(),
            clicks = (string[])[Whole(chosen[1]), Whole(chosen[2])],
            panels = new Dictionary<string, string[][]>
            {
                ["Actions"] =
                [
                    .. actions.Select(row =>
                        (string[])[row[0].GetString()!, Whole(row[1]), Whole(row[2]), Whole(row[3]), Text(row[4], "N2")]
                    ),
                ],
                ["Hourly traffic"] =
                [
                    .. hours.Select(row =>
                        (string[])
                            [
                                $"{row[0]}",
                                Whole(row[1]),
                                Whole(row[2]),
                                Text(row[3], "N1") is "–" ? "–" : $"{Text(row[3], "N1")} %",
                            ]
                    ),
                ],
            },
        };
    }

    private async Task<List<JsonElement[]>> RowsAsync(string sql) =>
        [
            .. JsonDocument
                .Parse(await CommandLine.QueryAsync(lake.Lake, sql))
                .RootElement.EnumerateArray()
                .Select(row => row.EnumerateObject().Select(column => column.Value).ToArray()),
        ];

    private static string Whole(JsonElement value) => Text(value, "N0");

    private static string Text(JsonElement value, string format) =>
        value.ValueKind == JsonValueKind.Null ? "–" : value.GetDecimal().ToString(format, CultureInfo.InvariantCulture);
}
