using CommerceAnalytics.Events;
using CommerceAnalytics.LogChecks;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Tests.Oracle;
using CommerceAnalytics.Tests.Semantics;

namespace CommerceAnalytics.Tests.LogChecks;

/// <summary>Every check on small logs: what the queries count on the local engine, and what the verdict is.</summary>
public partial class LogCheckTests
{
    /// <summary>
    /// Attribute by attribute, one event too many without it: each share is at its threshold, which does not pass.
    /// </summary>
    private static readonly (
        string Check,
        string? Body,
        string Attribute,
        string? Value,
        int Count,
        string Finding
    )[] AtTheThreshold =
    [
        ("click_action", EventKinds.ButtonClick, "action", "", 3, "57 of 60 clicks have an action (95.00 %)"),
        ("click_menu_name", EventKinds.ButtonClick, "menuName", null, 3, "57 of 60 clicks have a menuName (95.00 %)"),
        ("click_page", EventKinds.ButtonClick, "page", null, 3, "57 of 60 clicks have a page (95.00 %)"),
        (
            "cart_product_name",
            EventKinds.CartAdd,
            "productName",
            null,
            6,
            "294 of 300 cart adds have a productName (98.00 %)"
        ),
        (
            "cart_category",
            EventKinds.CartAdd,
            "category",
            null,
            30,
            "270 of 300 cart adds have a category or ctgnm (90.00 %)"
        ),
        ("cart_quantity", EventKinds.CartAdd, "quantity", null, 60, "240 of 300 cart adds have a quantity (80.00 %)"),
        (
            "cart_price",
            EventKinds.CartAdd,
            "salePrice",
            null,
            60,
            "240 of 300 cart adds have a salePrice or price (80.00 %)"
        ),
        ("search_term", EventKinds.Search, "query", " \t", 3, "57 of 60 searches have a term (95.00 %)"),
        ("route_page", EventKinds.ClientRouting, "toPath", null, 3, "57 of 60 routing events have a page (95.00 %)"),
        ("user_key", null, "userKey", "", 33, "627 of 660 commerce events have a userKey (95.00 %)"),
        ("session_id", null, "sessionId", null, 33, "627 of 660 commerce events have a sessionId (95.00 %)"),
        (
            "purchase_total_amount",
            EventKinds.Purchase,
            "totalAmount",
            null,
            6,
            "54 of 60 purchases have a totalAmount (90.00 %)"
        ),
        (
            "purchase_payment_method",
            EventKinds.Purchase,
            "paymentMethod",
            null,
            12,
            "48 of 60 purchases have a paymentMethod (80.00 %)"
        ),
    ];

    private static readonly (
        string Check,
        string Body,
        string Attribute,
        string Value,
        int Count,
        string Finding
    )[] Invalid =
    [
        ("quantity_valid", EventKinds.CartAdd, "quantity", "x10", 15, "285 of 300 quantities are valid (95.00 %)"),
        ("price_valid", EventKinds.CartAdd, "salePrice", "1,200", 15, "285 of 300 prices are valid (95.00 %)"),
        ("result_count_valid", EventKinds.Search, "resultCount", "-1", 3, "57 of 60 result counts are valid (95.00 %)"),
        (
            "total_amount_valid",
            EventKinds.Purchase,
            "totalAmount",
            "NaN",
            3,
            "57 of 60 total amounts are valid (95.00 %)"
        ),
    ];

    [Fact]
    public async Task Check_AHealthyLog_PassesEverything()
    {
        var results = await CheckAsync(HealthyLog.Events());

        results.ShouldAllBe(result => result.Status == CheckStatus.Pass && result.Advice == "");
        results
            .Select(result => result.Check)
            .ShouldBe(LogCheckCatalog.All.Select(check => check.Name), ignoreOrder: true);
        Of(results, "events_per_day")
            .Finding.ShouldBe(
                "220 commerce events on 2025-10-25, the quietest of 3 days; 660 from 2025-10-25 to 2025-10-27"
            );
        Of(results, "kind_routing").Finding.ShouldBe("60 events 'Routing in client side' or 'client.routing'");
        Of(results, "kind_commerce.checkout.purchase").Counted.ShouldBe(60);
        Of(results, "duplicates").Finding.ShouldBe("0 of 660 commerce events repeat another one (0.00 %)");
    }

