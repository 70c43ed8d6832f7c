using DuckDB.NET.Data;
using LocalAws.Sql;

namespace LocalAws.Tests.Sql;

/// <summary>Each row of docs/try/athena-dialect.md, on LocalAws and on DuckDB as it comes.</summary>
public sealed class DialectPageTests(DialectTests.SharedLake shared) : IClassFixture<DialectTests.SharedLake>
{
    public static TheoryData<DialectRow> AllRows => [.. DialectPage.Differences, .. DialectPage.Agreements];

    [Theory]
    [MemberData(nameof(AllRows))]
    public async Task LocalAws_OnARowOfThePage_GivesWhatAthenaGives(DialectRow row) =>
        (await OnLocalAwsAsync(row)).ShouldBe(row.Athena, row.Sql);

    [Theory]
    [MemberData(nameof(AllRows))]
    public void DuckDb_OnARowOfThePage_GivesWhatThePageSays(DialectRow row) =>
        OnDuckDb(row).ShouldBe(row.DuckDb, row.Sql);

    [Fact]
    public void Differences_OnThePage_AreDifferencesAndEnough()
    {
        DialectPage.Differences.Where(row => row.Athena == row.DuckDb).ShouldBeEmpty();
        DialectPage.Differences.Count.ShouldBeGreaterThanOrEqualTo(25);
        DialectPage.Agreements.ShouldNotBeEmpty();
        DialectPage.Differences.Concat(DialectPage.Agreements).Select(row => row.Sql).ShouldBeUnique();
    }

    private async Task<string> OnLocalAwsAsync(DialectRow row)
    {
        try
        {
            var result = await shared.Lake.RunAsync(row.Sql);
            return row.Athena.StartsWith("column ", StringComparison.Ordinal)
                ? $"column {result.Columns[0].Name}"
                : Text(result.Rows);
        }
        catch (StatementException e)
        {
            var code = e.Message.StartsWith("line ", StringComparison.Ordinal)
                ? "SYNTAX_ERROR"
                : e.Message.Split(':')[0];
            return $"fails: {code}";
        }
    }

    private static string OnDuckDb(DialectRow row)
    {
        using var duckDb = new DuckDBConnection("DataSource=:memory:");
        duckDb.Open();
        try
        {
            Read(duckDb, "SET TimeZone = 'UTC'");
            // Kept first: read back from a subquery, rows would have lost their order.
            Read(duckDb, $"CREATE TEMP TABLE given AS {row.Sql}");
            return row.DuckDb.StartsWith("column ", StringComparison.Ordinal)
                ? $"column {Read(duckDb, "DESCRIBE given")[0][0]}"
                : Text(Read(duckDb, "SELECT COLUMNS(*)::VARCHAR FROM given"));
        }
        catch (DuckDBException e)
        {
            return $"fails: {e.Message.Split(" Error")[0]}";
        }
    }

    private static List<string?[]> Read(DuckDBConnection duckDb, string sql)
    {
        using var command = duckDb.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        List<string?[]> rows = [];
        while (reader.Read())
            rows.Add([
                .. Enumerable
                    .Range(0, reader.FieldCount)
                    .Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i).ToString()),
            ]);
        return rows;
    }

    private static string Text(IEnumerable<IReadOnlyList<string?>> rows) =>
        string.Join(
            " / ",
            rows.Select(row =>
                string.Join(
                    ", ",
                    row.Select(value =>
                        value switch
                        {
                            null => "NULL",
                            "" => "''",
                            _ => value,
                        }
                    )
                )
            )
        );
}
