namespace CommerceAnalytics.Aws.Failures;

/// <summary>
/// Which error means which cause; the first line that fits decides. Athena's structured error and typed exceptions come
/// first; then the words of messages, quoted as AWS writes them, where one type stands for many causes; then what the
/// structure says in general.
/// </summary>
internal static class CauseTable
{
    private const string Sts = "SecurityToken";

    public static IReadOnlyList<CauseRule> Rules { get; } = [.. Structured(), .. Worded(), .. General()];

    /// <summary>The cause, or null for an error that nobody has met yet.</summary>
    public static Cause? Of(AwsError error) => Rules.FirstOrDefault(rule => rule.Fits(error))?.Cause;

    private static IEnumerable<CauseRule> Structured() =>
        [
            new(Causes.TooManyQueries) { Codes = ["TooManyRequestsException"], Where = CauseRule.IsActiveQueryLimit },
            new(Causes.TooManyRequests) { Codes = ThrottleCodes.All },
            new(Causes.ExpiredCredentials)
            {
                Codes = ["ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired"],
                Where = error => error.Service != Sts,
            },
            new(Causes.IdentityTokenRefused)
            {
                Codes =
                [
                    "InvalidIdentityToken",
                    "InvalidIdentityTokenException",
                    "IDPRejectedClaim",
                    "IDPRejectedClaimException",
                    "ExpiredToken",
                    "ExpiredTokenException",
                ],
                Service = Sts,
            },
            new(Causes.ServiceUnavailable) { Codes = ["IDPCommunicationError", "IDPCommunicationErrorException"] },
            new(Causes.ClockWrong) { Codes = ["RequestTimeTooSkewed", "RequestInTheFuture"] },
            new(Causes.ClockWrong)
            {
                Codes = ["InvalidSignatureException", "SignatureDoesNotMatch"],
                Words = ["Signature expired", "Signature not yet current"],
            },
            new(Causes.CredentialsRefused)
            {
                Codes =
                [
                    "UnrecognizedClientException",
                    "InvalidClientTokenId",
                    "InvalidSignatureException",
                    "SignatureDoesNotMatch",
                    "IncompleteSignature",
                    "IncompleteSignatureException",
                    "MissingAuthenticationToken",
                    "MissingAuthenticationTokenException",
                    "InvalidAccessKeyId",
                    "AuthFailure",
                    "InvalidToken",
                ],
            },
            new(Causes.RoleDenied) { Codes = ["AccessDenied", "AccessDeniedException"], Service = Sts },
            new(Causes.CatalogBusy)
            {
                Codes = ["ConcurrentModificationException", "ResourceNotReadyException", "OperationAborted"],
            },
            new(Causes.QuotaReached) { Codes = ["ResourceNumberLimitExceededException"] },
            new(Causes.EncryptionDenied) { Codes = ["GlueEncryptionException"] },
            new(Causes.TableExists) { Codes = ["AlreadyExistsException"] },
            new(Causes.BucketNotFound) { Codes = ["NoSuchBucket"] },
            new(Causes.TokenReused) { AthenaCodes = ["IDEMPOTENT_PARAMETER_MISMATCH"] },
            new(Causes.ResourcesExhausted) { Types = [0, 1, 2, 3, 4, 5, 6, 7, 8] },
            new(Causes.QueryTimeout) { Types = [206, 210] },
            new(Causes.LakeFormationDenied) { Types = [234] },
            new(Causes.BucketNotFound) { Types = [1306] },
            new(Causes.QueryThrottled) { Types = [1400, 1401, 1403, 1404, 1405, 1406] },
            new(Causes.QuotaReached) { Types = [1402] },
            new(Causes.CapacityExhausted) { Types = [1602] },
            new(Causes.QueryStopped) { Types = [1011, 1014] },
        ];

