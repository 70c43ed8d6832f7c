using CommerceAnalytics.Audit;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Tests.Generated;
using CommerceAnalytics.Tests.Oracle;
using CommerceAnalytics.Tests.Semantics;

namespace CommerceAnalytics.Tests.Audit;

/// <summary>The query that reads a batch's figures, on the local engine.</summary>
public class AuditStatementTests
{
    private static readonly DateOnly Day = new(2025, 10, 27);

    [Fact]
    public async Task Sql_TableWithEveryFlaw_CountsThemAll()
    {
        using var lake = await SummaryLake.OfAsync([]);
        var table = await CreateAsync(
            lake,
            "search_analytics",
            "search_query, search_count, unique_users, unique_sessions, click_count, click_through_rate, zero_result_count, zero_result_rate",
            """
            ('a', BIGINT '10', BIGINT '1', BIGINT '1', BIGINT '1', 10.0E0, BIGINT '0', 100.0E0),
            ('a', 10, 1, 1, 11, 110.0E0, -1, -0.01E0),
            (CAST(NULL AS varchar), 10, 1, 1, 0, 0.0E0, CAST(NULL AS bigint), CAST(NULL AS double)),
            (CAST(NULL AS varchar), 10, 1, 1, 0, 0.0E0, CAST(NULL AS bigint), CAST(NULL AS double)),
            ('b', 12, 13, 1, 0, 0.0E0, 12, 100.01E0)
            """
        );

        var figures = (await ReadAsync(lake, table)).Built(Seven.Get("search_analytics").Summary);

        (figures.Rows, figures.RowsWithKeyOfAnother, figures.Watched).ShouldBe((5, 4, 52));
        Flaws(figures.KeysMissing).ShouldBe(["search_query 2"]);
        Flaws(figures.PercentagesOut).ShouldBe(["click_through_rate 1", "zero_result_rate 2"]);
        Flaws(figures.CountsBelowZero).ShouldBe(["zero_result_count 1"]);
        Flaws(figures.PartsAboveWhole).ShouldBe(["unique_users 1", "click_count 1"]);
        (figures.CartAdds, figures.Value, figures.Purchases).ShouldBe((null, null, null));
    }

    [Theory]
    [InlineData("bigint", "integer", 2)]
    [InlineData("integer", "integer", null)]
    [InlineData("bigint", "bigint", null)]
    public async Task Sql_ColumnsOfTheDeclaredTypesAndOthers_TellsTheRowsOfTheFirstAlone(
        string count,
        string hour,
        int? rows
    )
    {
        using var lake = await SummaryLake.OfAsync([]);
        var table = await CreateHoursAsync(lake, count, hour, "true");
        (await ReadAsync(lake, table)).RowsOfDeclaredTypes("hourly_traffic").ShouldBe(rows);
    }

    [Fact]
    public async Task Sql_TableWithoutRows_TellsThatItsColumnsAreAsDeclared()
    {
        using var lake = await SummaryLake.OfAsync([]);
        var table = await CreateHoursAsync(lake, "bigint", "integer", "false");
        (await ReadAsync(lake, table)).RowsOfDeclaredTypes("hourly_traffic").ShouldBe(0);
    }

    [Fact]
    public void Read_RowsWithoutAWordAboutColumns_TellsNothing()
    {
        var figures = AuditFigures.Read([
            ["hourly_traffic", "rows", "", "24"],
        ]);
        figures.RowsOfDeclaredTypes("hourly_traffic").ShouldBeNull();
    }

    [Fact]
    public async Task Sql_KeyThatMayBeMissing_IsStillUnique()
    {
        using var lake = await SummaryLake.OfAsync([]);
        var table = await CreateAsync(
            lake,
            "product_ranking",
            "productname, category, sellernm, cart_add_count, unique_users, unique_sessions, total_quantity, invalid_value_count",
            """
            ('p', 'c', CAST(NULL AS varchar), BIGINT '3', BIGINT '1', BIGINT '1', CAST(NULL AS bigint), BIGINT '3'),
            ('p', 'c', CAST(NULL AS varchar), 2, 1, 1, 7, 0),
            ('p', 'c', 's', 1, 1, 1, 7, 0)
            """
        );

        var figures = (await ReadAsync(lake, table)).Built(Seven.Get("product_ranking").Summary);

        (figures.RowsWithKeyOfAnother, figures.CartAdds).ShouldBe((2, 6));
        Flaws(figures.KeysMissing).ShouldBeEmpty();
        Flaws(figures.CountsBelowZero).ShouldBeEmpty();
    }

