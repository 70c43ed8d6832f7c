using System.Net.Http.Json;
using System.Text.Json;

namespace EndToEnd.Pages;

/// <summary>
/// A lake with sample events and published tables, and the host that serves it: one for all tests of the pages.
/// </summary>
public sealed class ServedLake : IAsyncLifetime
{
    internal const string Date = "2026-03-29";

    private const string WeekBefore = "2026-03-22";

    private readonly TemporaryFolder _folder = new();
    private Support.Serving? _serving;

    internal string Lake => _folder.File("lake");

    internal Support.Serving Serving => _serving!;

    public async Task InitializeAsync()
    {
        (
            await CommandLine.RunAsync(
                "sample",
                "--lake",
                Lake,
                "--date",
                Date,
                "--days",
                "12",
                "--events-per-day",
                "1500",
                "--seed",
                "5"
            )
        ).ExitCode.ShouldBe(0);
        var run = await CommandLine.RunAsync("run", "--lake", Lake, "--date", Date);
        run.ExitCode.ShouldBe(0, run.ToString());
        await AddWeekBeforeAsync("product_ranking", "productname", "cart_add_count");
        await AddWeekBeforeAsync("category_performance", "category", "cart_add_count");
        await AddWeekBeforeAsync(
            "search_analytics",
            "search_query",
            "search_count",
            "zero_result_count",
            "click_count"
        );
        _serving = await Support.Serving.StartAsync(Lake);
    }

    public async Task DisposeAsync()
    {
        if (_serving is not null)
            await _serving.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>
    /// A night of history a week before the run, without a run that the monitor would list: some have risen since,
    /// some have fallen.
    /// </summary>
    private async Task AddWeekBeforeAsync(string queryType, string key, params string[] counts)
    {
        const string Brand = "theshop_brand_commerce_";
        const string Pharmacy = "theshop_pharmacy_commerce_";
        var location = $"s3://commerce-results/week_before/{queryType}/";
        var columns = string.Join(", ", counts.Select(count => $"{count} * (length({key}) % 3) AS {count}"));
        await CommandLine.QueryAsync(
            Lake,
            $"CREATE TABLE log_db.week_before_{queryType} WITH (format = 'PARQUET', external_location = '{location}') AS "
                + $"SELECT {key}, {columns} FROM {Brand}{queryType}_summary UNION ALL SELECT {key}, {columns} FROM {Pharmacy}{queryType}_summary"
        );
        await CommandLine.QueryAsync(
            Lake,
            $"ALTER TABLE log_db.pipeline_history_{queryType} ADD PARTITION (service = 'theshop-brand', night = '{WeekBefore}') LOCATION '{location}' "
                + $"PARTITION (service = 'theshop-pharmacy', night = '{WeekBefore}') LOCATION '{location}'"
        );
        await CommandLine.QueryAsync(Lake, $"DROP TABLE log_db.week_before_{queryType}");
    }

    internal async Task<(int Status, JsonElement Body)> PostAsync(string path, object body)
    {
        using var response = await Serving.Http.PostAsJsonAsync(path, body);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }
}