    [Fact]
    public async Task Check_SharesAtTheirThresholds_Warn()
    {
        var log = AtTheThreshold.Aggregate(
            HealthyLog.Events(),
            (events, flaw) => events.With(flaw.Count, flaw.Body, flaw.Attribute, flaw.Value)
        );
        var results = await CheckAsync(log);

        foreach (var (check, _, _, _, _, finding) in AtTheThreshold)
            (Of(results, check).Status, Of(results, check).Finding).ShouldBe((CheckStatus.Warn, finding));
        results
            .Where(result => result.Status != CheckStatus.Pass)
            .Select(result => result.Check)
            .ShouldBe(AtTheThreshold.Select(flaw => flaw.Check), ignoreOrder: true);
        results.ShouldAllBe(result => result.Status == CheckStatus.Pass || result.Advice.Length > 20);
    }

    [Fact]
    public async Task Check_OneEventFewerWithout_Passes()
    {
        var log = AtTheThreshold.Aggregate(
            HealthyLog.Events(),
            (events, flaw) => events.With(flaw.Count - 1, flaw.Body, flaw.Attribute, flaw.Value)
        );
        var results = await CheckAsync(log);

        results.ShouldAllBe(result => result.Status == CheckStatus.Pass);
        Of(results, "cart_category").Percent.ShouldBe(90.33m);
    }

    [Theory]
    [InlineData(0, CheckStatus.Warn)]
    [InlineData(1, CheckStatus.Pass)]
    public async Task Check_NumbersThatAreNone_AreCounted(int fewer, CheckStatus status)
    {
        var log = Invalid.Aggregate(
            HealthyLog.Events(),
            (events, flaw) => events.With(flaw.Count - fewer, flaw.Body, flaw.Attribute, flaw.Value)
        );
        var results = await CheckAsync(log);

        foreach (var (check, _, _, _, _, finding) in Invalid)
        {
            Of(results, check).Status.ShouldBe(status, check);
            if (fewer == 0)
                Of(results, check).Finding.ShouldBe(finding);
        }
    }

    [Theory]
    [InlineData(6, CheckStatus.Pass, "6 of 660 commerce events of the whole log have no service name (0.91 %)")]
    [InlineData(7, CheckStatus.Warn, "7 of 660 commerce events of the whole log have no service name (1.06 %)")]
    [InlineData(660, CheckStatus.Fail, "660 of 660 commerce events of the whole log have no service name (100.00 %)")]
    public async Task Check_EventsWithoutAServiceName_AreCountedOverTheWholeLog(
        int unnamed,
        CheckStatus status,
        string finding
    )
    {
        var result = Of(
            await CheckAsync(
                HealthyLog.Events().With(unnamed, null, "resource.service.name", ""),
                CheckQueries.ServiceNames
            ),
            "without_service_name"
        );

        (result.Status, result.Finding, result.ServiceName).ShouldBe((status, finding, null));
    }

