using LocalAws.Sql;

namespace LocalAws.Tests.Sql;

/// <summary>
/// Each row of the section "Times in SQL" of docs/try/localaws-readers.md: what functions and casts make of a text.
/// </summary>
public sealed class TimesInSqlTests(ReaderPageTests.SharedLake shared) : IClassFixture<ReaderPageTests.SharedLake>
{
    public static TheoryData<ReaderRow> AllRows => [.. ReaderPage.Expressions];

    [Theory]
    [MemberData(nameof(AllRows))]
    public async Task LocalAws_OnAnExpressionOfThePage_GivesWhatThePageSays(ReaderRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        (await GivesAsync($"SELECT {row.Line}")).ShouldBe(row.LocalAws, row.Line);
    }

    /// <summary>DuckDB works out constants by itself: a column takes the way that tables take.</summary>
    [Theory]
    [MemberData(nameof(AllRows))]
    public async Task LocalAws_OnATextOfAColumn_GivesTheSameAsOnALiteral(ReaderRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var text = row.Line.Split('\'')[1];
        var isText =
            row.Line.Contains($"('{text}'", StringComparison.Ordinal)
            && !row.LocalAws.Contains("NOT_FOUND", StringComparison.Ordinal);
        if (isText)
            (
                await GivesAsync(
                    $"SELECT {row.Line.Replace($"('{text}'", "(x", StringComparison.Ordinal)} FROM (VALUES '{text}') AS t (x)"
                )
            ).ShouldBe(row.LocalAws, row.Line);
    }

    [Fact]
    public void Differences_OnThePage_AreRefusals()
    {
        var differences = ReaderPage.Expressions.Where(row => row.Athena != row.LocalAws);

        differences.ShouldAllBe(row =>
            row.LocalAws.StartsWith("fails: ", StringComparison.Ordinal)
            && !row.Athena.StartsWith("fails: ", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Rows_OnThePage_AreEnoughAndNoneTwice()
    {
        ReaderPage.Expressions.Count.ShouldBeGreaterThanOrEqualTo(100);
        ReaderPage.Expressions.Select(row => row.Line).ShouldBeUnique();
    }

    private async Task<string> GivesAsync(string sql)
    {
        try
        {
            return (await shared.Lake.RunAsync(sql)).Rows.Single().Single() ?? "NULL";
        }
        catch (StatementException e)
        {
            return $"fails: {e.Message.Split(':')[0]}";
        }
    }
}
