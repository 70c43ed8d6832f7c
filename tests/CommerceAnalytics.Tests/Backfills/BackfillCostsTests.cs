using CommerceAnalytics.Backfills;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Tests.Backfills;

public class BackfillCostsTests
{
    private const long Gigabyte = 1L << 30;
    private static readonly DateOnly Night = new(2025, 12, 1);
    private static readonly CommerceSettings Settings = new() { ServiceNames = ["shop-a"], ResultsBucket = "results" };

    [Fact]
    public void Of_DirectScan_AddsUpTheDaysOfEachWindow()
    {
        var estimate = Of(
            Settings,
            Raw(60),
            Table("button_interaction"),
            Table("hourly_traffic"),
            Table("product_ranking")
        );

        // Two windows of 7 days in one batch, one of 30 in another; an audit for each batch.
        estimate.DataScannedBytes.ShouldBe(44 * Gigabyte);
        (estimate.Nights, estimate.Tables, estimate.Entered, estimate.Queries).ShouldBe((1, 3, 2, 5));
        estimate.CostUsd.ShouldBe(decimal.Round((44m * 1024 + 2 * 10) * 5 / (1024 * 1024), 6));
    }

    [Fact]
    public void Of_DaysWithoutFiles_ReadsNothingOfThem() =>
        Of(Settings, Raw(3), Table("hourly_traffic")).DataScannedBytes.ShouldBe(3 * Gigabyte);

    [Fact]
    public void Of_Extract_ReadsTheRawLogOnceForWhatIsNotExtractedYet()
    {
        var settings = Settings with { ScanMode = ScanMode.Extract, ExtractDaysPerQuery = 10 };
        var extracted = Enumerable
            .Range(1, 5)
            .ToDictionary(before => (Night.AddDays(-before), "shop-a"), _ => Gigabyte / 4);

        var estimate = Of(
            settings,
            new DaySizes(Days(60), extracted),
            Table("button_interaction"),
            Table("hourly_traffic")
        );

        // Two days of the window are read from the raw log by one query; both tables read seven days of the extract.
        estimate.DataScannedBytes.ShouldBe((2 * Gigabyte) + (2 * 7 * Gigabyte / 4));
        estimate.Queries.ShouldBe(4);
    }

    [Fact]
    public void Of_Nothing_CostsNothing()
    {
        var estimate = new BackfillCosts(Settings, Raw(60)).Of([]);

        estimate.ShouldBe(new BackfillEstimate(0, 0, 0, 0, 0, 0));
    }

    [Theory]
    [InlineData(ScanMode.Direct, 35)]
    [InlineData(ScanMode.Extract, 70)]
    public void Of_Overview_ReadsTheDaysOfAllServicesByOneQuery(ScanMode mode, int days)
    {
        var extracted =
            from day in Days(60).Keys
            from service in new[] { "shop-a", "shop-b" }
            select KeyValuePair.Create((day, service), Gigabyte);
        var night = new NightToBuild(Night, [], Entered: 0) { OverviewServices = ["shop-a", "shop-b"] };

        var sizes = new DaySizes(Days(60), extracted.ToDictionary());
        var estimate = new BackfillCosts(Settings with { ScanMode = mode }, sizes).Of([night]);

        (estimate.Nights, estimate.Tables, estimate.Queries).ShouldBe((1, 1, 1));
        estimate.DataScannedBytes.ShouldBe(days * Gigabyte);
    }

    private static BackfillEstimate Of(
        CommerceSettings settings,
        DaySizes sizes,
        params IReadOnlyList<(string, string)> tables
    ) => new BackfillCosts(settings, sizes).Of([new(Night, tables, Entered: 2)]);

    private static (string, string) Table(string queryType) => ("shop-a", queryType);

    private static DaySizes Raw(int days) => new(Days(days), new Dictionary<(DateOnly, string), long>());

    private static Dictionary<DateOnly, long> Days(int days) =>
        Enumerable.Range(1, days).ToDictionary(before => Night.AddDays(-before), _ => Gigabyte);
}
