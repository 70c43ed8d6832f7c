namespace CommerceAnalytics.Aws.Failures;

/// <summary>Every reason that the program knows, and what to do about it.</summary>
internal static class Causes
{
    // The same code as below, since both are waited out the same way; the advice differs.
    public static readonly Cause TooManyQueries = new(
        "TooManyRequests",
        "The account's limit of active queries is reached; the query is submitted again when others have ended. Lower MaxConcurrentQueries, or ask AWS for a higher quota, if this lasts.",
        RetryAdvice.AfterWaiting
    );

    public static readonly Cause TooManyRequests = new(
        "TooManyRequests",
        "AWS asks for fewer requests; a run repeats the call after a while, a command has to be given again. Look at what else calls this service in the account if this lasts.",
        RetryAdvice.AfterWaiting
    );

    public static readonly Cause ServiceUnavailable = new(
        "ServiceUnavailable",
        "AWS had an error of its own; a run repeats the call after a while, a command has to be given again. Look at the AWS Health Dashboard if this lasts.",
        RetryAdvice.AfterWaiting
    );

    public static readonly Cause ConnectionLost = new(
        "ConnectionLost",
        "AWS could not be reached or did not answer in time; a run repeats the call after a while, a command has to be given again. Check Aws:Region, Aws:ServiceUrl, name resolution and outbound network rules if this lasts.",
        RetryAdvice.AfterWaiting
    );

    public static readonly Cause CatalogBusy = new(
        "CatalogBusy",
        "Somebody else changed the same table at the same moment; the change is repeated.",
        RetryAdvice.AfterWaiting
    );

    public static readonly Cause ExpiredCredentials = new(
        "ExpiredCredentials",
        "The role session ended before its renewal; the call is repeated with a new one. Check the clock of this machine if this lasts.",
        RetryAdvice.AfterWaiting
    );

    public static readonly Cause CredentialsRefused = new(
        "CredentialsRefused",
        "AWS does not know these credentials. Check which ones the Aws:Credentials setting leads to, and that their key has not been deleted."
    );

    public static readonly Cause CredentialsMissing = new(
        "CredentialsMissing",
        "No AWS credentials were found. Set Aws:Credentials, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give this machine a role."
    );

    public static readonly Cause ClockWrong = new(
        "ClockWrong",
        "The clock of this machine is too far from AWS's. Set it right."
    );

    public static readonly Cause RoleDenied = new(
        "RoleDenied",
        "The role's trust policy refuses this identity. Check Aws:RoleArn, Aws:Audience and Aws:ExternalId against the trust policy in deploy/aws."
    );

    public static readonly Cause IdentityTokenRefused = new(
        "IdentityTokenRefused",
        "STS does not accept the web identity token. Check that the OIDC provider in IAM has the token's issuer, and that Aws:Audience is among its audiences."
    );

    public static readonly Cause IdentityUnavailable = new(
        "IdentityUnavailable",
        "The managed identity gave no token. Check that the Functions app has the identity, Aws:ManagedIdentityClientId, and that the app registration of Aws:Audience exists."
    );

    public static readonly Cause IdentityTokenMissing = new(
        "IdentityTokenMissing",
        "Check Aws:WebIdentityTokenFile, that the file is there, and that this process may read it."
    );

    public static readonly Cause AccessDenied = new(
        "AccessDenied",
        "The role lacks a right. Allow it in the role's policy (deploy/aws), in the bucket's policy and, where the bucket is encrypted, in its key's."
    );

    public static readonly Cause PathDenied = new(
        AccessDenied.Code,
        "Allow s3:GetObject on that path, and s3:ListBucket and s3:GetBucketLocation on its bucket, in the role's policy (deploy/aws); look at the bucket's policy and, where it is encrypted, its key's too."
    );

    public static readonly Cause OutputDenied = new(
        AccessDenied.Code,
        "Allow s3:PutObject, s3:AbortMultipartUpload and s3:ListMultipartUploadParts on that address, and s3:GetBucketLocation and s3:ListBucketMultipartUploads on its bucket, in the role's policy (deploy/aws)."
    );

    public static readonly Cause OutputBucketDenied = new(
        AccessDenied.Code,
        "Allow s3:GetBucketLocation on the bucket of QueryResultsLocation (or ResultsBucket) in the role's policy (deploy/aws), and see that those settings name the right bucket, in Aws:Region."
    );

    public static readonly Cause ResultsDenied = new(
        AccessDenied.Code,
        "Allow s3:GetObject on QueryResultsLocation (by default under the summary prefix) in the role's policy (deploy/aws)."
    );

    public static readonly Cause LakeFormationDenied = new(
        "LakeFormationDenied",
        "Lake Formation governs this table. Grant the role SELECT and DESCRIBE on it, and CREATE_TABLE and data location rights for the results."
    );

    public static readonly Cause DatabaseNotFound = new(
        "DatabaseNotFound",
        "See that EventsDatabase, Database, Catalog and Aws:Region are spelled as in the catalog. Create the database only where it never was there: an empty one of a misspelt name helps nobody."
    );

    public static readonly Cause TableNotFound = new(
        "TableNotFound",
        "See that EventsTable, EventsDatabase, Database and Aws:Region are spelled as in the catalog. Where the definition of the events table is lost, create it again (deploy/aws/events-table.sql); where another table is, start a run."
    );

    public static readonly Cause ColumnNotFound = new(
        "ColumnNotFound",
        "The table's columns changed after the run had read them, or its schema in the catalog is not that of its files. Start the run again; compare the columns in Glue with the files if it fails the same way."
    );

    public static readonly Cause BucketNotFound = new(
        "BucketNotFound",
        "See that ResultsBucket, QueryResultsLocation and Aws:Region are right. Create the bucket in Aws:Region only where it never was there: readers find nothing new under another name."
    );

