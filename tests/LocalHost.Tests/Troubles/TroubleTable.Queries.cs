using LocalAws.Faults;

namespace CommerceAnalytics.LocalHost.Tests.Troubles;

/// <summary>Troubles of queries and tables, warnings; and what all rows are made with.</summary>
internal static partial class TroubleTable
{
    private static IEnumerable<Trouble> Queries() =>
        [
            new("location not empty")
            {
                Cause = "A query's location holds objects already.",
                Code = "LocationNotEmpty",
                Fault = Query(
                    "HIVE_PATH_ALREADY_EXISTS: Target directory for table 'log_db.t' already exists: s3://commerce-results/x. You may need to manually clean the data at location 's3://commerce-results/x' before retrying.",
                    category: 2
                ),
                Message = "HIVE_PATH_ALREADY_EXISTS",
                Advice = "every attempt has one of its own",
            },
            new("table gone")
            {
                Cause = "A table is not there when the query begins.",
                Code = "TableNotFound",
                Fault = Query(
                    "TABLE_NOT_FOUND: line 3:6: Table 'awsdatacatalog.log_db.logall' does not exist",
                    category: 2
                ),
                Message = "Table 'awsdatacatalog.log_db.logall' does not exist",
                Advice = "See that EventsTable, EventsDatabase",
            },
            new("database gone")
            {
                Cause = "A database is not there when the query begins.",
                Code = "DatabaseNotFound",
                Fault = Query("SCHEMA_NOT_FOUND: line 3:6: Schema 'log_db' does not exist", category: 2),
                Message = "Schema 'log_db' does not exist",
                Advice = "See that EventsDatabase, Database, Catalog",
            },
            new("column gone")
            {
                Cause = "A column is not there when the query begins.",
                Code = "ColumnNotFound",
                Fault = Query(
                    "COLUMN_NOT_FOUND: line 3:6: Column 'attributes.action' cannot be resolved or requester is not authorized to access requested resources",
                    category: 2
                ),
                Message = "Column 'attributes.action' cannot be resolved",
                Advice = "compare the columns in Glue with the files",
            },
            new("resources exhausted")
            {
                Cause = "The query needs more memory than a query gets.",
                Code = "ResourcesExhausted",
                Fault = Query("Query exhausted resources at this scale factor", type: 1),
                Message = "Query exhausted resources at this scale factor",
                Advice = "Rerun the table at a quieter time",
            },
            new("Athena's time-out")
            {
                Cause = "The query took longer than Athena allows.",
                Code = "QueryTimeout",
                Fault = Query("Query timeout", type: 210),
                Message = "Query timeout",
                Advice = "Athena's DML time-out quota",
            },
            new("our time-out")
            {
                Cause = "The query took longer than QueryTimeoutMinutes.",
                Code = "QueryTimeout",
                Settings = ["QueryTimeoutMinutes=1"],
                Fault = new()
                {
                    Fault = FaultKind.QueryDelay,
                    Operation = Ctas,
                    Seconds = 600,
                },
                Message = "had not ended after 1 minutes and was stopped",
                Advice = "raise CommerceAnalytics:QueryTimeoutMinutes",
            },
            new("bytes-scanned limit")
            {
                Cause = "The query read more than the workgroup allows.",
                Code = "BytesScannedLimit",
                Fault = Query("Bytes scanned limit was exceeded", category: 2),
                Message = "Bytes scanned limit was exceeded",
                Advice = "raise the workgroup's limit of bytes scanned per query",
            },
            new("stopped by others")
            {
                Cause = "Somebody stopped the query.",
                Code = "QueryCancelled",
                Fault = new()
                {
                    Fault = FaultKind.QueryDelay,
                    Operation = Ctas,
                    Seconds = 600,
                },
                During = (lake, over) => lake.StopQueriesAsync(over),
                Message = "was stopped, but not by this run",
                Advice = "CloudTrail: StopQueryExecution",
            },
            new("slowed down by S3")
            {
                Cause = "S3 or Glue slowed the query down, twice.",
                Code = "QueryThrottled",
                Fault = Query(
                    "Please reduce your request rate. (Service: Amazon S3; Status Code: 503; Error Code: SlowDown)",
                    type: 1400,
                    retryable: true
                ),
                Message = "Please reduce your request rate",
                Advice = "lower MaxConcurrentQueries",
            },
            new("damaged data")
            {
                Cause = "A file of the event log cannot be read as the table says.",
                Code = "DataDamaged",
                Fault = Query(
                    "HIVE_BAD_DATA: Error reading field 3 in s3://commerce-logs/logall/x.parquet",
                    type: 1001,
                    category: 2
                ),
                Message = "HIVE_BAD_DATA",
                Advice = "add its day, and that day alone, to ExcludedDays",
            },
            new("results not written")
            {
                Cause = "Athena could not write to S3.",
                Code = "ResultsNotWritten",
                Fault = Query("Unable to write to s3://commerce-results/", type: 401, category: 2),
                Message = "Unable to write",
                Advice = "Check the role's rights on ResultsBucket",
            },
            new("engine error")
            {
                Cause = "Athena's engine failed by itself, twice.",
                Code = "EngineError",
                Fault = Query("GENERIC_INTERNAL_ERROR: null", category: 1, retryable: true),
                Message = "GENERIC_INTERNAL_ERROR",
                Advice = "open a case with AWS",
            },
        ];

