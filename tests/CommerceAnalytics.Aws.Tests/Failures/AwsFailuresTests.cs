using System.Net;
using Amazon.Athena;
using Amazon.Athena.Model;
using Amazon.Glue;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using Azure.Identity;
using CommerceAnalytics.Aws.Failures;

namespace CommerceAnalytics.Aws.Tests.Failures;

public sealed class AwsFailuresTests
{
    private const string NotAuthorized =
        "User: arn:aws:sts::123456789012:assumed-role/x/y is not authorized to perform: glue:GetTable on resource: arn:aws:glue:ap-northeast-2:123456789012:catalog because no identity-based policy allows it";

    public static TheoryData<Exception, string, RetryAdvice> Refused =>
        new()
        {
            { new TooManyRequestsException("Rate exceeded"), "TooManyRequests", RetryAdvice.AfterWaiting },
            {
                new TooManyRequestsException("You have exceeded the limit")
                {
                    Reason = ThrottleReason.CONCURRENT_QUERY_LIMIT_EXCEEDED,
                },
                "TooManyRequests",
                RetryAdvice.AfterWaiting
            },
            { Athena("ThrottlingException", "Rate exceeded"), "TooManyRequests", RetryAdvice.AfterWaiting },
            { new InternalServerException("oops"), "ServiceUnavailable", RetryAdvice.AfterWaiting },
            { new Amazon.Glue.Model.InternalServiceException("oops"), "ServiceUnavailable", RetryAdvice.AfterWaiting },
            { Athena("WhoKnows", "oops", HttpStatusCode.BadGateway), "ServiceUnavailable", RetryAdvice.AfterWaiting },
            { new Amazon.Glue.Model.ConcurrentModificationException("again"), "CatalogBusy", RetryAdvice.AfterWaiting },
            {
                Athena("ExpiredTokenException", "The security token included in the request is expired"),
                "ExpiredCredentials",
                RetryAdvice.AfterWaiting
            },
            {
                Athena("UnrecognizedClientException", "The security token included in the request is invalid."),
                "CredentialsRefused",
                RetryAdvice.Never
            },
            {
                Athena("InvalidSignatureException", "Signature expired: 20251028T040000Z is now earlier than ..."),
                "ClockWrong",
                RetryAdvice.Never
            },
            {
                Athena("InvalidSignatureException", "The request signature we calculated does not match"),
                "CredentialsRefused",
                RetryAdvice.Never
            },
            {
                S3("SlowDown", "Please reduce your request rate.", HttpStatusCode.ServiceUnavailable),
                "TooManyRequests",
                RetryAdvice.AfterWaiting
            },
            {
                S3("NoSuchBucket", "The specified bucket does not exist", HttpStatusCode.NotFound),
                "BucketNotFound",
                RetryAdvice.Never
            },
            { S3("AccessDenied", "Access Denied", HttpStatusCode.Forbidden), "AccessDenied", RetryAdvice.Never },
            {
                Sts("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity"),
                "RoleDenied",
                RetryAdvice.Never
            },
            { Sts("InvalidIdentityToken", "Incorrect token audience"), "IdentityTokenRefused", RetryAdvice.Never },
            {
                Sts("IDPCommunicationError", "could not reach the provider"),
                "ServiceUnavailable",
                RetryAdvice.AfterWaiting
            },
            { new InvalidRequestException("WorkGroup reports is not found."), "WorkGroupNotFound", RetryAdvice.Never },
            { new InvalidRequestException("WorkGroup reports is disabled."), "WorkGroupDisabled", RetryAdvice.Never },
            {
                new InvalidRequestException(
                    "No output location provided. You did not provide an output location for  your query results."
                ),
                "NoOutputLocation",
                RetryAdvice.Never
            },
            {
                new InvalidRequestException(
                    "The Create Table As Select query failed because it was submitted with an 'external_location' property to an Athena Workgroup that enforces a centralized output location for all queries."
                ),
                "WorkGroupEnforced",
                RetryAdvice.Never
            },
            {
                new InvalidRequestException(
                    "ManagedQueryResultsConfiguration and ResultConfiguration cannot be set together."
                ),
                "WorkGroupManagesResults",
                RetryAdvice.Never
            },
            {
                new InvalidRequestException("line 1:1: mismatched input 'SELEC'")
                {
                    AthenaErrorCode = "MALFORMED_QUERY",
                },
                "InvalidQuery",
                RetryAdvice.Never
            },
            {
                new InvalidRequestException("Idempotent parameters do not match")
                {
                    AthenaErrorCode = "IDEMPOTENT_PARAMETER_MISMATCH",
                },
                "TokenReused",
                RetryAdvice.Never
            },
            { new InvalidRequestException("QueryExecution 1f5c was not found"), "QueryNotFound", RetryAdvice.Never },
            {
                new Amazon.Glue.Model.EntityNotFoundException("Database log_db not found."),
                "DatabaseNotFound",
                RetryAdvice.Never
            },
            { new Amazon.Glue.Model.EntityNotFoundException("Entity Not Found"), "TableNotFound", RetryAdvice.Never },
            { new Amazon.Glue.Model.GlueEncryptionException("no key"), "EncryptionDenied", RetryAdvice.Never },
            {
                new Amazon.Glue.Model.ResourceNumberLimitExceededException("too many"),
                "QuotaReached",
                RetryAdvice.Never
            },
            { Glue("AccessDeniedException", NotAuthorized), "AccessDenied", RetryAdvice.Never },
            { Athena("AccessDeniedException", "no"), "AccessDenied", RetryAdvice.Never },
            { new HttpRequestException("Connection refused"), "ConnectionLost", RetryAdvice.AfterWaiting },
            { new TaskCanceledException("A task was canceled."), "ConnectionLost", RetryAdvice.AfterWaiting },
            {
                new AmazonServiceException("A WebException was thrown", new HttpRequestException("Connection refused")),
                "ConnectionLost",
                RetryAdvice.AfterWaiting
            },
            {
                new AmazonClientException("Failed to resolve AWS credentials."),
                "CredentialsMissing",
                RetryAdvice.Never
            },
            {
                new AuthenticationFailedException("ManagedIdentityCredential authentication failed"),
                "IdentityUnavailable",
                RetryAdvice.Never
            },
            {
                new AmazonClientException("outer", new CredentialUnavailableException("no managed identity")),
                "IdentityUnavailable",
                RetryAdvice.Never
            },
        };

