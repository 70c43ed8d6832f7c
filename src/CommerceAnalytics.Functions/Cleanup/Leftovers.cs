using CommerceAnalytics.Aws.Glue;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Cleanup;

/// <summary>
/// All that runs which are over have left behind: what the pipeline recorded as its own, under its own prefix, and
/// nothing else. Each run clears up after the ones before it; a person can look first.
/// </summary>
/// <param name="dead">Queries.</param>
/// <param name="staging">Staging tables.</param>
/// <param name="versions">Data of versions.</param>
/// <param name="extracts">Data of the extract.</param>
/// <param name="results">Result files.</param>
/// <param name="retired">Data of versions that nothing shows any more.</param>
/// <param name="trials">What verifications left.</param>
/// <param name="locations">What tables show.</param>
public sealed class Leftovers(
    DeadQueries dead,
    StagingLeftovers staging,
    VersionLeftovers versions,
    ExtractLeftovers extracts,
    ResultLeftovers results,
    RetiredVersions retired,
    TrialLeftovers trials,
    LocationCheck locations,
    TimeProvider time
)
{
    /// <summary>
    /// What there is; changes nothing. Throws <see cref="FailureException"/> when AWS does not answer.
    /// </summary>
    public async Task<IReadOnlyList<Leftover>> FindAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var owners = Owners(client);
        return
        [
            .. await staging.FindAsync(owners, cancellationToken),
            .. await versions.FindAsync(owners, cancellationToken),
            .. await extracts.FindAsync(owners, cancellationToken),
            .. await results.FindAsync(owners, cancellationToken),
            .. await retired.FindAsync(cancellationToken),
            .. await trials.FindAsync(cancellationToken),
        ];
    }

    /// <summary>Stops what still writes and removes what there is.</summary>
    /// <inheritdoc cref="RemoveAsync(DurableTaskClient, StoppedQueries, CancellationToken)"/>
    public async Task<IReadOnlyList<Leftover>> RemoveAsync(
        DurableTaskClient client,
        CancellationToken cancellationToken
    ) => await RemoveAsync(client, await StopAsync(client, cancellationToken), cancellationToken);

    /// <summary>Removing changes records, which must not lie where a table is read.</summary>
    private async Task<StoppedQueries> StopAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var stopped = await dead.StopAsync(client, cancellationToken);
        await locations.CheckAsync(cancellationToken);
        return stopped;
    }

    /// <summary>
    /// Removes it. Each kind is tried, whatever becomes of the others; then throws the first
    /// <see cref="FailureException"/>.
    /// </summary>
    /// <param name="stopped">Queries that were stopped, or not: what these may write is left to the next time.</param>
    /// <returns>What was removed.</returns>
    internal async Task<IReadOnlyList<Leftover>> RemoveAsync(
        DurableTaskClient client,
        StoppedQueries stopped,
        CancellationToken cancellationToken
    )
    {
        var owners = Owners(client);
        var first = stopped.Refused;
        var removed = new List<Leftover>();
        Func<Task<IReadOnlyList<Leftover>>>[] kinds =
        [
            () => staging.RemoveAsync(owners, cancellationToken),
            () => versions.RemoveAsync(owners, stopped.BusyRuns, cancellationToken),
            () => extracts.RemoveAsync(owners, cancellationToken),
            () => results.RemoveAsync(owners, cancellationToken),
            () => retired.RemoveAsync(cancellationToken),
            () => trials.RemoveAsync(cancellationToken),
        ];
        foreach (var remove in kinds)
        {
            try
            {
                removed.AddRange(await remove());
            }
            catch (FailureException failed)
            {
                first ??= failed.Failure;
            }
        }

        return first is null ? removed : throw new FailureException(first);
    }

    private RunOwners Owners(DurableTaskClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new(client, time.GetUtcNow());
    }
}
