using System.Globalization;
using System.Text.Json;
using CommerceAnalytics.LocalHost.Tests.Commands;
using CommerceAnalytics.OneMachine.Pages.Server.Dashboards;

namespace LocalHost.Tests.Pages;

/// <summary>
/// The figures of the dashboard's first row, from overviews of a few made-up days: a figure that is not known is not
/// shown, and one that cannot be compared says why.
/// </summary>
public sealed class DashboardWeekTests : IDisposable
{
    private const string Columns =
        "service_name, day, window_end, calculation_date, sessions, users, cart_sessions, checkout_sessions, "
        + "purchase_sessions, purchases, purchases_with_amount, revenue, purchase_conversion_rate, average_order_value";

    private static readonly DateOnly First = new(2026, 5, 1);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Sessions_OfWholeDays_AreAddedUpAndComparedWithTheWeekBefore()
    {
        // 28 days of 100, then 7 of 110.
        var days = Days(35, n => n >= 28 ? 110 : 100);

        (await TileAsync("Sessions", days)).ShouldBe((770m, 110m));
        (await ComparedAsync("Sessions", days)).ShouldBe((770m, 700m, 10m, null));
    }

    [Theory]
    [InlineData(34, null, null, "1 of 7 days are not known: 2026-06-04")]
    [InlineData(29, null, null, "1 of 7 days are not known: 2026-05-30")]
    [InlineData(27, 700, null, "1 of 7 days are not known: 2026-05-28")]
    [InlineData(21, 700, null, "1 of 7 days are not known: 2026-05-22")]
    [InlineData(20, 700, 0, null)]
    public async Task Sessions_WithAnExcludedDay_AreKnownAndComparedWithoutItAlone(
        int excluded,
        int? week,
        int? change,
        string? reason
    )
    {
        var days = Days(35, n => n == excluded ? null : 100);

        (await TileAsync("Sessions", days)).Total.ShouldBe(week);
        var compared = await ComparedAsync("Sessions", days);
        (compared.Change, compared.Reason).ShouldBe((change, reason));
    }

    [Theory]
    [InlineData(14, null, "1 of 7 days are not known: 2026-05-01")]
    [InlineData(15, 0, null)]
    public async Task Sessions_OfALogThatBeginsThen_AreNotComparedWithItsFirstDay(int days, int? change, string? reason)
    {
        var compared = await ComparedAsync("Sessions", Days(days, _ => 100));

        (compared.Change, compared.Reason).ShouldBe((change, reason));
    }

    [Fact]
    public async Task Users_AreTheMeanOfTheDays() =>
        (await TileAsync("Users a day", Days(35, n => n == 34 ? 120 : 50))).Total.ShouldBe(30m);

    [Fact]
    public async Task Conversion_IsSumOverSumAndNoMeanOfRates()
    {
        // One day of 1,000 sessions and 100 with a purchase, six of 10 and none.
        var last = await TileAsync("Conversion", Days(35, n => n == 34 ? 1000 : 10, n => n == 34 ? 100 : 0));

        last.Total!.Value.ShouldBe(100m * 100 / 1060, tolerance: 0.001m);
    }

    [Theory]
    [InlineData(10_000, 9_001, 0, null)]
    [InlineData(10_000, 9_000, null, "the amount is known of 90.0 % of orders, before of 100.0 %")]
    [InlineData(7_000, 8_996, null, "the amount is known of 90.0 % of orders, before of 70.0 %")]
    [InlineData(8_000, 9_996, null, "the amount is known of 99.9 % of orders, before of 80.0 %")]
    public async Task Revenue_IsComparedWhereAsMuchOfItIsKnown(int before, int now, int? change, string? reason)
    {
        var days = Days(35, _ => 100, _ => 10_000, n => n >= 28 ? now : before);

        var compared = await ComparedAsync("Revenue", days);

        (compared.Now, compared.Change, compared.Reason).ShouldBe((7000m, change, reason));
    }