    private static IEnumerable<CauseRule> Worded() =>
        [
            // "... submitted with an 'external_location' property to an Athena Workgroup that enforces a centralized
            // output location for all queries ..."
            new(Causes.WorkGroupEnforced) { Words = ["enforces a centralized output location"] },
            // "ManagedQueryResultsConfiguration and ResultConfiguration cannot be set together."
            new(Causes.WorkGroupManagesResults)
            {
                Words = ["ManagedQueryResultsConfiguration and ResultConfiguration cannot be set together"],
            },
            // "No output location provided. You did not provide an output location for  your query results. ..."
            new(Causes.NoOutputLocation)
            {
                Words = ["No output location provided", "outputLocation is not a valid S3 path"],
            },
            // Athena tells of S3 where it was refused, but not which right it lacked.
            // "Permission denied on S3 path: s3://bucket/prefix/"
            new(Causes.PathDenied) { Words = ["Permission denied on S3 path"] },
            // "Access denied when writing output to url: s3://bucket/prefix/ . Please ensure you are allowed to access
            // the S3 bucket. ..."
            new(Causes.OutputDenied) { Words = ["Access denied when writing output to url"] },
            // "Unable to verify/create output bucket b"
            new(Causes.OutputBucketDenied) { Words = ["Unable to verify/create output bucket"] },
            // "You do not seem to have access to the S3 location of your query results. ..."
            new(Causes.ResultsDenied)
            {
                Words = ["You do not seem to have access to the S3 location of your query results"],
            },
            // "Bytes scanned limit was exceeded": engine version 3 gives it as the reason of a CANCELLED query.
            new(Causes.BytesScannedLimit) { Words = ["Bytes scanned limit was exceeded"] },
            // "HIVE_PATH_ALREADY_EXISTS: Target directory for table 'db.t' already exists: s3://..."
            new(Causes.LocationNotEmpty) { Words = ["HIVE_PATH_ALREADY_EXISTS"] },
            // "WorkGroup x is not found.", "WorkGroup x is disabled."
            new(Causes.WorkGroupNotFound) { Words = ["WorkGroup"], Where = error => error.Says("is not found") },
            new(Causes.WorkGroupDisabled) { Words = ["WorkGroup"], Where = error => error.Says("disabled") },
            // "Query exhausted resources at this scale factor", "EXCEEDED_LOCAL_MEMORY_LIMIT: Query exceeded per-node
            // memory limit ..."
            new(Causes.ResourcesExhausted)
            {
                Words =
                [
                    "exhausted resources at this scale factor",
                    "EXCEEDED_LOCAL_MEMORY_LIMIT",
                    "EXCEEDED_GLOBAL_MEMORY_LIMIT",
                ],
            },
            // "Query timeout", "EXCEEDED_TIME_LIMIT: Query exceeded maximum time limit of 30.00m"
            new(Causes.QueryTimeout) { Words = ["Query timeout", "Query timed out", "EXCEEDED_TIME_LIMIT"] },
            // "... Please reduce your request rate. (Service: Amazon S3; Status Code: 503; Error Code: SlowDown ...)"
            new(Causes.QueryThrottled)
            {
                Words = ["Please reduce your request rate", "Error Code: SlowDown", "ThrottlingException"],
                Where = error => error.OfQuery,
            },
            // "The security token included in the request is expired (Service: Amazon S3; ... Error Code: ExpiredToken
            // ...)"
            new(Causes.ExpiredCredentials)
            {
                Words = ["security token included in the request is expired", "Error Code: ExpiredToken"],
            },
            // "Insufficient Lake Formation permission(s): Required Select on t"
            new(Causes.LakeFormationDenied) { Words = ["Lake Formation permission"] },
            // "SCHEMA_NOT_FOUND: line 1:15: Schema 'log_db' does not exist", "Database log_db not found." (Glue)
            new(Causes.DatabaseNotFound) { Words = ["SCHEMA_NOT_FOUND"] },
            new(Causes.DatabaseNotFound) { Codes = ["EntityNotFoundException"], Words = ["Database "] },
            // "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.log_db.logall' does not exist", "Entity Not Found"
            // (Glue: the table)
            new(Causes.TableNotFound) { Words = ["TABLE_NOT_FOUND"] },
            new(Causes.TableNotFound) { Codes = ["EntityNotFoundException"] },
            // "COLUMN_NOT_FOUND: line 1:8: Column 'x' cannot be resolved or requester is not authorized to access
            // requested resources"
            new(Causes.ColumnNotFound) { Words = ["COLUMN_NOT_FOUND", "MISSING_COLUMN"] },
            // "TABLE_ALREADY_EXISTS: line 1:1: Destination table 'awsdatacatalog.db.t' already exists"
            new(Causes.TableExists) { Words = ["TABLE_ALREADY_EXISTS"] },
            // "HIVE_BAD_DATA: Error reading field ...", "HIVE_CURSOR_ERROR: Row is not a valid JSON Object ..."
            new(Causes.DataDamaged)
            {
                Words = ["HIVE_BAD_DATA", "HIVE_CURSOR_ERROR", "HIVE_PARTITION_SCHEMA_MISMATCH"],
            },
            // "PERMISSION_DENIED: ...", "Access denied when writing output to url: s3://...", "... is not authorized to
            // perform: glue:GetTable on resource: ..."
            new(Causes.AccessDenied)
            {
                Words =
                [
                    "PERMISSION_DENIED",
                    "Access Denied",
                    "not authorized to perform",
                    "Insufficient permissions",
                    "Error Code: AccessDenied",
                ],
            },
            // "NOT_SUPPORTED: ...", "FUNCTION_NOT_FOUND: line 1:8: Function 'x' not registered"
            new(Causes.UnsupportedQuery) { Words = ["NOT_SUPPORTED:", "FUNCTION_NOT_FOUND"] },
            // "SYNTAX_ERROR: ...", "TYPE_MISMATCH: ...", "line 1:1: mismatched input 'x'. Expecting: ..."
            new(Causes.InvalidQuery)
            {
                Words = ["SYNTAX_ERROR", "TYPE_MISMATCH", "mismatched input", "INVALID_FUNCTION_ARGUMENT"],
            },
            // "QueryExecution 1f... was not found"
            new(Causes.QueryNotFound) { Words = ["QueryExecution"], Where = error => error.Says("was not found") },
        ];

