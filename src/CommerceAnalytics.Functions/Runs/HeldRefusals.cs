using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>Why nothing of a run can be published by hand.</summary>
internal static class HeldRefusals
{
    public static Failure StillRunning(string runId) =>
        new("RunGoesOn", $"Run {runId} still goes on.", "Wait until it has ended; its report then tells what is held.");

    public static Failure NothingHeld(RunReport report) =>
        new(
            "NothingHeld",
            $"Run {report.RunId} has no held table.",
            "Its report tells what became of each table; tables that failed are rerun: POST /api/runs/{id}/rerun."
        );

    public static Failure NotHeld(RunReport report, TableReport table) =>
        new(
            "NotHeld",
            $"{table.Table} is not held in run {report.RunId}: it is {table.Status.ToString().ToLowerInvariant()}.",
            "Name held tables only, or none for all that are held."
        );
}
