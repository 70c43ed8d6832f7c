using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Planning;

namespace CommerceAnalytics.Functions.Tables;

/// <summary>
/// Records a version before its query can write a byte: what a killed run leaves is known by its record, whatever line
/// it died at.
/// </summary>
/// <param name="store">Where versions are recorded.</param>
public sealed class StartedVersions(ISummaryStore store, TimeProvider time)
{
    /// <summary>
    /// Records the version of an attempt. Throws <see cref="FailureException"/> where it was cleared up meanwhile:
    /// nothing may be written there any more.
    /// </summary>
    /// <param name="plan">The plan of the attempt.</param>
    internal async Task RecordAsync(RunScope run, TablePlan plan, CancellationToken cancellationToken)
    {
        var begun = new TableVersion(
            plan.Table,
            run.ExecutionDate,
            run.RunId,
            plan.Location,
            Rows: null,
            time.GetUtcNow()
        )
        {
            State = VersionState.Started,
            Columns = plan.Columns,
            ExcludedDays = plan.ExcludedDays,
        };
        if ((await store.RecordVersionAsync(begun, cancellationToken)).State == VersionState.Removed)
            throw new FailureException(VersionFailures.Removed(plan));
    }
}