    private static IEnumerable<Trouble> Tables() =>
        [
            new("lines unreadable")
            {
                Cause =
                    "A day of the log has lines, and none of them can be read (LocalAws tells it, Athena does not).",
                Code = "LinesUnreadable",
                Settings = ["EventsTable=torndown"],
                Message = "None of the 2 lines of 2026-03-28 can be read",
                Advice = "mend the files of the day, then rerun",
                Before = lake => CreateWithLinesAsync(lake, "torndown", "{\"body\":", "plain text"),
            },
            new("staging table lost")
            {
                Cause = "Something else deletes tables in the database.",
                Code = "StagingTableMissing",
                Fault = new()
                {
                    Fault = FaultKind.Error,
                    Service = "glue",
                    Operation = "GetTable",
                    Target = "log_db.pipeline_staging_*",
                    Code = "EntityNotFoundException",
                    Message = "Entity Not Found",
                },
                // The audit cannot read what is not there: then the catalog is asked.
                Consequence = Query("TABLE_NOT_FOUND: Table does not exist") with
                {
                    Operation = "SELECT",
                    Target = "log_db.pipeline_staging_*",
                },
                Message = "succeeded, but the catalog has no table pipeline_staging_",
                Advice = "See whether something else deletes tables",
            },
        ];

    private static IEnumerable<Trouble> Warnings() =>
        [
            new("no service names")
            {
                Cause = "The events table has no attribute for the service's name: every table stays empty.",
                Code = "ServiceNameMissing",
                IsWarning = true,
                Settings = ["EventsTable=unnamed"],
                Message = "no event can be told to be of a service",
                Advice = "This is not a quiet day.",
                Before = lake =>
                    CreateAsync(
                        lake,
                        "unnamed",
                        "`timestamp` timestamp, body string, attributes struct<userKey:string,sessionId:string>"
                    ),
            },
            new("no events")
            {
                Cause = "The log holds no such events in these days.",
                Code = "EmptySummary",
                IsWarning = true,
                Settings = ["EventsTable=silent"],
                QueryType = "button_interaction",
                Message = "is empty: there are no events 'commerce.button.click' of theshop-brand",
                Advice = "Check that the shop logs these events in these days",
                Before = lake =>
                    CreateAsync(lake, "silent", "`timestamp` timestamp, body string, attributes map<string,string>"),
            },
            new("attribute missing")
            {
                Cause = "The events table lacks an attribute that the summary reads.",
                Code = "MissingAttribute",
                IsWarning = true,
                Settings = ["EventsTable=plain"],
                Message = "The events table has no attribute 'sessionId'",
                Advice = "Add the field to the table's attributes",
                Before = lake =>
                    CreateAsync(
                        lake,
                        "plain",
                        "`timestamp` timestamp, body string, attributes struct<`resource.service.name`:string,userKey:string>"
                    ),
            },
            new("lines skipped")
            {
                Cause =
                    "Lines of the log cannot be read, more than 1 % of a day's (LocalAws tells it, Athena does not).",
                Code = "LinesSkipped",
                IsWarning = true,
                Settings = ["EventsTable=torn"],
                Message =
                    "2026-03-28: 1 of 2 lines (50.00 %), e.g. s3://commerce-logs/torn/year=2026/month=03/day=28/a.json line 2: ",
                Advice = "See the line in the file that is named",
                Before = lake => CreateWithLinesAsync(lake, "torn", Whole, "{\"body\":"),
            },
            new("partition without a day")
            {
                Cause = "Partitions of the events table are of no day.",
                Code = "PartitionsUnread",
                IsWarning = true,
                Settings = ["EventsTable=dayless"],
                Message = "The events table has partitions without a day, whose events are counted nowhere",
                Advice = "Move such files into the folders of their days",
                Before = async lake =>
                {
                    await CreateAsync(
                        lake,
                        "dayless",
                        "`timestamp` timestamp, body string, attributes map<string,string>"
                    );
                    const string sql =
                        "ALTER TABLE log_db.dayless ADD IF NOT EXISTS PARTITION (year = '2025', month = '10', day = '__HIVE_DEFAULT_PARTITION__')";
                    await lake.Athena.ExecuteAsync(sql, CancellationToken.None);
                },
            },
            new("limit of active queries")
            {
                Cause =
                    "The account has as many active queries as it may: waited out for as long as it takes, so that the run is late.",
                Code = "RunLate",
                IsWarning = true,
                Settings = ["RunDeadlineMinutes=1"],
                Fault = new()
                {
                    Fault = FaultKind.Error,
                    Service = "athena",
                    Operation = "StartQueryExecution",
                    Code = "TooManyRequestsException",
                    Message =
                        "You have exceeded the limit for the number of queries you can run concurrently. Please reduce the number of concurrent queries submitted by this account.",
                    Count = 24,
                },
                Message = "had not ended 1 minutes after its start",
                Advice = "a full account (TooManyRequests)",
            },
        ];

