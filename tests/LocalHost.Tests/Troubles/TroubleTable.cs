using LocalAws.Faults;

namespace CommerceAnalytics.LocalHost.Tests.Troubles;

/// <summary>The advice table. What AWS does is done by LocalAws; where that has no such state of its own, it answers in AWS's words.</summary>
internal static class TroubleTable
{
    public static IReadOnlyList<Trouble> All { get; } =
    [.. Ground(), .. Rights(), .. Calls(), .. Queries(), .. Tables(), .. Warnings()];

    private static IEnumerable<Trouble> Ground() =>
        [
            new("events table missing")
            {
                Cause = "The events table is not there.",
                Code = "EventsTableMissing",
                Settings = ["EventsTable=nowhere"],
                Message = "The catalog has no events table log_db.nowhere.",
                Advice = "CommerceAnalytics:EventsTable are spelled as in the catalog",
            },
            new("database missing")
            {
                Cause = "A database is not there.",
                Code = "DatabaseMissing",
                Settings = ["EventsDatabase=nowhere"],
                Message = "The catalog has no database nowhere.",
                Advice = "look at Aws:Region too",
            },
            new("events table unsupported")
            {
                Cause = "The events table has columns that the SQL cannot be fitted to.",
                Code = "EventsTableUnsupported",
                Settings = ["EventsTable=odd"],
                Message = "the column 'body' is not there and must be string",
                Advice = "Add the column 'body' (string) to the table in the catalog.",
                Before = lake => CreateAsync(lake, "odd", "`timestamp` timestamp, attributes map<string,string>"),
            },
            new("workgroup not found")
            {
                Cause = "The workgroup is not there.",
                Code = "WorkGroupNotFound",
                Settings = ["WorkGroup=nowhere"],
                Message = "Read workgroup nowhere: WorkGroup is not found.",
                Advice = "See that the WorkGroup setting and Aws:Region are right",
            },
            new("workgroup enforced")
            {
                Cause = "The workgroup enforces its own settings.",
                Code = "WorkGroupEnforced",
                Settings = ["WorkGroup=enforced"],
                Message = "enforces its configuration, which forbids external_location",
                Advice = "Turn off \"Override client-side settings\"",
                Before = lake =>
                    lake.AdministerAsync(
                        "CreateWorkGroup",
                        new { Name = "enforced", Configuration = new { EnforceWorkGroupConfiguration = true } }
                    ),
            },
            new("workgroup disabled")
            {
                Cause = "The workgroup is disabled.",
                Code = "WorkGroupDisabled",
                Settings = ["WorkGroup=disabled"],
                Message = "disabled is disabled and takes no queries",
                Advice = "Then enable it",
                Before = async lake =>
                {
                    await lake.AdministerAsync(
                        "CreateWorkGroup",
                        new { Name = "disabled", Configuration = new { EnforceWorkGroupConfiguration = false } }
                    );
                    await lake.AdministerAsync("UpdateWorkGroup", new { WorkGroup = "disabled", State = "DISABLED" });
                },
            },
            new("bucket missing")
            {
                Cause = "The results bucket is not there.",
                Code = "BucketNotFound",
                Settings = ["ResultsBucket=no-such-bucket-here"],
                Message = "The specified bucket does not exist",
                Advice = "See that ResultsBucket, QueryResultsLocation and Aws:Region are right",
            },
        ];