    /// <summary>Athena's error type, its words, category, and the code that they come to.</summary>
    public static TheoryData<int, string, int, string> Failed =>
        new()
        {
            {
                1006,
                "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.log_db.logall' does not exist",
                2,
                "TableNotFound"
            },
            { 1006, "SCHEMA_NOT_FOUND: line 1:15: Schema 'log_db' does not exist", 2, "DatabaseNotFound" },
            {
                1006,
                "COLUMN_NOT_FOUND: line 1:8: Column 'x' cannot be resolved or requester is not authorized to access requested resources",
                2,
                "ColumnNotFound"
            },
            { 1006, "TYPE_MISMATCH: line 1:8: Cannot apply operator: varchar = integer", 2, "InvalidQuery" },
            { 1110, "whatever", 2, "TableNotFound" },
            {
                1009,
                "HIVE_PATH_ALREADY_EXISTS: Target directory for table 'log_db.t' already exists: s3://b/k/.",
                2,
                "LocationNotEmpty"
            },
            { 1009, "HIVE_BAD_DATA: Error reading field value", 2, "DataDamaged" },
            { 1, "Query exhausted resources at this scale factor", 2, "ResourcesExhausted" },
            { 1009, "Query exhausted resources at this scale factor", 2, "ResourcesExhausted" },
            { 210, "whatever", 2, "QueryTimeout" },
            { 1009, "Query timeout", 2, "QueryTimeout" },
            {
                1009,
                "EXCEEDED_TIME_LIMIT: Query exceeded the maximum execution time limit of 30.00m",
                2,
                "QueryTimeout"
            },
            { 1403, "Please reduce your request rate.", 3, "QueryThrottled" },
            { 1501, "Access denied when writing output to url: s3://b/k", 2, "AccessDenied" },
            { 1500, "PERMISSION_DENIED: Access Denied: Cannot select from table", 2, "AccessDenied" },
            { 1009, NotAuthorized, 2, "AccessDenied" },
            { 234, "Insufficient Lake Formation permission(s): Required Select on logall", 2, "LakeFormationDenied" },
            { 1306, "whatever", 2, "BucketNotFound" },
            { 1602, "Insufficient capacity to execute this query.", 3, "CapacityExhausted" },
            { 401, "could not write", 1, "ResultsNotWritten" },
            { 1200, "NOT_SUPPORTED: MERGE is not supported", 2, "UnsupportedQuery" },
            { 1014, "Query cancelled by user", 2, "QueryStopped" },
            { 100, "INTERNAL_ERROR: something", 1, "EngineError" },
            { 1007, "a value does not parse", 2, "DataDamaged" },
            { 4711, "Nobody has seen this", 3, "QueryFailed" },
        };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Of_WhatAwsThrows_HasItsCauseWordsAndAdvice(Exception thrown, string code, RetryAdvice retry)
    {
        var failure = AwsFailures.Of("Try it", thrown).ShouldNotBeNull();

        failure.Code.ShouldBe(code);
        failure.Retry.ShouldBe(retry);
        failure.Message.ShouldStartWith("Try it: ");
        failure.Message.ShouldEndWith(".");
        failure.Advice.ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Failed))]
    public void OfQuery_WhatAthenaSays_HasItsCauseAndWords(int type, string words, int category, string code)
    {
        var failure = AwsFailures.OfQuery("q-1", Status(words, type, category, retryable: false));

        failure.Code.ShouldBe(code);
        failure.Message.ShouldBe($"Query execution q-1 failed: {words.TrimEnd('.')}.");
        failure.Retry.ShouldBe(RetryAdvice.Never);
    }

    [Theory]
    [InlineData(1, true, RetryAdvice.Once)]
    [InlineData(1006, true, RetryAdvice.Once)]
    [InlineData(1403, false, RetryAdvice.Never)]
    public void OfQuery_Retry_IsAthenasOwnWord(int type, bool retryable, RetryAdvice expected) =>
        AwsFailures.OfQuery("q-1", Status("x", type, category: 1, retryable)).Retry.ShouldBe(expected);

    [Fact]
    public void OfQuery_WithoutReasonAndError_StillSaysSomething() =>
        AwsFailures
            .OfQuery("q-1", new QueryExecutionStatus { State = QueryExecutionState.FAILED })
            .Message.ShouldBe("Query execution q-1 failed: Athena gave no reason.");

    [Fact]
    public void Of_DeniedAction_AdviceNamesActionAndResource() =>
        AwsFailures
            .Of("Read table", Glue("AccessDeniedException", NotAuthorized))!
            .Advice.ShouldStartWith(
                "Allow glue:GetTable on arn:aws:glue:ap-northeast-2:123456789012:catalog. The role lacks a right."
            );

    [Fact]
    public void Of_ActiveQueryLimit_AdviceIsNotThatOfTheRequestRate()
    {
        var limit = new TooManyRequestsException("x") { Reason = ThrottleReason.CONCURRENT_QUERY_LIMIT_EXCEEDED };

        AwsFailures.Of("Submit", limit)!.Advice.ShouldContain("MaxConcurrentQueries");
        AwsFailures.Of("Submit", new TooManyRequestsException("x"))!.Advice.ShouldNotContain("MaxConcurrentQueries");
    }

    [Fact]
    public void Of_UnknownCode_KeepsAwssOwnCode() =>
        AwsFailures.Of("Try it", Athena("BrandNewException", "hm"))!.Code.ShouldBe("BrandNewException");

    [Fact]
    public void Of_ErrorOfTheProgramItself_IsNone() =>
        AwsFailures.Of("Try it", new InvalidOperationException("bug")).ShouldBeNull();

    [Fact]
    public void Rules_EveryCause_CanBeReachedAndHasAdvice()
    {
        var causes = typeof(Causes).GetFields().Select(field => (Cause)field.GetValue(null)!).ToList();

        causes.ShouldAllBe(cause => cause.Advice.EndsWith('.') && cause.Code.Length > 0);
        // Not from answers of AWS, but from where they are found.
        Cause[] found =
        [
            Causes.ConnectionLost,
            Causes.CredentialsMissing,
            Causes.IdentityUnavailable,
            Causes.IdentityTokenMissing,
            Causes.QueryTooLong,
            Causes.StorageBusy,
            Causes.StateDamaged,
        ];
        causes.Except(CauseTable.Rules.Select(rule => rule.Cause)).ShouldBe(found, ignoreOrder: true);
    }

    private static QueryExecutionStatus Status(string words, int type, int category, bool retryable) =>
        new()
        {
            State = QueryExecutionState.FAILED,
            StateChangeReason = words,
            AthenaError = new AthenaError
            {
                ErrorCategory = category,
                ErrorType = type,
                Retryable = retryable,
                ErrorMessage = words,
            },
        };

    private static AmazonAthenaException Athena(
        string code,
        string message,
        HttpStatusCode status = HttpStatusCode.BadRequest
    ) => new(message, innerException: null, ErrorType.Sender, code, "r-1", status);

    private static AmazonGlueException Glue(string code, string message) =>
        new(message, innerException: null, ErrorType.Sender, code, "r-1", HttpStatusCode.BadRequest);

    private static AmazonS3Exception S3(string code, string message, HttpStatusCode status) =>
        new(message, ErrorType.Sender, code, "r-1", status);

    private static AmazonSecurityTokenServiceException Sts(string code, string message) =>
        new(message, ErrorType.Sender, code, "r-1", HttpStatusCode.Forbidden);
}
