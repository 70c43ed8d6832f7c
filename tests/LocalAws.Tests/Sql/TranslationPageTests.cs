using System.Text.RegularExpressions;
using LocalAws.Sql.Expressions;
using LocalAws.Sql.Queries;
using LocalAws.Sql.Syntax;

namespace LocalAws.Tests.Sql;

/// <summary>docs/change/sql-translation.md shows what the translator does, word for word.</summary>
public sealed partial class TranslationPageTests : IAsyncLifetime
{
    private const string AvroTable = """
        CREATE EXTERNAL TABLE log_db.avro_log (body string)
        ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.avro.AvroSerDe'
        LOCATION 's3://commerce-logs/avro/'
        """;

    private static readonly string Page = File.ReadAllText(
        Path.Combine(Repository.Root, "docs", "change", "sql-translation.md")
    );

    private readonly Lake _lake = new();

    public async Task InitializeAsync()
    {
        await _lake.RunAsync(EventTable.Ddl);
        await _lake.RunAsync(AvroTable);
        _lake.Write("commerce-logs/avro/log.avro", "Obj");
    }

    public Task DisposeAsync()
    {
        _lake.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public void Translate_ExampleOfThePage_GivesTheSqlOfThePage()
    {
        var blocks = SqlBlock().Matches(Page).Select(block => OnOneLine(block.Groups["sql"].Value)).ToList();
        var statement = (SelectStatement)StatementParser.Parse(blocks[0], []);
        var translator = new QueryTranslator(_lake.Catalog, "log_db", new QueryClock(Lake.Now));

        var query = translator.Translate(statement.Query);

        var table = translator.Tables.ShouldHaveSingleItem();
        table.PartitionConditions.ShouldBe([blocks[1]]);
        query.Sql.ShouldBe(blocks[2]);
        string.Join(", ", query.Columns.Select(c => $"{c.Name} {c.Type}")).ShouldBe("body varchar, per_day bigint");
    }

    public static TheoryData<Refusal> Refusals => [.. ReadRefusals()];

    [Fact]
    public void Refusals_OfThePage_AreOfEachFolder()
    {
        var folders = ReadRefusals().Select(refusal => refusal.Folder);

        folders.ShouldBe(["Syntax", "Queries", "Names", "Expressions", "Functions", "Types", "Statements", "Tables"]);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Run_RefusalOfThePage_FailsWithItsError(Refusal refusal)
    {
        var failure = await _lake.FailureAsync(refusal.Sql);

        failure.Message.ShouldStartWith(refusal.Error);
    }

    /// <summary>A row of the table of refusals.</summary>
    public sealed record Refusal(string Folder, string Sql, string Error);

    private static IEnumerable<Refusal> ReadRefusals()
    {
        foreach (Match row in RefusalRow().Matches(Page))
        {
            var folder = row.Groups["folder"].Value;
            var sql = row.Groups["sql"].Value;
            var error = row.Groups["error"].Value;
            yield return new Refusal(folder, sql, error);
        }
    }

    private static string OnOneLine(string sql)
    {
        return Spaces().Replace(sql.Trim(), " ");
    }

    [GeneratedRegex("```(sql|duckdb)\n(?<sql>[^`]+)```", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SqlBlock();

    [GeneratedRegex(
        @"^\| `(?<folder>\w+)` \|[^|]+\| `(?<sql>[^`|]+)` \| `(?<error>[^`|]+)` \|",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex RefusalRow();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