    /// <summary>The orders whose amount is known need not be like the others: with more of them the mean moves by itself.</summary>
    [Theory]
    [InlineData(9_001, 11.1, null)]
    [InlineData(9_000, null, "the amount is known of 90.0 % of orders, before of 100.0 %")]
    public async Task AverageOrder_IsComparedWhereAsManyAmountsAreKnown(int now, double? change, string? reason)
    {
        var days = Days(35, _ => 100, _ => 10_000, n => n >= 28 ? now : 10_000);

        var compared = await ComparedAsync("Average order", days);

        (compared.Change, compared.Reason).ShouldBe(((decimal?)change, reason));
    }

    [Theory]
    [InlineData("Revenue", "44.3 % of orders, before of 41.7 %")]
    [InlineData("Average order", "44.3 % of orders, before of 41.7 %")]
    [InlineData("Orders", null)]
    public async Task Amounts_KnownOfSomeOrders_SayOfHowManyNowAndBefore(string figure, string? known)
    {
        var days = Days(35, _ => 100, _ => 10_000, n => n >= 28 ? 4430 : 4170);

        var rows = await RowsAsync("Up or down, figure by figure", days);

        rows.Single(row => row["figure"].GetString() == figure)["amount_known"].GetString().ShouldBe(known);
    }

    [Fact]
    public async Task Amounts_OfDaysOfWhichOneIsMissing_SayNothing()
    {
        var rows = await RowsAsync("Up or down, figure by figure", Days(14, _ => 100, _ => 10_000, _ => 4430));

        rows.Single(row => row["figure"].GetString() == "Revenue")["amount_known"].GetString().ShouldBeNull();
    }

    [Theory]
    [InlineData(10_000, 100)]
    [InlineData(9_999, 99.9)]
    [InlineData(8_997, 90)]
    public async Task KnownShare_ReadsAs100WhereAllAreKnownAlone(int withAmount, double shown)
    {
        var tiles = await RowsAsync("Revenue", Days(35, _ => 100, _ => 10_000, _ => withAmount));

        Number(tiles[^1]["known"]).ShouldBe((decimal)shown);
    }

    [Fact]
    public async Task AverageOrder_OfAWeekWithoutAmounts_IsNotKnown() =>
        (await TileAsync("Average order", Days(35, _ => 100, _ => 0, _ => 0))).Total.ShouldBeNull();

    [Fact]
    public async Task Sessions_OfADay_AreComparedWithTheSameWeekday() =>
        (await ComparedAsync("Sessions", Days(35, n => n == 27 ? 50 : 100), period: 1)).ShouldBe(
            (100m, 50m, 100m, null)
        );

    [Fact]
    public async Task Sessions_FourWeeksBefore_AreTheFirstDaysOfTheOverview() =>
        (await ComparedAsync("Sessions", Days(35, n => n < 7 ? 50 : 100), back: 28)).ShouldBe((700m, 350m, 100m, null));

    [Fact]
    public async Task Sessions_OfDaysBeforeTheOverview_ComeFromTheNewestNightThatHasThem()
    {
        // 28 days are compared with those before, of which the overview has seven.
        var night = new Night(14, _ => 50);
        var older = new Night(0, _ => 7);

        var compared = await ComparedAsync("Sessions", Days(35, _ => 100), period: 28, history: [older, night]);

        compared.ShouldBe((2800m, (7 * 100) + (21 * 50), 60m, null));
    }

    [Fact]
    public async Task Sessions_OfLastYear_ComeFromHistory() =>
        (
            await ComparedAsync("Sessions", Days(35, _ => 100), back: 364, history: [new Night(35 - 364, _ => 80)])
        ).ShouldBe((700m, 560m, 25m, null));

    [Fact]
    public async Task Sessions_OfLastYearThatHistoryLacks_AreNotCompared()
    {
        var compared = await ComparedAsync("Sessions", Days(35, _ => 100), back: 364);

        (compared.Compared, compared.Change).ShouldBe((null, null));
        compared.Reason.ShouldBe("7 of 7 days are not known: 2025-05-30, 2025-05-31, 2025-06-01, ...");
    }

    /// <summary>That night's window is whole by its length, but the log begins within its first day.</summary>
    [Fact]
    public async Task Sessions_OfTheLogsFirstDay_AreNotKnownInALaterNightEither()
    {
        var whole = new Night(7, _ => 50);
        var cut = new Night(6, _ => 50, Days: 34);

        var compared = await ComparedAsync("Sessions", Days(35, _ => 100), period: 28, back: 35, history: [whole, cut]);

        compared.Reason.ShouldBe("1 of 28 days are not known: 2026-04-03");
    }

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

