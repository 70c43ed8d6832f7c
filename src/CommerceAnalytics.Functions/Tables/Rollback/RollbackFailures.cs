using CommerceAnalytics.Aws.S3;

namespace CommerceAnalytics.Functions.Tables.Rollback;

/// <summary>Why a table cannot go back.</summary>
internal static class RollbackFailures
{
    public static Failure NotPublished(string table) =>
        new(
            "NotPublishedByPipeline",
            $"{table} shows no version that the pipeline recorded: there is nothing known to go back to.",
            "Run the pipeline for the table first; a table of another making is left alone."
        );

    public static Failure NothingBefore(TableVersion live, int keep) =>
        new(
            "NoVersionBefore",
            $"{live.Table} shows its oldest version that is kept, of {live.ExecutionDate:yyyy-MM-dd} (run {live.RunId}): VersionsToKeep is {keep}.",
            "Run an earlier date with force (run --date YYYY-MM-DD --force; POST /api/runs with execution_date and \"force\": true), or mend the log and rerun today; "
                + "raise CommerceAnalytics:VersionsToKeep to be able to go back further next time."
        );

    public static Failure Incomplete(TableVersion version, int missing) =>
        new(
            "VersionIncomplete",
            $"{missing} of the {version.Files!.Count} object(s) of the version before, at {version.Location}, are not there any more: {version.Table} was left as it is.",
            "Find out who deletes under the summary prefix (a lifecycle rule of the bucket?); run the earlier date with force to build it anew."
        );

    public static Failure ChangedMeanwhile(string table) =>
        new(
            "ChangedMeanwhile",
            $"{table} shows another version than when the rollback began: it was left as it is.",
            "See what it shows now; ask for the rollback again if it is still wanted."
        );
}
