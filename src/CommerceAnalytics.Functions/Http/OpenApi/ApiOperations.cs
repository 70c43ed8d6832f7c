using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Functions.Http.OpenApi;

/// <summary>What the description says of each function with an HTTP trigger. A function without an entry fails a test.</summary>
internal static class ApiOperations
{
    private const string Runs = "Runs";
    private const string Backfills = "Backfills";
    private const string Services = "Services";
    private const string Leftovers = "Leftovers";
    private const string App = "The app";

    private const string AlreadyEnded = "The run has ended already; the answer has its management payload.";
    private const string Follow =
        "`Location` and `statusQueryGetUri` tell how to follow the run; `Retry-After` when to look.";

    private static readonly ApiAnswer Started = new(202, $"A run was started. {Follow}", ApiSchemas.Payload);

    private static readonly ApiParameter QueryType = new(
        "query_type",
        "Only tables of this type; give it several times for several.",
        SummaryCatalog.All[0].QueryType
    )
    {
        // Which there are, the settings say: a shop may have its own.
        IsRepeatable = true,
    };

    /// <summary>Names in addresses.</summary>
    public static IReadOnlyDictionary<string, ApiParameter> InPath { get; } =
        new Dictionary<string, ApiParameter>
        {
            ["id"] = new("id", "Id of a run, as a page of runs has it.", "commerce-2025-10-28"),
            ["service"] = new("service", "Name of a service.", "theshop-brand"),
        };

    /// <summary>By function.</summary>
    public static IReadOnlyDictionary<string, ApiOperation> All { get; } =
        OfRuns()
            .Concat(OfBackfills())
            .Concat(OfServices())
            .Concat(OfTheRest())
            .ToDictionary(operation => operation.Function);

    private static IEnumerable<ApiOperation> OfRuns() =>
        [
            new(
                FunctionNames.StartRun,
                Runs,
                "Start a run",
                "Refreshes tables for one execution date. Everything in the body is optional; an empty one runs all configured services for today. Starts that race make one run.",
                Started
            )
            {
                Body = ApiSchemas.StartRun,
                Refusals = new Dictionary<int, string>
                {
                    [409] =
                        "A run for that date goes on or waits (the answer has its management payload), or later data is published: `force` publishes over it.",
                },
            },
            new(
                FunctionNames.ListRuns,
                Runs,
                "List runs",
                "By execution date, newest first, in pages; `next` is the address of the next page.",
                new(200, "A page of runs.", ApiSchemas.RunPage)
            )
            {
                Query = ListQuery(),
            },
            new(
                FunctionNames.GetRun,
                Runs,
                "Read a run's report",
                "The report so far of a run that goes on, the last one of a run that has ended.",
                new(200, "The report.", ApiSchemas.RunReport)
            )
            {
                Refusals = NoSuchRun(),
            },
            new(
                FunctionNames.RerunRun,
                Runs,
                "Run the failed tables again",
                "A new run of just the tables that failed, of the same kind.",
                Started
            )
            {
                Refusals = NoSuchRun("The run still goes on, or no table of it failed."),
            },
            new(
                FunctionNames.PublishRun,
                Runs,
                "Publish held tables by hand",
                "A run that publishes tables which the audit held in that run, without any query. What held them is accepted: it only warns from then on, until a night without it. A night that is older than the live table goes to history alone.",
                Started
            )
            {
                Body = ApiSchemas.Publish,
                Refusals = NoSuchRun(
                    "The run or another of its date still goes on, or a table is not held any more: it never was, was published before, is superseded by a later run of the same date, or was cleared up."
                ),
            },
            new(
                FunctionNames.CancelRun,
                Runs,
                "Cancel a run",
                "The run stops its queries and ends in order; what it has published stays.",
                new(202, $"The run was asked to end. {Follow}", ApiSchemas.Payload)
            )
            {
                Refusals = NoSuchRun(AlreadyEnded),
            },
            new(
                FunctionNames.GetPlan,
                Runs,
                "Show the SQL of a run",
                "Every statement that such a run would send to Athena, fitted to the events table; changes nothing.",
                new(200, "SQL, each statement with a comment above it.", null, "text/plain")
            )
            {
                Query =
                [
                    new("date", "Execution date; today by default.", "2025-10-28") { Format = "date" },
                    new("service", "Only this service; give it several times for several.", "theshop-brand")
                    {
                        IsRepeatable = true,
                    },
                    QueryType,
                ],
            },
        ];

