using CommerceAnalytics.OneMachine.Pages.Server.Dashboards;

namespace CommerceAnalytics.OneMachine.Tests.Pages;

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

    [Theory]
    [InlineData("$__dateFilter(d.day)", "d.day BETWEEN date '2026-02-01' AND date '2026-05-01'")]
    [InlineData(
        "$__timeFilter(started)",
        "started BETWEEN TIMESTAMP '2026-02-01 03:00:00' AND TIMESTAMP '2026-05-01 23:59:59'"
    )]
    [InlineData("date($__timeFrom())", "date(TIMESTAMP '2026-02-01 03:00:00')")]
    [InlineData("date($__timeTo())", "date(TIMESTAMP '2026-05-01 23:59:59')")]
    public void Fill_AMacro_IsWhatGrafanasAthenaDataSourceMakesOfIt(string sql, string expected) =>
        Interpolation.Fill(sql, Range("2026-02-01T12:00:00+09:00")).ShouldBe(expected);

    [Fact]
    public void Fill_AMacroThatIsNotKnown_Throws() =>
        Should
            .Throw<FormatException>(() => Interpolation.Fill("$__timeGroup(a)", Range("2026-02-01")))
            .Message.ShouldContain("$__timeGroup");

    [Theory]
    [InlineData("now-90d")]
    [InlineData("2026-02-01' OR 1 = 1 --")]
    public void Fill_ATimeRangeThatIsNone_SaysWhatToSend(string from) =>
        Should
            .Throw<ArgumentException>(() => Interpolation.Fill("$__dateFilter(day)", Range(from)))
            .Message.ShouldContain("send one such as 2026-11-30T00:00:00Z");

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

    private static Dictionary<string, string> Range(string from) =>
        new() { [Interpolation.From] = from, [Interpolation.To] = "2026-05-01T23:59:59Z" };
}
