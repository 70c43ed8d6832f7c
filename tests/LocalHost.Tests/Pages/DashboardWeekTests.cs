using System.Globalization;
using System.Text.Json;
using CommerceAnalytics.LocalHost.Pages.Server.Dashboards;
using CommerceAnalytics.LocalHost.Tests.Commands;

namespace LocalHost.Tests.Pages;

/// <summary>
/// The figures of the dashboard's first row, from overviews of a few made-up days: a figure that is not known is not
/// shown.
/// </summary>
public sealed class DashboardWeekTests : IDisposable
{
    private const string Columns =
        "service_name, day, window_end, sessions, users, cart_sessions, checkout_sessions, purchase_sessions, "
        + "purchases, purchases_with_amount, revenue, purchase_conversion_rate, average_order_value";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Sessions_OfWholeDays_AreAddedUpAndComparedWithTheWeekBefore()
    {
        // 28 days of 100, then 7 of 110.
        var last = await LastAsync("Sessions", Days(35, n => n >= 28 ? 110 : 100));

        last.ShouldBe((770m, 10m, 110m));
    }

    [Theory]
    [InlineData(34, null, null)]
    [InlineData(29, null, null)]
    [InlineData(27, 700, null)]
    [InlineData(21, 700, null)]
    [InlineData(20, 700, 0)]
    public async Task Sessions_WithAnExcludedDay_AreKnownAndComparedWithoutItAlone(int excluded, int? week, int? change)
    {
        var last = await LastAsync("Sessions", Days(35, n => n == excluded ? null : 100));

        (last.Week, last.Change).ShouldBe((week, change));
    }

    [Theory]
    [InlineData(14, null)]
    [InlineData(15, 0)]
    public async Task Sessions_OfALogThatBeginsThen_AreNotComparedWithItsFirstDay(int days, int? change) =>
        (await LastAsync("Sessions", Days(days, _ => 100))).Change.ShouldBe(change);

    [Fact]
    public async Task Users_AreTheMeanOfTheDays() =>
        (await LastAsync("Users a day", Days(35, n => n == 34 ? 120 : 50))).Week.ShouldBe(30m);

    [Fact]
    public async Task Conversion_IsSumOverSumAndNoMeanOfRates()
    {
        // One day of 1,000 sessions and 100 with a purchase, six of 10 and none.
        var last = await LastAsync("Conversion", Days(35, n => n == 34 ? 1000 : 10, n => n == 34 ? 100 : 0));

        last.Week!.Value.ShouldBe(100m * 100 / 1060, tolerance: 0.001m);
    }

    [Theory]
    [InlineData(100, 91, 0)]
    [InlineData(100, 90, null)]
    public async Task Revenue_IsComparedWhereAsMuchOfItIsKnown(int before, int now, int? change)
    {
        var days = Days(35, _ => 100, _ => 100, n => n >= 28 ? now : before);

        var last = await LastAsync("Revenue", days);

        (last.Week, last.Change).ShouldBe((7000m, change));
    }

    [Fact]
    public async Task AverageOrder_OfAWeekWithoutAmounts_IsNotKnown() =>
        (await LastAsync("Average order", Days(35, _ => 100, _ => 0, _ => 0))).Week.ShouldBeNull();

    [Fact]
    public async Task Funnel_TellsOfEachStepHowManyWentNoFurther()
    {
        var steps = await RowsAsync("Funnel", Days(35, n => n >= 28 ? 100 : 7, n => n >= 28 ? 10 : 7));

        steps
            .Select(step =>
                (step["step"].GetString(), Number(step["sessions"]), Number(step["of_all"]), Number(step["lost"]))
            )
            .ShouldBe([
                ("sessions", 700, 100, null),
                ("with a cart", 280, 40, 60),
                ("with a checkout", 140, 20, 50),
                ("with a purchase", 70, 10, 50),
            ]);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// Rows of an overview: days on end, of which an excluded one has no sessions. Half of the users' sessions are
    /// theirs, 40 of 100 sessions have a cart, 20 a checkout.
    /// </summary>
    private static List<string> Days(
        int count,
        Func<int, int?> sessions,
        Func<int, int>? purchases = null,
        Func<int, int>? withAmount = null
    ) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(n => Row(n, count, sessions(n), purchases?.Invoke(n) ?? 0, withAmount?.Invoke(n) ?? 0)),
        ];

    private static string Row(int n, int count, int? sessions, int purchases, int withAmount)
    {
        var day = new DateOnly(2026, 5, 1).AddDays(n);
        var end = new DateOnly(2026, 5, 1).AddDays(count - 1);
        var figures = sessions is { } all
            ? $"{all}, {all / 2}, {all * 40 / 100}, {all * 20 / 100}, {purchases}, {purchases}, {withAmount}, 1000.0, 1.0, 10.0"
            : "NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"('the-shop', DATE '{day:yyyy-MM-dd}', DATE '{end:yyyy-MM-dd}', {figures})"
        );
    }

    private async Task<(decimal? Week, decimal? Change, decimal? Yesterday)> LastAsync(string panel, List<string> days)
    {
        var last = (await RowsAsync(panel, days))[^1];
        return (Number(last["week"]), Number(last["change"]), Number(last["yesterday"]));
    }

    private async Task<List<Dictionary<string, JsonElement>>> RowsAsync(string panel, List<string> days)
    {
        // A shop of another name on each of the days, whose figures are not the shop's.
        var others = days.Select(row => row.Replace("'the-shop'", "'the-shop-two'", StringComparison.Ordinal));
        var sql = Interpolation
            .Fill(Sql(panel), new Dictionary<string, string> { ["service"] = "the_shop" })
            .Replace(
                "FROM pipeline_overview",
                $"FROM (VALUES {string.Join(", ", days.Concat(others))}) AS o ({Columns})",
                StringComparison.Ordinal
            );
        Directory.CreateDirectory(_folder.At("lake"));
        var answer = await Shell.RunLiveAsync("query", sql, "--lake", _folder.At("lake"), "--format", "json");
        answer.ExitCode.ShouldBe(0, answer.ToString());
        return JsonSerializer.Deserialize<List<Dictionary<string, JsonElement>>>(answer.Output)!;
    }

    private static string Sql(string title)
    {
        var panels = JsonDocument.Parse(DashboardFile.Shipped.Json).RootElement.GetProperty("panels");
        var panel = panels.EnumerateArray().Single(panel => panel.GetProperty("title").ValueEquals(title));
        return DashboardFile.Shipped.PanelSql(panel.GetProperty("id").GetInt32())!;
    }

    private static decimal? Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null ? null : value.GetDecimal();
}