    [Fact]
    public async Task Funnel_WithAnExcludedDay_IsNotKnown() =>
        (await RowsAsync("Funnel", Days(35, n => n == 30 ? null : 100))).ShouldBeEmpty();

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
                .Select(n =>
                    Row(
                        First.AddDays(n),
                        First.AddDays(count),
                        sessions(n),
                        purchases?.Invoke(n) ?? 0,
                        withAmount?.Invoke(n) ?? 0
                    )
                ),
        ];

    private static string Row(DateOnly day, DateOnly night, int? sessions, int purchases, int withAmount)
    {
        var figures = sessions is { } all
            ? $"{all}, {all / 2}, {all * 40 / 100}, {all * 20 / 100}, {purchases}, {purchases}, {withAmount}, 1000e0, 1e0, 10e0"
            : "NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"('the-shop', DATE '{day:yyyy-MM-dd}', DATE '{night.AddDays(-1):yyyy-MM-dd}', DATE '{night:yyyy-MM-dd}', {figures})"
        );
    }

    /// <summary>A night of history, so many days after the first one of the live overview.</summary>
    private sealed record Night(int Number, Func<int, int?> Sessions, int Days = 35)
    {
        public IEnumerable<string> Rows()
        {
            var night = First.AddDays(Number);
            return Enumerable
                .Range(0, Days)
                .Select(n => Row(night.AddDays(n - Days), night, Sessions(n), 0, 0)[..^1] + $", '{night:yyyy-MM-dd}')");
        }
    }

    private async Task<(decimal? Total, decimal? OnDay)> TileAsync(string panel, List<string> days)
    {
        var last = (await RowsAsync(panel, days))[^1];
        return (Number(last["total"]), Number(last["on_day"]));
    }

    private async Task<(decimal? Now, decimal? Compared, decimal? Change, string? Reason)> ComparedAsync(
        string figure,
        List<string> days,
        int period = 7,
        int back = 0,
        Night[]? history = null
    )
    {
        var rows = await RowsAsync("Up or down, figure by figure", days, period, back, history ?? []);
        var row = rows.Single(row => row["figure"].GetString() == figure);
        return (Number(row["now"]), Number(row["compared"]), Number(row["change"]), row["not_compared"].GetString());
    }

    private async Task<List<Dictionary<string, JsonElement>>> RowsAsync(
        string panel,
        List<string> days,
        int period = 7,
        int back = 0,
        params Night[] history
    )
    {
        var values = new Dictionary<string, string>
        {
            ["service"] = "the_shop",
            ["period"] = $"{period}",
            ["compare"] = $"{back}",
            ["night"] = $"{First.AddDays(days.Count):yyyy-MM-dd}",
        };
        // A night of long ago, which no comparison reads, where there is no other.
        var nights = history.Append(new Night(-2000, _ => 1)).SelectMany(night => night.Rows());
        var sql = Interpolation
            .Fill(Sql(panel), values)
            .Replace("FROM pipeline_overview", $"FROM {Table(days, Columns)}", StringComparison.Ordinal)
            .Replace(
                "FROM pipeline_history_overview",
                $"FROM {Table(nights, $"{Columns}, night")}",
                StringComparison.Ordinal
            );
        Directory.CreateDirectory(_folder.At("lake"));
        var answer = await Shell.RunLiveAsync("query", sql, "--lake", _folder.At("lake"), "--format", "json");
        answer.ExitCode.ShouldBe(0, answer.ToString());
        return JsonSerializer.Deserialize<List<Dictionary<string, JsonElement>>>(answer.Output)!;
    }

    /// <summary>The rows, and a shop of another name on each of the days, whose figures are not the shop's.</summary>
    private static string Table(IEnumerable<string> rows, string columns)
    {
        var own = rows.ToList();
        var others = own.Select(row => row.Replace("'the-shop'", "'the-shop-two'", StringComparison.Ordinal));
        return $"(VALUES {string.Join(", ", own.Concat(others))}) AS o ({columns})";
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
