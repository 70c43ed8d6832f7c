using CommerceAnalytics.Planning;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Summaries.Parsing;
using CommerceAnalytics.Tests.Semantics;

namespace CommerceAnalytics.Tests.Summaries;

public sealed class SummarySetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_NoFolder_HasTheSeven() => SummarySet.Of(TestSettings.Sound).All.Count.ShouldBe(7);

    [Fact]
    public void Of_AFileOfTheShops_IsOneMoreInItsBatch()
    {
        Write("cart_pages.sql", BrokenFiles.Sound);

        var set = SummarySet.Of(Own());

        set.Names.ShouldBe([
            "button_interaction",
            "hourly_traffic",
            "cart_pages",
            "category_performance",
            "product_ranking",
            "navigation_flow",
            "purchase_analytics",
            "search_analytics",
        ]);
        set.Get("cart_pages").OwnColumns.Count.ShouldBe(4);
    }

    [Fact]
    public void Of_AFileThatChanges_IsReadAnew()
    {
        Write("cart_pages.sql", BrokenFiles.Sound);
        SummarySet.Of(Own()).Get("cart_pages").WindowDays.ShouldBe(30);

        Write(
            "cart_pages.sql",
            BrokenFiles.Sound.Replace("window_days: 30", "window_days: 60", StringComparison.Ordinal)
        );

        SummarySet.Of(Own()).LongestWindow.ShouldBe(90);
        SummarySet.Of(Own()).Get("cart_pages").WindowDays.ShouldBe(60);
    }

    [Fact]
    public void Of_FilesThatWerePinned_AreThoseWhateverTheFolderHolds()
    {
        Write("cart_pages.sql", BrokenFiles.Sound);
        var pinned = PinnedFiles.Pack(SummarySet.OwnFiles(Own()))!;
        Write("cart_pages.sql", "broken");
        Write("more.sql", "broken");

        var set = SummarySet.Of(Own(), PinnedFiles.Unpack(pinned));

        set.Get("cart_pages").Sql.ShouldBe(SummaryFile.Read("", BrokenFiles.Sound).Summary!.Sql);
        pinned.Length.ShouldBeLessThan(BrokenFiles.Sound.Length);
        PinnedFiles.Pack([]).ShouldBeNull();
    }

    [Fact]
    public void WithDisabled_HasAllAsTheSettingsSayOtherwise()
    {
        var set = SummarySet.WithDisabled(With(("cart_source", new() { TopN = 5 }), ("hourly_traffic", Off)));

        set.All.Count.ShouldBe(9);
        set.Get("cart_source").Top!.Limit.ShouldBe(5);
    }

    [Fact]
    public void Of_Settings_GoOverWhatTheFilesSay()
    {
        var settings = With(
            ("hourly_traffic", new() { Enabled = false }),
            (
                "button_interaction",
                new()
                {
                    WindowDays = 14,
                    TopN = 500,
                    Batch = 3,
                }
            )
        );

        var set = SummarySet.Of(settings);

        set.Find("hourly_traffic").ShouldBeNull();
        var buttons = set.Get("button_interaction");
        (buttons.WindowDays, buttons.Top, buttons.Batch).ShouldBe((14, new SummaryTop(500, "total_clicks"), 3));
    }

    [Fact]
    public void Problems_WrongSettingsOfSummaries_AreAllTold() =>
        SummarySet
            .Problems(
                With(
                    ("purchase_analytics", new() { TopN = 5, WindowDays = 401 }),
                    ("hourly_trafic", new()),
                    ("button_interaction", new() { Batch = 0 })
                )
            )
            .ShouldBe([
                "CommerceAnalytics:Summaries holds 'hourly_trafic', which is no summary. The nearest are hourly_traffic, cart_source, product_ranking.",
                "CommerceAnalytics:Summaries:button_interaction:Batch is '0': it must be a whole number from 1 to 9.",
                "CommerceAnalytics:Summaries:purchase_analytics:WindowDays is '401': it must be a whole number from 1 to 400.",
                "CommerceAnalytics:Summaries:purchase_analytics:TopN is set, but the summary keeps all rows: remove it.",
            ]);

    [Fact]
    public void Problems_EverySummaryDisabled_IsRefused() =>
        SummarySet
            .Problems(With([.. SummaryCatalog.All.Select(summary => (summary.QueryType, Off))]))
            .ShouldHaveSingleItem()
            .ShouldStartWith("No summary is enabled");

    [Theory]
    [InlineData("product_ranking", "product_ranking.sql")]
    [InlineData("twice", "a.sql")]
    public void Problems_TwoSummariesOfOneName_NamesBothFiles(string name, string first)
    {
        var text = BrokenFiles.Sound.Replace("cart_pages", name, StringComparison.Ordinal);
        Write("a.sql", text);
        if (name == "twice")
            Write("b.sql", text);

        var problem = SummarySet.Problems(Own()).ShouldHaveSingleItem();

        problem.ShouldContain($".sql:2: '{name}' is the name of a summary in ");
        problem.ShouldContain($"{first} already. Rename one of the two.");
    }

    [Fact]
    public void Problems_TwoBrokenFiles_AreToldWithTheirNames()
    {
        Write("one.sql", BrokenFiles.Sound.Replace("batch: 2", "batch: two", StringComparison.Ordinal));
        Write("two.sql", "SELECT 1");

        var problems = SummarySet.Problems(Own());

        problems.Count.ShouldBe(2);
        problems[0].ShouldContain("one.sql:5: 'batch' is 'two'.");
        problems[1].ShouldContain("two.sql:1: There is no block of YAML at the top.");
    }

    [Fact]
    public void Problems_NoSuchFolder_SaysWhereItWasLookedFor()
    {
        var missing = Path.Combine(_folder.Path, "none");

        SummarySet
            .Problems(TestSettings.Sound with { SummariesFolder = missing })
            .ShouldHaveSingleItem()
            .ShouldContain($"is '{missing}', which is no folder");
    }

    [Fact]
    public void Of_ABrokenFile_IsRefusedBeforeAnyWork()
    {
        Write("broken.sql", "SELECT 1");

        Should.Throw<InvalidInputException>(() => new SummaryPlanner(Own()));
    }

    private static SummarySettings Off => new() { Enabled = false };

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder.Path, file), text);

    private CommerceSettings Own() => TestSettings.Sound with { SummariesFolder = _folder.Path };

    private static CommerceSettings With(params (string Name, SummarySettings Settings)[] summaries) =>
        TestSettings.Sound with
        {
            Summaries = summaries.ToDictionary(summary => summary.Name, summary => summary.Settings),
        };
}