    private static IEnumerable<Trouble> Rights() =>
        [
            Denied("access denied: Glue", "ListTables", "glue:GetTables") with
            {
                Message = "is not authorized to perform: glue:GetTables",
                Advice = "Allow glue:GetTables on arn:aws:glue:",
            },
            Denied("access denied: S3", "KeepSummaries", "s3:PutObject") with
            {
                Message = "is not authorized to perform: s3:PutObject",
                Advice = "Allow s3:PutObject on arn:aws:s3:::commerce-results/commerce-summary/",
            },
            Denied("access denied: Athena", "RunQueries", "athena:StartQueryExecution") with
            {
                Message = "is not authorized to perform: athena:StartQueryExecution",
                Advice = "Allow athena:StartQueryExecution on arn:aws:athena:",
            },
            Denied("access denied: events", "ReadEvents", "s3:GetObject") with
            {
                Cause = "A query may not read the event log.",
                Message = "Permission denied on S3 path: s3://commerce-logs/logall/",
                Advice = "Allow s3:GetObject on that path",
            },
            Denied("access denied: results bucket", "LocateBuckets", "s3:GetBucketLocation") with
            {
                Cause = "Athena may not find the bucket of its result files.",
                Message = "Unable to verify/create output bucket commerce-results",
                Advice = "Allow s3:GetBucketLocation on the bucket of QueryResultsLocation",
            },
            Denied("access denied: data", "KeepSummaries", "s3:AbortMultipartUpload") with
            {
                Cause = "A query may not write its data.",
                Message = "Access denied when writing output to url: s3://commerce-results/commerce-summary/",
                Advice = "Allow s3:PutObject, s3:AbortMultipartUpload and s3:ListMultipartUploadParts on that address",
            },
            new("Lake Formation")
            {
                Cause = "Lake Formation governs the table.",
                Code = "LakeFormationDenied",
                Fault = Query("Insufficient Lake Formation permission(s): Required Select on logall", type: 234),
                Message = "Required Select on logall",
                Advice = "Grant the role SELECT and DESCRIBE",
            },
            new("encrypted catalog")
            {
                Cause = "The catalog or bucket is encrypted with a key that the role may not use.",
                Code = "EncryptionDenied",
                Fault = Refuse("glue", "GetTables", "GlueEncryptionException", "Failed to decrypt"),
                Message = "Failed to decrypt",
                Advice = "Allow kms:Decrypt",
            },
            new("expired credentials")
            {
                Cause = "The role session ended before its renewal, again and again.",
                Code = "ExpiredCredentials",
                Fault = new() { Fault = FaultKind.ExpireCredentials, Service = "glue" },
                Message = "expired",
                Advice = "Check the clock of this machine",
            },
            new("credentials refused")
            {
                Cause = "AWS does not know the credentials.",
                Code = "CredentialsRefused",
                Fault = Refuse(
                    "athena",
                    "GetWorkGroup",
                    "UnrecognizedClientException",
                    "The security token included in the request is invalid."
                ),
                Message = "The security token included in the request is invalid.",
                Advice = "Check which ones the Aws:Credentials setting leads to",
            },
        ];

    private static IEnumerable<Trouble> Calls() =>
        [
            new("throttled")
            {
                Cause = "A service asks for fewer requests, for minutes.",
                Code = "TooManyRequests",
                Fault = new()
                {
                    Fault = FaultKind.Throttle,
                    Service = "glue",
                    Operation = "GetDatabase",
                },
                Message = "Look for database log_db",
                Advice = "Look at what else calls this service in the account",
            },
            new("service unavailable")
            {
                Cause = "A service has an error of its own, for minutes.",
                Code = "ServiceUnavailable",
                Fault = new()
                {
                    Fault = FaultKind.Unavailable,
                    Service = "glue",
                    Operation = "GetDatabase",
                },
                Message = "Look for database log_db",
                Advice = "Look at the AWS Health Dashboard",
            },
            new("connection lost")
            {
                Cause = "AWS cannot be reached.",
                Code = "ConnectionLost",
                Fault = new()
                {
                    Fault = FaultKind.Drop,
                    Service = "glue",
                    Operation = "GetDatabase",
                },
                Message = "Look for database log_db",
                Advice = "outbound network rules",
            },
            new("catalog busy")
            {
                Cause = "Somebody else changes the same table all the time.",
                Code = "CatalogBusy",
                Fault = Refuse(
                    "glue",
                    "UpdateTable",
                    "ConcurrentModificationException",
                    "Update table failed due to concurrent modifications."
                ),
                Message = "concurrent modifications",
                Advice = "Somebody else changed the same table",
            },
            new("quota reached")
            {
                Cause = "A quota of the Glue catalog is reached.",
                Code = "QuotaReached",
                Fault = Refuse(
                    "glue",
                    "UpdateTable",
                    "ResourceNumberLimitExceededException",
                    "Number of tables limit exceeded"
                ),
                Message = "Number of tables limit exceeded",
                Advice = "Ask AWS for a higher quota",
            },
            new("no output location")
            {
                Cause = "Athena has no place for its result files.",
                Code = "NoOutputLocation",
                Fault = Refuse(
                    "athena",
                    "StartQueryExecution",
                    "InvalidRequestException",
                    "No output location provided. You did not provide an output location for your query results."
                ),
                Message = "No output location provided",
                Advice = "Set QueryResultsLocation (or ResultsBucket)",
            },
        ];

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
                Message = "no event can be told to be of theshop-brand",
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