    private static IReadOnlyList<ApiParameter> ListQuery() =>
        [
            new("from", "First execution date.", "2025-10-01") { Format = "date" },
            new("to", "Last execution date; today by default.", "2025-10-28") { Format = "date" },
            new("status", "Only runs of this status.", "failed") { Values = RunListQuery.Statuses },
            new("service", "A part of the name of one of the run's services.", "brand"),
            new("text", "A part of the run's id or of what is said of it, whatever the case.", "2025-10"),
            new("backfill", "Only the nights of this backfill; `none` leaves the nights of all backfills out.", "none"),
            new("page_size", "Runs a page; 50 by default.", "20") { Range = (1, RunListQuery.MostPerPage) },
            new("after", "The last run of the page before, as `next` has it.", "commerce-2025-10-28"),
        ];

    private static IEnumerable<ApiOperation> OfBackfills() =>
        [
            new(
                FunctionNames.StartBackfill,
                Backfills,
                "Fill nights into history",
                "Builds the nights of a range that history lacks, the newest first; no live table is touched. The answer tells what it will cost.",
                new(202, $"A backfill was started. {Follow}", ApiSchemas.BackfillAccepted)
            )
            {
                Body = ApiSchemas.StartBackfill,
                Refusals = new Dictionary<int, string>
                {
                    [409] = "A backfill goes on for one of these nights; the answer has its management payload.",
                },
            },
            new(
                FunctionNames.ListBackfills,
                Backfills,
                "List backfills",
                "Those that the task hub knows, the last one that was started first.",
                new(200, "All of them.", ApiSchemas.BackfillList)
            ),
            new(
                FunctionNames.GetBackfill,
                Backfills,
                "Read how far a backfill has come",
                "Its nights, its cost so far, and what it left out.",
                new(200, "The backfill.", ApiSchemas.Backfill)
            )
            {
                Refusals = new Dictionary<int, string> { [404] = "There is no such backfill." },
            },
            new(
                FunctionNames.CancelBackfill,
                Backfills,
                "Cancel a backfill",
                "The night under way stops its queries, and no other begins; what is in history stays.",
                new(202, $"The backfill was asked to end. {Follow}", ApiSchemas.Payload)
            )
            {
                Refusals = new Dictionary<int, string>
                {
                    [404] = "There is no such backfill.",
                    [409] = "The backfill has ended already; the answer has its management payload.",
                },
            },
        ];

    private static IEnumerable<ApiOperation> OfServices() =>
        [
            new(
                FunctionNames.RollBackService,
                Services,
                "Roll a service's tables back",
                "A run that points all of the service's tables, or those named, back to the version before.",
                Started
            )
            {
                Query = [QueryType],
                Refusals = new Dictionary<int, string>
                {
                    [409] = "A run for today goes on; the answer has its payload.",
                },
            },
            new(
                FunctionNames.ShowService,
                Services,
                "Show what is kept for a service",
                "What DELETE would remove; changes nothing.",
                new(200, "What there is.", ApiSchemas.ServiceContents)
            ),
            new(
                FunctionNames.RemoveService,
                Services,
                "Remove a service for good",
                "Removes its tables, their versions and its days of the extract. There is no way back.",
                new(200, "What was there.", ApiSchemas.ServiceContents)
            )
            {
                Refusals = new Dictionary<int, string>
                {
                    [409] = "The service is configured, or a run with it goes on.",
                },
            },
        ];

    private static IEnumerable<ApiOperation> OfTheRest() =>
        [
            new(
                FunctionNames.ListLeftovers,
                Leftovers,
                "List what runs left behind",
                "What DELETE would delete; changes nothing.",
                new(200, "What there is.", ApiSchemas.LeftoverList)
            ),
            new(
                FunctionNames.RemoveLeftovers,
                Leftovers,
                "Delete what runs left behind",
                "The next run does the same by itself.",
                new(200, "What was deleted.", ApiSchemas.LeftoverList)
            ),
            new(
                FunctionNames.GetHealth,
                App,
                "Health, with reasons",
                "Every check with its reason and remedy. Cheap enough for a probe each 30 seconds; sends no query.",
                new(200, "The app can do its work; `degraded` where a person should look.", ApiSchemas.HealthReport)
            )
            {
                Refusals = new Dictionary<int, string> { [503] = "The next night would fail." },
            },
            new(
                FunctionNames.ProbeHealth,
                App,
                "Health in one word",
                "The same without a key and without reasons.",
                new(200, "The app can do its work.", ApiSchemas.HealthWord)
            )
            {
                Refusals = new Dictionary<int, string> { [503] = "The next night would fail." },
            },
            new(
                FunctionNames.GetOpenApi,
                App,
                "This description",
                "OpenAPI 3.1.",
                new(200, "The description.", ApiSchemas.Anything)
            ),
        ];

    private static Dictionary<int, string> NoSuchRun(string? conflict = null)
    {
        var refusals = new Dictionary<int, string> { [404] = "There is no such run." };
        if (conflict is not null)
            refusals[409] = conflict;
        return refusals;
    }
}