    [Theory]
    [InlineData(
        10,
        990,
        CheckStatus.Pass,
        "10 of 1,220 rows have neither time nor kind nor service: 2025-10-26: 10 of 1,000 (1.00 %)"
    )]
    [InlineData(
        11,
        989,
        CheckStatus.Warn,
        "11 of 1,220 rows have neither time nor kind nor service: 2025-10-26: 11 of 1,000 (1.10 %)"
    )]
    [InlineData(
        20,
        0,
        CheckStatus.Fail,
        "20 of 240 rows have neither time nor kind nor service: 2025-10-26: 20 of 20 (100.00 %)"
    )]
    public async Task Check_RowsOfNulls_AreCountedByDay(int empty, int others, CheckStatus status, string finding)
    {
        var debugLines = Enumerable.Range(0, others).Select(_ => LogEvent.At("2025-10-26T01:00:00.000Z", "debug"));
        using var lake = await SummaryLake.OfAsync([.. HealthyLog.Day(25), .. debugLines]);
        await lake.AddLinesAsync(
            "2025-10-26T02:00:00.000Z",
            Enumerable.Range(0, empty).Select(n => n % 2 == 0 ? "" : "{}")
        );

        var result = Of(await CheckAsync(lake, CheckQueries.ServiceNames), "empty_rows");

        (result.Status, result.Finding, result.Counted).ShouldBe((status, finding, empty));
    }

    [Fact]
    public async Task Check_RowsThatLackOnlySome_AreNoRowsOfNulls()
    {
        using var lake = await SummaryLake.OfAsync(HealthyLog.Day(25));
        await lake.AddLinesAsync(
            "2025-10-25T02:00:00.000Z",
            [
                """{"timestamp":"2025-10-25T02:00:00Z"}""",
                """{"body":"debug"}""",
                """{"attributes":{"resource.service.name":"theshop-brand"}}""",
            ]
        );

        Of(await CheckAsync(lake, CheckQueries.ServiceNames), "empty_rows")
            .Finding.ShouldBe("0 of 223 rows have neither time nor kind nor service");
    }

    [Theory]
    [InlineData("string", "20251026T020000Z", 2, CheckStatus.Pass)]
    [InlineData("string", "20251026T020000Z", 3, CheckStatus.Warn)]
    [InlineData("string", "1761444000000", 3, CheckStatus.Warn)]
    [InlineData("string", "2025-10-24T23:59:59Z", 3, CheckStatus.Warn)]
    [InlineData("string", "2025-10-25T00:00:00Z", 3, CheckStatus.Pass)]
    [InlineData("bigint", "not a number", 3, CheckStatus.Warn)]
    [InlineData("timestamp", "1761444000000000", 3, CheckStatus.Pass)]
    public async Task Check_EventsWhoseTimeIsOfNoWindow_AreCountedByDay(
        string type,
        string time,
        int events,
        CheckStatus status
    )
    {
        var shape = new EventsTableShape { TimestampType = type };
        using var lake = await SummaryLake.OfAsync(HealthyLog.Events(), shape);
        await lake.AddLinesAsync(
            "2025-10-26T02:00:00.000Z",
            Enumerable.Repeat($$"""{"timestamp":"{{time}}","body":"{{EventKinds.CartAdd}}"}""", events)
        );

        var result = Of(await CheckAsync(lake, CheckQueries.ServiceNames), "untimed_events");

        result.Status.ShouldBe(status, result.Finding);
    }

    [Fact]
    public async Task Check_ADayWithoutEvents_Fails()
    {
        var result = Of(
            await CheckAsync([.. HealthyLog.Day(25), .. HealthyLog.Day(27)], CheckQueries.Days),
            "events_per_day"
        );

        (result.Status, result.Finding, result.Counted).ShouldBe(
            (CheckStatus.Fail, "no commerce events on 2025-10-26", 0L)
        );
    }

    [Theory]
    [InlineData(100, CheckStatus.Warn)]
    [InlineData(101, CheckStatus.Pass)]
    public async Task Check_AQuietDay_WarnsUpToAHundredEvents(int events, CheckStatus status)
    {
        var log = HealthyLog.Day(26).Take(events).Concat(HealthyLog.Day(25)).Concat(HealthyLog.Day(27)).ToList();
        var result = Of(await CheckAsync(log, CheckQueries.Days), "events_per_day");

        (result.Status, result.Counted).ShouldBe((status, events));
    }