    [Fact]
    public async Task Sql_AllTablesOfARealNight_AgreeWithTheOracle()
    {
        var log = GeneratedLog.Of(LogSeeds.First);
        using var lake = await SummaryLake.OfAsync(log.Events, log.Frame.Shape);
        var run = new OracleRun([.. log.Events.Select(log.Frame.Shape.Seen)], log.Service, log.Frame.Date)
        {
            Zone = TimeZoneInfo.FindSystemTimeZoneById(log.Frame.Zone),
            MinDataDate = log.Frame.MinDataDate,
            SearchClickMinutes = log.Frame.SearchClickMinutes,
        };
        List<StagedTable> tables = [];
        foreach (var summary in Seven.All)
        {
            var plan = lake.Plan(
                SummaryCatalog.Get(summary.QueryType),
                log.Service,
                log.Frame.Date,
                log.Frame.Settings()
            );
            await lake.SelectAsync(plan.CtasSql);
            tables.Add(new(summary, plan.StagingTable));
        }

        var figures = await ReadAsync(lake, [.. tables]);

        foreach (var summary in Seven.All)
        {
            var (built, rows) = (
                figures.Built(Seven.Get(summary.QueryType).Summary),
                SummaryOracle.Rows(summary.QueryType, run).ToList()
            );
            var watched = summary.Summary.Columns.Select(column => column.Name).ToList().IndexOf(summary.Watched!);
            built.Rows.ShouldBe(rows.Count, summary.QueryType);
            built.Watched.ShouldBe(rows.Sum(row => (long)row[watched]!), summary.QueryType);
            var service = Nights.Service() with { Days = null };
            TableAudit.Findings(service.Of(summary.QueryType, built)).ShouldBeEmpty(summary.QueryType);
        }
    }

    [Fact]
    public async Task Sql_PurchasesOfTheSameDay_AreAddedUpOverPaymentMethods()
    {
        using var lake = await SummaryLake.OfAsync([]);
        var table = await CreateAsync(
            lake,
            "purchase_analytics",
            "purchase_date, payment_method, purchase_count, unique_purchasers, purchases_with_amount, total_revenue, payment_method_share",
            """
            (DATE '2025-10-27', 'card', BIGINT '3', BIGINT '1', BIGINT '3', 12345678.15E0, 60.0E0),
            (DATE '2025-10-27', 'cash', 2, 1, 0, CAST(NULL AS double), 40.0E0),
            (DATE '2025-10-26', 'cash', 2, 1, 0, CAST(NULL AS double), 100.0E0),
            (CAST(NULL AS date), 'cash', 2, 1, 0, CAST(NULL AS double), 100.0E0)
            """
        );

        var figures = (await ReadAsync(lake, table)).Built(Seven.Get("purchase_analytics").Summary);

        figures.Purchases.ShouldBe(
            new Dictionary<DateOnly, DayOfPurchases>
            {
                [Day] = new(5, 12345678.15m, 2),
                [Day.AddDays(-1)] = new(2, null, 1),
            },
            ignoreOrder: true
        );
        Flaws(figures.KeysMissing).ShouldBe(["purchase_date 1"]);
    }

