using CommerceAnalytics.LocalHost.Pages.Server.Dashboards;

namespace LocalHost.Tests.Pages;

public sealed class InterpolationTests
{
    [Theory]
    [InlineData("WHERE action = ${action:sqlstring}", "quick_add", "WHERE action = 'quick_add'")]
    [InlineData("WHERE action = ${action:sqlstring}", "it's", "WHERE action = 'it''s'")]
    [InlineData("WHERE action = ${action:sqlstring}", "' OR 1 = 1 --", "WHERE action = ''' OR 1 = 1 --'")]
    [InlineData("FROM \"${action:percentencode}_summary\"", "theshop_brand", "FROM \"theshop_brand_summary\"")]
    [InlineData(
        "FROM \"${action:percentencode}_summary\"",
        "a\" ; DROP TABLE b --",
        "FROM \"a%22%20%3B%20DROP%20TABLE%20b%20--_summary\""
    )]
    [InlineData(
        "FROM \"${action:percentencode}_summary\"",
        "${action:percentencode}",
        "FROM \"%24%7Baction%3Apercentencode%7D_summary\""
    )]
    public void Fill_WithAnyValue_KeepsItInItsPlace(string sql, string value, string expected) =>
        Interpolation.Fill(sql, new Dictionary<string, string> { ["action"] = value }).ShouldBe(expected);

    [Theory]
    [InlineData("WHERE action = '$action'")]
    [InlineData("WHERE action = '${action}'")]
    [InlineData("WHERE action = ${action:raw}")]
    [InlineData("WHERE action = ${action:singlequote}")]
    public void Fill_InAFormatThatLetsAValueBreakOut_Throws(string sql) =>
        Should
            .Throw<FormatException>(() => Interpolation.Fill(sql, new Dictionary<string, string> { ["action"] = "x" }))
            .Message.ShouldContain("sqlstring");

    [Fact]
    public void Fill_WithoutAValue_NamesTheVariable() =>
        Should
            .Throw<KeyNotFoundException>(() =>
                Interpolation.Fill("${action:sqlstring}", new Dictionary<string, string>())
            )
            .Message.ShouldContain("action");

    [Fact]
    public void Fill_WithNull_NamesTheVariable() =>
        Should
            .Throw<KeyNotFoundException>(() =>
                Interpolation.Fill("${action:percentencode}", new Dictionary<string, string> { ["action"] = null! })
            )
            .Message.ShouldContain("'action'");
}
