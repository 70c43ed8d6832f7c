using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Aws.Tests.S3;

public class EventFoldersTests
{
    private const string Root = "s3://logs/logall/";
    private static readonly DateOnly Day = new(2025, 10, 5);

    [Fact]
    public void Listed_HoursOfADay_AreOneFolder() =>
        EventFolders
            .Listed(
                Table([]),
                [
                    (["2025", "10", "05", "00"], $"{Root}year=2025/month=10/day=05/hour=00"),
                    (["2025", "10", "05", "01"], $"{Root}year=2025/month=10/day=05/hour=01/"),
                    (["2025", "10", "06", "00"], $"{Root}year=2025/month=10/day=06/hour=00"),
                ]
            )
            .Of(Day)
            .ShouldBe([$"{Root}year=2025/month=10/day=05/"]);

    [Fact]
    public void Listed_PlacesOfTheirOwn_AreListedEach()
    {
        var folders = EventFolders.Listed(
            Table([]),
            [(["2025", "10", "5", "0"], "s3://logs/a/x"), (["2025", "10", "5", "1"], "s3://logs/a/y")]
        );

        folders.Of(Day).ShouldBe(["s3://logs/a/x/", "s3://logs/a/y/"]);
        folders.Of(Day.AddDays(1)).ShouldBeEmpty();
    }

    [Fact]
    public void Listed_PartitionsOfNoDay_AreLeftOut() =>
        EventFolders
            .Listed(Table([]), [(["2025", "13", "05", "00"], Root), (["2025", "02", "30", "00"], Root), (["x"], Root)])
            .Of(Day)
            .ShouldBeEmpty();

    [Theory]
    [InlineData("2", $"{Root}2025/10/05/")]
    [InlineData(null, $"{Root}2025/10/5/")]
    public void Projected_ByTemplate_WritesNumbersAsThePropertiesSay(string? digits, string expected)
    {
        var properties = new Dictionary<string, string>
        {
            ["projection.enabled"] = "true",
            ["projection.day.type"] = "integer",
            ["storage.location.template"] = Root + "${year}/${month}/${day}/${hour}/",
        };
        if (digits is not null)
            properties["projection.day.digits"] = digits;

        EventFolders.Projected(Table(properties))!.Of(Day).ShouldBe([expected]);
    }

    [Theory]
    [InlineData("enum", "values", "4, 5 ,6", $"{Root}2025/10/5/")]
    [InlineData("enum", "values", "04,05,06", $"{Root}2025/10/05/")]
    [InlineData("date", "format", "d", $"{Root}2025/10/5/")]
    [InlineData("date", "format", "dd", $"{Root}2025/10/05/")]
    [InlineData("Integer", "Digits", "3", $"{Root}2025/10/005/")]
    public void Projected_OfEveryType_InAnyLetterCase_WritesNumbersAsThePropertiesSay(
        string type,
        string name,
        string value,
        string expected
    )
    {
        var properties = new Dictionary<string, string>
        {
            ["Projection.Enabled"] = "TRUE",
            ["PROJECTION.DAY.TYPE"] = type,
            [$"Projection.day.{name}"] = value,
            ["Storage.Location.Template"] = Root + "${year}/${month}/${day}/${hour}/",
        };

        EventFolders.Projected(Table(properties))!.Of(Day).ShouldBe([expected]);
    }

    [Fact]
    public void Projected_NoTemplate_IsTheLayoutOfHive() =>
        EventFolders
            .Projected(Table(new() { ["projection.enabled"] = "true" }))!
            .Of(Day)
            .ShouldBe([$"{Root}year=2025/month=10/day=05/"]);

    [Fact]
    public void Projected_TableThatIsNot_IsNone() => EventFolders.Projected(Table([])).ShouldBeNull();

    private static CatalogTable Table(Dictionary<string, string> properties) =>
        new(
            "log_db",
            "logall",
            Root,
            [],
            [new Column("year", "string"), new("month", "string"), new("day", "string"), new("hour", "string")],
            properties
        );
}
