using CommerceAnalytics.Summaries;
using CommerceAnalytics.Summaries.Parsing;
using CommerceAnalytics.TableChecks;
using CommerceAnalytics.Tests.Summaries;

namespace CommerceAnalytics.Tests.TableChecks;

public class ShapeCheckTests
{
    private static readonly Summary Summary = SummaryFile.Read("cart_pages.sql", BrokenFiles.Sound).Summary!;

    [Fact]
    public void Problems_AsDeclared_AreNone() =>
        Problems("seller varchar(20)", "page unknown", "adds integer", "Users bigint").ShouldBeEmpty();

    [Theory]
    [InlineData("varchar")]
    [InlineData("decimal(18, 4)")]
    [InlineData("date")]
    public void Problems_ATypeThatACastWouldHide_NamesTheColumnsLine(string type) =>
        Problems("seller varchar", "page varchar", $"adds {type}", "users bigint")
            .ShouldBe([
                $"cart_pages.sql:22: 'adds' is declared bigint, and the SELECT gives {type}: cast it there, or declare what it gives.",
            ]);

    [Theory]
    [InlineData("page varchar", "seller varchar", "adds bigint", "users bigint")]
    [InlineData("seller varchar", "page varchar", "adds bigint", "people bigint")]
    [InlineData("seller varchar", "page varchar", "adds bigint", "users bigint", "more bigint")]
    public void Problems_OtherColumns_TellBothLists(params string[] given) =>
        Problems(given)
            .ShouldHaveSingleItem()
            .ShouldBe(
                $"cart_pages.sql:30: the SELECT gives the columns ({string.Join(", ", given.Select(one => one.Split(' ')[0]))}), 'columns' declares (seller, page, adds, users): give them the same names in the same order."
            );

    private static IReadOnlyList<string> Problems(params string[] given) =>
        ShapeCheck.Problems(Summary, [.. given.Select(one => one.Split(' ', 2)).Select(one => (one[0], one[1]))]);
}