    private const string Ctas = "CREATE_TABLE_AS_SELECT";

    private static FaultRule Query(string message, int type = 0, int category = 2, bool retryable = false) =>
        new()
        {
            Fault = FaultKind.QueryFailure,
            Operation = Ctas,
            Message = message,
            Type = type == 0 ? 9999 : type,
            Category = category,
            Retryable = retryable,
        };

    private static FaultRule Refuse(string service, string operation, string code, string message) =>
        new()
        {
            Fault = FaultKind.Error,
            Service = service,
            Operation = operation,
            Code = code,
            Message = message,
        };

    private static Trouble Denied(string name, string statement, string action) =>
        new(name)
        {
            Cause = "The role lacks a right (the message and the advice say which, on what).",
            Code = "AccessDenied",
            Message = action,
            Advice = action,
            Without = (statement, action),
        };

    private const string Whole =
        "{\"timestamp\":\"2026-03-28T03:00:00Z\",\"body\":\"commerce.cart.add\",\"attributes\":{}}";

    /// <summary>A table whose one day holds these lines.</summary>
    private static async Task CreateWithLinesAsync(TroubleLake lake, string table, params string[] lines)
    {
        await CreateAsync(lake, table, "`timestamp` timestamp, body string, attributes map<string,string>");
        lake.Write($"commerce-logs/{table}/year=2026/month=03/day=28/a.json", lines);
        await lake.Athena.ExecuteAsync(
            $"ALTER TABLE log_db.{table} ADD IF NOT EXISTS PARTITION (year = '2026', month = '03', day = '28')",
            CancellationToken.None
        );
    }

    private static async Task CreateAsync(TroubleLake lake, string table, string columns) =>
        await lake.Athena.ExecuteAsync(
            $"CREATE EXTERNAL TABLE IF NOT EXISTS log_db.{table} ({columns}) PARTITIONED BY (year string, month string, day string) "
                + $"ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://commerce-logs/{table}/'",
            CancellationToken.None
        );
}
