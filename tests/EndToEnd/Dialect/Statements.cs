using System.Text.RegularExpressions;
using Amazon.Athena;
using Amazon.Athena.Model;

namespace EndToEnd.Dialect;

/// <summary>
/// A statement and the grammar that Athena reads it with: Trino's, or Hive's for DDL other than CREATE TABLE AS SELECT.
/// </summary>
internal sealed record Statement(string Name, string Grammar, string Sql);

/// <summary>The statements that were really sent, and those that people are to send.</summary>
internal static partial class Statements
{
    /// <summary>Those that a lake's Athena was sent, each text once.</summary>
    public static async Task<IReadOnlyList<Statement>> SubmittedAsync(string lake)
    {
        var queries = await LakeQueries.ReadAsync(lake);
        return [.. queries.Select(Of).DistinctBy(statement => statement.Sql)];
    }

    /// <summary>Those that pages and files hold for a person to paste into Athena.</summary>
    public static IEnumerable<Statement> Pasted() =>
        from folder in new[] { "docs", "deploy", "src" }
        let path = Path.Combine(Repository.Root, folder)
        where Directory.Exists(path)
        from page in Directory.GetFiles(path, "*.md", SearchOption.AllDirectories)
        from block in SqlBlock().Matches(File.ReadAllText(page)).Index()
        select new Statement(
            $"{Path.GetFileName(page)}, block {block.Index + 1}",
            "trino",
            block.Item.Groups["sql"].Value.TrimEnd().TrimEnd(';')
        );

    private static Statement Of(QueryExecution query) =>
        new(
            $"{query.SubstatementType} {query.QueryExecutionId}",
            query.StatementType == StatementType.DDL && query.SubstatementType != "CREATE_TABLE_AS_SELECT"
            || query.StatementType == StatementType.UTILITY
                ? "hive"
                : "trino",
            query.Query
        );

    [GeneratedRegex(@"^```sql\n(?<sql>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex SqlBlock();
}
