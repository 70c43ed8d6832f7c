using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Failures;
using CommerceAnalytics.Functions.QueryQueue;

namespace CommerceAnalytics.Functions.Tables;

/// <summary>
/// Records a version before its query can write a byte: what a killed run leaves is known by its record, whatever line
/// it died at.
/// </summary>
/// <param name="store">Where versions are recorded.</param>
/// <param name="time">Clock.</param>
public sealed class StartedVersions(ISummaryStore store, TimeProvider time) : IStatementRecords
{
    /// <inheritdoc/>
    public bool Cover(SubmitInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.IsTable;
    }

    /// <summary>
    /// Records the version of an attempt. Throws <see cref="FailureException"/> where it was cleared up meanwhile:
    /// nothing may be written there any more.
    /// </summary>
    /// <param name="input">Which table, of which run.</param>
    /// <param name="cancellationToken">The host stops.</param>
    public async Task StartAsync(SubmitInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (plan, run) = (input.Run.Plan(input.ServiceName, input.QueryType, input.Attempt), input.Run);
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

    /// <summary>A version is found by its place: which query wrote it, nobody asks.</summary>
    public Task NameQueryAsync(SubmitInput input, string queryExecutionId, CancellationToken cancellationToken) =>
        Task.CompletedTask;
}
