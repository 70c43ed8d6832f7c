using System.Text.RegularExpressions;
using Amazon.Athena;
using Amazon.Athena.Model;
using Amazon.Runtime;
using CommerceAnalytics.Events;
using CommerceAnalytics.Functions.Plans;
using CommerceAnalytics.Runs;
using CommerceAnalytics.Settings;
using LocalAws;
using Microsoft.Extensions.Logging.Abstractions;
using Column = CommerceAnalytics.Summaries.Column;

namespace EndToEnd.Dialect;

/// <summary>A statement and the grammar that Athena reads it with: Trino's, or Hive's for DDL other than CREATE TABLE AS SELECT.</summary>
internal sealed record Statement(string Name, string Grammar, string Sql);

/// <summary>The statements that the program can submit, from the program itself.</summary>
internal static partial class Statements
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Those of a run, for every form of events table that there is and for settings at their limits.</summary>
    public static IEnumerable<Statement> Planned() =>
        from settings in Settings()
        from fit in Fits()
        from plan in PlanReader.Plan(settings.Value, Request(settings.Value), fit.Value)
        select new Statement($"{plan.Table}, {settings.Key}, {fit.Key}", "trino", plan.CtasSql);

    /// <summary>Those that a lake's Athena was sent, each text once.</summary>
    public static async Task<IReadOnlyList<Statement>> SubmittedAsync(string lake)
    {
        await using var server = await LocalAwsServer.StartAsync(
            new LocalAwsOptions { LakeFolder = lake, Port = 0 }, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        using var athena = new AmazonAthenaClient(
            new BasicAWSCredentials(server.AccessKeyId, server.SecretAccessKey),
            new AmazonAthenaConfig { ServiceURL = server.Endpoint.ToString(), AuthenticationRegion = server.Region });
        var statements = new List<Statement>();
        var page = new ListQueryExecutionsRequest { MaxResults = 50 };
        do
        {
            var ids = await athena.ListQueryExecutionsAsync(page);
            var queries = await athena.BatchGetQueryExecutionAsync(new BatchGetQueryExecutionRequest { QueryExecutionIds = ids.QueryExecutionIds });
            statements.AddRange(queries.QueryExecutions.Select(Of));
            page.NextToken = ids.NextToken;
        }
        while (page.NextToken is not null);
        return [.. statements.DistinctBy(statement => statement.Sql)];
    }

    /// <summary>Those that pages and files hold for a person to paste into Athena.</summary>
    public static IEnumerable<Statement> Pasted() =>
        from folder in new[] { "docs", "deploy", "src" }
        let path = Path.Combine(Repository.Root, folder)
        where Directory.Exists(path)
        from page in Directory.GetFiles(path, "*.md", SearchOption.AllDirectories)
        from block in SqlBlock().Matches(File.ReadAllText(page)).Index()
        select new Statement($"{Path.GetFileName(page)}, block {block.Index + 1}", "trino", block.Item.Groups["sql"].Value.TrimEnd().TrimEnd(';'));

    private static Statement Of(QueryExecution query) => new(
        $"{query.SubstatementType} {query.QueryExecutionId}",
        query.StatementType == StatementType.DDL && query.SubstatementType != "CREATE_TABLE_AS_SELECT" || query.StatementType == StatementType.UTILITY ? "hive" : "trino",
        query.Query);

    private static Dictionary<string, CommerceSettings> Settings() => new()
    {
        ["as they come"] = new() { ResultsBucket = "commerce-results" },
        ["Asia/Seoul"] = new() { ResultsBucket = "commerce-results", ReportingTimeZone = "Asia/Seoul", MinDataDate = new(2026, 2, 20), SearchClickWindowMinutes = 1440 },
        ["longest values"] = new()
        {
            ResultsBucket = new('b', 63),
            SummaryPrefix = new('p', 255),
            EventsDatabase = new('d', 128),
            EventsTable = new('t', 128),
            Database = new('s', 128),
            ReportingTimeZone = "America/Argentina/ComodRivadavia",
            ServiceNames = [$"a{new string('-', 61)}z"],
        },
    };

    private static Dictionary<string, EventsTableFit> Fits() => new()
    {
        ["row"] = EventsTableFit.Documented,
        ["row with underscores"] = new() { UnderscoredAttributes = ["resource.service.name", "resource.service.namespace"] },
        ["row that lacks attributes"] = new() { MissingAttributes = ["ctgnm", "payload_query", "fromPath", "toPath", "totalAmount", "quantity"] },
        ["map, no hour"] = Fit("timestamp", "map<string,string>", "string"),
        ["text timestamps, integer keys"] = Fit("string", "map<string,string>", "int"),
        ["Unix time"] = new() { Timestamp = TimestampForm.UnixTime, IntegerPartitionKeys = ["year", "month", "day"] },
    };

    private static EventsTableFit Fit(string timestamp, string attributes, string key) => EventsTableFit.From(
        [new Column("timestamp", timestamp), new Column("body", "string"), new Column("attributes", attributes)],
        [new Column("year", key), new Column("month", key), new Column("day", key)]);

    private static RunRequest Request(CommerceSettings settings) => RunRequest.Resolve(new RunRequestInput(), settings, Now);

    [GeneratedRegex(@"^```sql\n(?<sql>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex SqlBlock();
}