    private static IEnumerable<CauseRule> General() =>
        [
            new(Causes.AccessDenied)
            {
                Codes = ["AccessDeniedException", "AccessDenied", "AllAccessDisabled", "UnauthorizedAccess"],
            },
            new(Causes.AccessDenied) { Types = [1500, 1501] },
            new(Causes.TableNotFound) { Types = [1110, 1301] },
            new(Causes.ResultsNotWritten) { Types = [238, 401, 402] },
            new(Causes.DataDamaged) { Types = [1001, 1002, 1005, 1007] },
            new(Causes.UnsupportedQuery) { Types = [1200, 1201, 1202, 1303] },
            new(Causes.InvalidQuery) { Types = [1004, 1006, 1100, 1101, 1103, 1106, 1107] },
            new(Causes.InvalidQuery) { AthenaCodes = ["MALFORMED_QUERY"] },
            new(Causes.EngineError) { Where = error => error.OfQuery && error.Category == 1 },
            new(Causes.ServiceUnavailable)
            {
                Codes =
                [
                    "InternalServerException",
                    "InternalServiceException",
                    "InternalFailure",
                    "InternalError",
                    "ServiceUnavailable",
                    "OperationTimeoutException",
                    "RequestTimeout",
                    "RequestTimeoutException",
                ],
            },
            new(Causes.TooManyRequests) { Where = error => error.Status == System.Net.HttpStatusCode.TooManyRequests },
            new(Causes.ServiceUnavailable)
            {
                Where = error => error.Status >= System.Net.HttpStatusCode.InternalServerError,
            },
            new(Causes.AccessDenied) { Where = error => error.Status == System.Net.HttpStatusCode.Forbidden },
        ];
}
