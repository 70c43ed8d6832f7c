using CommerceAnalytics.Audit;
using CommerceAnalytics.Events;
using CommerceAnalytics.Extracts;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.LogChecks;
using CommerceAnalytics.Monitoring;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Runs;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;

namespace EndToEnd.Dialect;

/// <summary>
/// Every statement that the program renders, for every form of events table that there is and for settings at their
/// limits.
/// </summary>
internal static class PlannedStatements
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static IEnumerable<Statement> All() =>
        from settings in Settings()
        from fit in Fits()
        let request = RunRequest.Resolve(new RunRequestInput(), settings.Value, Now)
        let plans = PlanReader.Plan(settings.Value, request, fit.Value)
        from statement in Runs(plans)
            .Concat(Extracts(settings.Value, request, fit.Value))
            .Concat(Checks(settings.Value, request, fit.Value))
            .Append(Monitoring(settings.Value, plans))
            .Concat(Audits(settings.Value, plans))
        select statement with
        {
            Name = $"{statement.Name}, {settings.Key}, {fit.Key}",
        };

    private static IEnumerable<Statement> Runs(IReadOnlyList<TablePlan> plans) =>
        plans.Select(plan => new Statement(plan.Table, "trino", plan.CtasSql));

    private static IEnumerable<Statement> Extracts(CommerceSettings settings, RunRequest request, EventsTableFit fit)
    {
        var extracting = settings with { ScanMode = ScanMode.Extract };
        var chunk = new ExtractChunk(
            [request.ExecutionDate.AddDays(-40), request.ExecutionDate.AddDays(-2), request.ExecutionDate.AddDays(-1)],
            request.ServiceNames
        );
        var plan = new ExtractPlanner(extracting).Plan(chunk, request.ExecutionDate, fit, "run", 1, 1);
        return Runs(PlanReader.Plan(extracting, request, fit))
            .Select(statement => statement with { Name = $"{statement.Name} from the extract" })
            .Append(new Statement("extract", "trino", plan.Sql));
    }

    private static IEnumerable<Statement> Checks(CommerceSettings settings, RunRequest request, EventsTableFit fit) =>
        from query in CheckQueries.All
        from service in query.IsOfService ? request.ServiceNames : [null!]
        select new Statement(
            $"{query.Name} {service}",
            "trino",
            new CheckPlanner(settings).Sql(query, service, request.ExecutionDate, fit)
        );

    private static Statement Monitoring(CommerceSettings settings, IReadOnlyList<TablePlan> plans) =>
        new("status", "trino", MonitoringQuery.Sql(settings, [.. plans.Select(plan => plan.Table)]));

    private static IEnumerable<Statement> Audits(CommerceSettings settings, IReadOnlyList<TablePlan> plans) =>
        plans
            .GroupBy(plan => (plan.ServiceName, plan.Batch))
            .Select(batch => new Statement(
                $"audit of batch {batch.Key.Batch} of {batch.Key.ServiceName}",
                "trino",
                AuditStatement.Sql(settings, batch.Key.ServiceName, [.. batch.Select(Staged)], Asked(batch))
            ));

    private static AskedOverview Asked(IEnumerable<TablePlan> batch)
    {
        var date = batch.First().ExecutionDate;
        return new(date, [date.AddDays(-1)]);
    }

    private static StagedTable Staged(TablePlan plan) =>
        new(new(SummaryCatalog.Get(plan.QueryType)), plan.StagingTable)
        {
            HistoryTable = $"pipeline_history_{plan.QueryType}",
            Nights = [plan.ExecutionDate.AddDays(-1), plan.ExecutionDate.AddDays(-2)],
        };

    private static Dictionary<string, CommerceSettings> Settings() =>
        new()
        {
            ["as they come"] = new() { ResultsBucket = "commerce-results" },
            ["Asia/Seoul"] = new()
            {
                ResultsBucket = "commerce-results",
                ReportingTimeZone = "Asia/Seoul",
                MinDataDate = new(2026, 2, 20),
                SearchClickWindowMinutes = 1440,
            },
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

    private static Dictionary<string, EventsTableFit> Fits() =>
        new()
        {
            ["row"] = EventsTableFit.Documented,
            ["row with underscores"] = new()
            {
                UnderscoredAttributes = ["resource.service.name", "resource.service.namespace"],
            },
            ["row that lacks attributes"] = new()
            {
                MissingAttributes = ["ctgnm", "payload_query", "fromPath", "toPath", "totalAmount", "quantity"],
            },
            ["map, no hour"] = Fit("timestamp", "map<string,string>", "string"),
            ["text timestamps, integer keys"] = Fit("string", "map<string,string>", "int"),
            ["Unix time"] = new()
            {
                Timestamp = TimestampForm.UnixTime,
                IntegerPartitionKeys = ["year", "month", "day"],
            },
        };

    private static EventsTableFit Fit(string timestamp, string attributes, string key) =>
        EventsTableFit.From(
            [new Column("timestamp", timestamp), new Column("body", "string"), new Column("attributes", attributes)],
            [new Column("year", key), new Column("month", key), new Column("day", key)]
        );
}
