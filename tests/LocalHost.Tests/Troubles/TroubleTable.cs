using LocalAws.Faults;

namespace CommerceAnalytics.LocalHost.Tests.Troubles;

/// <summary>
/// The advice table. What AWS does is done by LocalAws; where that has no such state of its own, it answers in AWS's
/// words.
/// </summary>
internal static partial class TroubleTable
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
            new("workgroup manages results")
            {
                Cause = "Athena manages the results of the workgroup's queries.",
                Code = "WorkGroupManagesResults",
                Settings = ["WorkGroup=managed"],
                Message = "refuses every query that says where in S3 its results go",
                Advice = "Give the pipeline a workgroup of its own",
                Before = lake =>
                    lake.AdministerAsync(
                        "CreateWorkGroup",
                        new
                        {
                            Name = "managed",
                            Configuration = new
                            {
                                EnforceWorkGroupConfiguration = false,
                                ManagedQueryResultsConfiguration = new { Enabled = true },
                            },
                        }
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
}