    [Fact]
    public async Task Check_NothingOfTheService_FailsOnceAndWarnsOfEveryKind()
    {
        var results = await CheckAsync(
            HealthyLog.Events().With(int.MaxValue, null, "resource.service.name", "theshop-pharmacy")
        );

        Of(results, "events_per_day").Finding.ShouldBe("no commerce events from 2025-10-25 to 2025-10-27");
        results
            .Where(result => result.Status == CheckStatus.Fail)
            .Select(result => result.Check)
            .ShouldBe(["events_per_day"]);
        results
            .Where(result => result.Status == CheckStatus.Warn)
            .ShouldAllBe(result => result.Check.StartsWith("kind_", StringComparison.Ordinal));
        results.Count(result => result.Status == CheckStatus.Warn).ShouldBe(8);
        Of(results, "cart_price").Finding.ShouldBe("no cart adds: nothing to judge");
    }

    [Fact]
    public async Task Check_Purchases_LookBackNinetyDaysButNotBeforeMinDataDate()
    {
        var log = new[] { "2025-10-01T00:00:00.000Z", "2025-09-30T23:59:59.999Z" }.Select(at =>
            LogEvent.At(
                at,
                EventKinds.Purchase,
                ("resource.service.name", "theshop-brand"),
                ("totalAmount", "1"),
                ("paymentMethod", "card")
            )
        );
        var results = await CheckAsync([.. log], CheckQueries.Purchases);

        Of(results, "kind_commerce.checkout.purchase").Counted.ShouldBe(1);
    }

    [Fact]
    public async Task Check_ThresholdsOfTheSettings_AreTheOnesThatCount()
    {
        var checks = new CheckSettings
        {
            MinActionPercent = 0,
            MinMenuNamePercent = 10,
            Days = 1,
        };
        var log = HealthyLog
            .Events()
            .With(60, EventKinds.ButtonClick, "action", null)
            .With(58, EventKinds.ButtonClick, "menuName", null);
        var results = await CheckAsync(log, CheckQueries.Attributes, TestSettings.Sound with { Checks = checks });

        Of(results, "click_action").Status.ShouldBe(CheckStatus.Pass, "0 turns it off");
        (
            Of(results, "click_menu_name").Status,
            Of(results, "click_menu_name").Finding,
            Of(results, "click_menu_name").Limit
        ).ShouldBe((CheckStatus.Warn, "2 of 20 clicks have a menuName (10.00 %)", "more than 10 %"));
    }

    [Fact]
    public async Task Check_InAnotherZone_CountsTheDaysOfThatZone()
    {
        var result = Of(
            await CheckAsync(
                HealthyLog.Events(),
                CheckQueries.Days,
                TestSettings.Sound with
                {
                    ReportingTimeZone = "Asia/Seoul",
                }
            ),
            "events_per_day"
        );

        // Of 2025-10-25 in Seoul only the events before 15:00 UTC are in the log: 15 of the 20 of a kind, 64 of the 100
        // cart adds.
        result.Finding.ShouldBe(
            "159 commerce events on 2025-10-25, the quietest of 3 days; 599 from 2025-10-25 to 2025-10-27"
        );
    }

    [Theory]
    [InlineData("timestamp", true, false, true)]
    [InlineData("string", false, true, false)]
    [InlineData("bigint", true, false, false)]
    public async Task Check_AnotherShopsEventsTable_IsReadAlike(string timestamp, bool map, bool underscores, bool hour)
    {
        var shape = new EventsTableShape
        {
            TimestampType = timestamp,
            Map = map,
            Underscores = underscores,
            IntegerKeys = hour ? [] : ["year", "month", "day"],
            Hour = hour,
        };
        var results = await CheckAsync(HealthyLog.Events(), shape: shape);

        results.ShouldAllBe(result => result.Status == CheckStatus.Pass);
        Of(results, "session_id").Counted.ShouldBe(660);
    }
}