    [Fact]
    public async Task Sql_NightsOfHistory_AreReadBesideTheTable()
    {
        using var lake = await SummaryLake.OfAsync([]);
        var columns =
            "category, cart_add_count, unique_users, unique_products, total_quantity, total_value, invalid_value_count";
        var table = await CreateAsync(
            lake,
            "category_performance",
            columns,
            "('c', BIGINT '4', BIGINT '1', BIGINT '1', BIGINT '4', 10.0E0, BIGINT '0')"
        );
        var history = await CreateAsync(
            lake,
            "category_performance",
            $"{columns}, service, night",
            """
            ('c', BIGINT '4', BIGINT '1', BIGINT '1', BIGINT '4', 10.0E0, BIGINT '0', 'theshop-brand', '2025-10-26'),
            ('d', 6, 1, 1, 4, 5.5E0, 0, 'theshop-brand', '2025-10-26'),
            ('d', 6, 1, 1, 4, CAST(NULL AS double), 0, 'theshop-brand', '2025-10-25'),
            ('d', 60, 1, 1, 4, 5.0E0, 0, 'theshop-brand', '2025-10-24'),
            ('d', 60, 1, 1, 4, 5.0E0, 0, 'theshop-pharmacy', '2025-10-26')
            """
        );
        DateOnly[] nights = [Day.AddDays(-1), Day.AddDays(-2), Day.AddDays(-4)];

        var figures = await ReadAsync(lake, table with { HistoryTable = history.StagingTable, Nights = nights });

        figures.Built(Seven.Get("category_performance").Summary).ValuePerCartAdd.ShouldBe(2.5m);
        figures
            .Nights("category_performance", [.. nights.Select(night => new ComparableNight(night, 30))])
            .ShouldBe([
                new(nights[0], 30, 10) { ValuePerCartAdd = 1.55m },
                new(nights[1], 30, 6),
                new(nights[2], 30, 0),
            ]);
    }

    [Fact]
    public async Task Sql_WithTheOverview_ReadsTheServicesDaysOfThisNightAndTheLast()
    {
        using var lake = await SummaryLake.OfAsync([]);
        var settings = TestSettings.Sound with { Database = LocalLake.Shared.NewName("audited_") };
        var of = $"CREATE TABLE {settings.Database}";
        var columns = $"{string.Join(", ", OverviewDay.Measures)}, service_name, day, calculation_date";
        var measures = string.Join(", ", OverviewDay.Measures.Select((_, i) => $"{i + 1}.5E7"));
        var unknown = string.Join(", ", OverviewDay.Measures.Select(_ => "NULL"));
        await lake.SelectAsync($"CREATE DATABASE {settings.Database}");
        await lake.SelectAsync(
            $"""
            {of}.pipeline_overview
            WITH (format = 'PARQUET', external_location = 's3://commerce-results/{settings.Database}/live/') AS
            SELECT * FROM (VALUES
                ({measures}, 'theshop-brand', DATE '2025-10-26', DATE '2025-10-27'),
                ({unknown}, 'theshop-brand', DATE '2025-10-25', DATE '2025-10-27'),
                ({unknown}, 'theshop-pharmacy', DATE '2025-10-26', DATE '2025-10-27')) AS t ({columns})
            """
        );
        await lake.SelectAsync(
            $"""
            {of}.pipeline_history_overview
            WITH (format = 'PARQUET', external_location = 's3://commerce-results/{settings.Database}/nights/') AS
            SELECT * FROM (VALUES
                ({measures}, 'theshop-brand', DATE '2025-10-25', DATE '2025-10-26', '2025-10-26'),
                ({measures}, 'theshop-brand', DATE '2025-10-24', DATE '2025-10-25', '2025-10-25')) AS t ({columns}, night)
            """
        );
        var sql = AuditStatement.Sql(settings, "theshop-brand", [], new(Day, [Day.AddDays(-1)]));

        var (own, earlier) = OverviewRows.Read(await lake.SelectAsync(sql), "theshop-brand", Day);

        own.ShouldNotBeNull().Select(day => day.Day).ShouldBe([Day.AddDays(-1), Day.AddDays(-2)], ignoreOrder: true);
        var known = own.Single(day => day.Day == Day.AddDays(-1));
        (known.Events, known.Of(OverviewKind.All[0]), known.RepeatedEvents).ShouldBe(
            (15_000_000, 25_000_000, 145_000_000)
        );
        own.Single(day => day.Day == Day.AddDays(-2))
            .ShouldSatisfyAllConditions(day => day.Events.ShouldBeNull(), day => day.Revenue.ShouldBeNull());
        earlier.ShouldNotBeNull().ShouldHaveSingleItem().Day.ShouldBe(Day.AddDays(-2));
    }

