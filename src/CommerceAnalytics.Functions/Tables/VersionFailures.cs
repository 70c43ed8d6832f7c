using CommerceAnalytics.Planning;

namespace CommerceAnalytics.Functions.Tables;

/// <summary>Failures about versions.</summary>
internal static class VersionFailures
{
    /// <summary>An activity that was delivered long after its run was over meets this, and does no harm.</summary>
    public static Failure Removed(TablePlan plan) =>
        new(
            "VersionRemoved",
            $"The version of {plan.Table} at {plan.Location} was cleared up before it was published: its run counted as over.",
            "Nothing is wrong with the live table. Rerun the table."
        );
}