    public static readonly Cause LocationNotEmpty = new(
        "LocationNotEmpty",
        "Athena writes only to empty locations, and every attempt has one of its own. Rerun the table; find out who writes under the summary prefix if it happens again."
    );

    public static readonly Cause WorkGroupEnforced = new(
        "WorkGroupEnforced",
        "The workgroup overrides client settings, which forbids external_location. Give the pipeline a workgroup of its own (WorkGroup setting). Turn off \"Override client-side settings\" in this one only where nobody relies on what it enforces."
    );

    public static readonly Cause WorkGroupManagesResults = new(
        "WorkGroupManagesResults",
        "Athena manages the workgroup's query results, which forbids OutputLocation. Give the pipeline a workgroup of its own (WorkGroup setting). Choose results in S3 of your own in this one only where nobody relies on the managed ones."
    );

    public static readonly Cause NoOutputLocation = new(
        "NoOutputLocation",
        "Set QueryResultsLocation (or ResultsBucket) to a bucket that the role can write, or give the workgroup an output location."
    );

    public static readonly Cause WorkGroupNotFound = new(
        "WorkGroupNotFound",
        "See that the WorkGroup setting and Aws:Region are right. Create the workgroup only where it never was there: one of a misspelt name has none of the limits of the right one."
    );

    public static readonly Cause WorkGroupDisabled = new(
        "WorkGroupDisabled",
        "Ask who disabled the workgroup, and why. Then enable it in Athena, or name another one in the WorkGroup setting."
    );

    public static readonly Cause BytesScannedLimit = new(
        "BytesScannedLimit",
        "The query read more than the workgroup allows. Check first that the events table is partitioned by day and how much a day holds; where that is as it should be, raise the workgroup's limit of bytes scanned per query: each query may then cost as much."
    );

    public static readonly Cause ResourcesExhausted = new(
        "ResourcesExhausted",
        "The query needs more memory than Athena gives one query. Rerun the table at a quieter time; if it fails the same way, set ScanMode to Extract, which leaves it less to read (its first night reads 90 days once), or give the workgroup reserved capacity."
    );

    public static readonly Cause CapacityExhausted = new(
        "CapacityExhausted",
        "The workgroup's reserved capacity is too small for this query. Raise it, or give the pipeline a workgroup without a reservation."
    );

    public static readonly Cause QueryTimeout = new(
        "QueryTimeout",
        "The query took longer than allowed. Check how much it scans and whether partitions are pruned; raise QueryTimeoutMinutes, or Athena's DML time-out quota."
    );

    public static readonly Cause QueryThrottled = new(
        "QueryThrottled",
        "Athena was slowed down by S3 or Glue while it ran the query. Rerun the table; lower MaxConcurrentQueries if it happens again.",
        RetryAdvice.Once
    );

    public static readonly Cause StorageBusy = new(
        "StorageBusy",
        "S3 could not delete some objects just now; what is left is deleted when the call is repeated.",
        RetryAdvice.AfterWaiting
    );

    public static readonly Cause DataDamaged = new(
        "DataDamaged",
        "A file of the events table cannot be read as the table's schema says. Look at the file that the message names, mend or restore it, then rerun. Where nobody can, add its day, and that day alone, to ExcludedDays, then rerun: its events are then in no window."
    );

    public static readonly Cause StateDamaged = new(
        "StateDamaged",
        "Somebody wrote to an object in which the pipeline keeps its own state. Restore an earlier version of it in S3. Where there is none, move it out of the summary prefix and keep it: the data of the versions that it listed is then nobody's, and stays in S3 until it is deleted by hand."
    );

    public static readonly Cause InvalidQuery = new(
        "InvalidQuery",
        "Athena does not accept the statement. Print it with the plan command; if the events table is unlike others, say so in an issue with its columns."
    );

    public static readonly Cause UnsupportedQuery = new(
        "UnsupportedQuery",
        "Athena does not support a form that the statement uses. Check that the workgroup uses Athena engine version 3."
    );

    public static readonly Cause QueryTooLong = new(
        "QueryTooLong",
        "Print the statement with the plan command, and say so in an issue."
    );

    public static readonly Cause TokenReused = new(
        "TokenReused",
        "A query was submitted before under the same request token but with other text. Settings or the program changed during the run: start a new run."
    );

    public static readonly Cause TableExists = new(
        "TableExists",
        "A table of that name is there already. Rerun the table: every attempt has a staging table of its own."
    );

    public static readonly Cause QuotaReached = new(
        "QuotaReached",
        "A quota of the Glue catalog is reached. Ask AWS for a higher quota, or remove tables that no reader and no pipeline uses: never those whose names begin with pipeline_ or end with _summary."
    );

    public static readonly Cause EncryptionDenied = new(
        "EncryptionDenied",
        "The catalog or the bucket is encrypted with a key that the role may not use. Allow kms:Decrypt and kms:GenerateDataKey on it."
    );

    public static readonly Cause ResultsNotWritten = new(
        "ResultsNotWritten",
        "Athena could not write to S3. Check the role's rights on ResultsBucket and QueryResultsLocation, and the bucket's policy."
    );

    public static readonly Cause QueryNotFound = new(
        "QueryNotFound",
        "Athena no longer knows this query execution, or it belongs to another region or account. Rerun the table."
    );

    public static readonly Cause QueryStopped = new(
        "QueryStopped",
        "Somebody stopped the query in Athena. Ask who, and why, before you rerun the table: it costs the same again."
    );

    public static readonly Cause EngineError = new(
        "EngineError",
        "Athena's engine failed by itself. Rerun the table; open a case with AWS, with the query execution id, if it fails the same way.",
        RetryAdvice.Once
    );
}