    [Theory]
    [InlineData("hourly_traffic", "0, 0, 0", "EmptySummary")]
    [InlineData("hourly_traffic", "1, 0, 0", null)]
    public async Task Warnings_OfTheEventsBehindATable_ComeFromTheSameQuery(
        string queryType,
        string counts,
        string? code
    )
    {
        using var lake = await SummaryLake.OfAsync([]);
        var table = await CreateAsync(
            lake,
            queryType,
            "hour, sessions, unique_users, cart_adds, cart_sessions, cart_conversion_rate",
            $"(0, {string.Join(", ", counts.Split(", ").Select(count => $"BIGINT '{count}'"))}, BIGINT '0', 0.0E0)"
        );

        var warnings = (await ReadAsync(lake, table)).Warnings(Seven.Get(queryType).Summary, new CheckSettings());

        warnings.Select(warning => warning.Code).ShouldBe(code is null ? [] : [code]);
    }

    [Fact]
    public async Task Warnings_OfATableWithSeveralMeasures_AreAllTold()
    {
        using var lake = await SummaryLake.OfAsync([]);
        var made = await CreateAsync(
            lake,
            "category_performance",
            "category, unique_users, unique_products, total_quantity, total_value, cart_add_count, invalid_value_count",
            "('c', BIGINT '200', BIGINT '0', BIGINT '1', 1.0E0, BIGINT '10', BIGINT '9')"
        );
        var summary = made.Summary.Summary with
        {
            Measures = new()
            {
                CartAdds = "cart_add_count",
                InvalidValues = "invalid_value_count",
                Searches = "unique_users",
                Clicks = "unique_products",
                Purchases = "unique_users",
                KnownAmounts = "total_quantity",
            },
        };

        var figures = await ReadAsync(lake, made with { Summary = new(summary) });

        figures
            .Warnings(summary, new CheckSettings())
            .Select(warning => warning.Code)
            .ShouldBe(["InvalidValues", "SearchesWithoutClicks", "RevenueUnknown"]);
    }

    private static IEnumerable<string> Flaws(IReadOnlyDictionary<string, long> columns) =>
        columns.Where(column => column.Value > 0).Select(column => $"{column.Key} {column.Value}");

    private static async Task<AuditFigures> ReadAsync(SummaryLake lake, params StagedTable[] tables) =>
        AuditFigures.Read(
            await lake.SelectAsync(AuditStatement.Sql(TestSettings.Sound, "theshop-brand", tables, overview: null))
        );

    private static async Task<StagedTable> CreateAsync(SummaryLake lake, string queryType, string columns, string rows)
    {
        var table = LocalLake.Shared.NewName("staged_");
        var others = Seven
            .Get(queryType)
            .Summary.OwnColumns.ExceptBy(columns.Split(", "), column => column.Name)
            .Select(column => $", CAST(NULL AS {column.Type}) AS {column.Name}");
        await lake.SelectAsync(
            $"""
            CREATE TABLE log_db.{table}
            WITH (format = 'PARQUET', external_location = 's3://commerce-results/{table}/') AS
            SELECT {Around($"t.*{string.Concat(others)}")} FROM (VALUES {rows}) AS t ({columns})
            """
        );
        return new(Seven.Get(queryType), table);
    }

    /// <summary>An hour or two of traffic.</summary>
    private static async Task<StagedTable> CreateHoursAsync(SummaryLake lake, string count, string hour, string which)
    {
        var table = LocalLake.Shared.NewName("staged_");
        var own = $"""
            CAST(hour AS {hour}) AS hour, BIGINT '3' AS sessions, BIGINT '2' AS unique_users,
            CAST(1 AS {count}) AS cart_adds, BIGINT '1' AS cart_sessions, 33.33E0 AS cart_conversion_rate
            """;
        await lake.SelectAsync(
            $"""
            CREATE TABLE log_db.{table}
            WITH (format = 'PARQUET', external_location = 's3://commerce-results/{table}/') AS
            SELECT {Around(own)} FROM (VALUES 8, 9) AS t (hour) WHERE {which}
            """
        );
        return new(Seven.Get("hourly_traffic"), table);
    }

    /// <summary>Every summary's table begins and ends with the same columns.</summary>
    private static string Around(string own) =>
        $"""
            CAST('theshop-brand' AS varchar) AS service_name, {own},
            DATE '2025-10-21' AS window_start, DATE '2025-10-27' AS window_end, DATE '2025-10-28' AS calculation_date
            """;
}
