using CommerceAnalytics.Aws.S3;

namespace CommerceAnalytics.Functions.Tables;

/// <summary>Why a held version cannot be published by hand.</summary>
internal static class HeldFailures
{
    public static Failure Cleared(string table, string runId) =>
        new(
            "HeldVersionCleared",
            $"What run {runId} built of {table} is not kept any more: later nights have cleared it up.",
            $"Rerun that run if the night is still wanted: POST /api/runs/{runId}/rerun builds its held tables anew."
        );

    public static Failure Published(string table, string runId) =>
        new(
            "HeldVersionPublished",
            $"What run {runId} built of {table} was published before.",
            "Nothing is to be done: the report of that run names the runs that published by hand."
        );

    public static Failure Superseded(TableVersion held, string by) =>
        new(
            "HeldVersionSuperseded",
            $"{held.Table} of {held.ExecutionDate:yyyy-MM-dd} was published later than run {held.RunId} built it, by {by}: that counts.",
            "Nothing is to be done; to have the night built once more, run its date again."
        );

    public static Failure Incomplete(TableVersion held, int missing) =>
        new(
            "VersionIncomplete",
            $"{missing} of the {held.Files!.Count} object(s) of the held version at {held.Location} are not there any more: {held.Table} was left as it is.",
            "Find out who deletes under the summary prefix (a lifecycle rule of the bucket?); rerun the night to build it anew."
        );
}
