using CommerceAnalytics.Failures;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Cleaning;

/// <summary>
/// All that runs which are over have left behind: what the pipeline recorded as its own, under its own prefix, and nothing else. Each run clears
/// up after the ones before it; a person can look first.
/// </summary>
/// <param name="staging">Staging tables.</param>
/// <param name="versions">Data of versions.</param>
/// <param name="extracts">Data of the extract.</param>
/// <param name="results">Result files.</param>
/// <param name="time">Clock.</param>
public sealed class Leftovers(StagingLeftovers staging, VersionLeftovers versions, ExtractLeftovers extracts, ResultLeftovers results, TimeProvider time)
{
    /// <summary>What there is; changes nothing. Throws <see cref="FailureException"/> when AWS does not answer.</summary>
    /// <param name="client">Durable client.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<Leftover>> FindAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var owners = Owners(client);
        return
        [
            .. await staging.FindAsync(owners, cancellationToken),
            .. await versions.FindAsync(owners, cancellationToken),
            .. await extracts.FindAsync(owners, cancellationToken),
            .. await results.FindAsync(owners, cancellationToken),
        ];
    }

    /// <summary>Removes it. Each kind is tried, whatever becomes of the others; then throws the first <see cref="FailureException"/>.</summary>
    /// <param name="client">Durable client.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was removed.</returns>
    public async Task<IReadOnlyList<Leftover>> RemoveAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var owners = Owners(client);
        FailureException? first = null;
        var removed = new List<Leftover>();
        foreach (var remove in new[] { staging.RemoveAsync, versions.RemoveAsync, extracts.RemoveAsync, results.RemoveAsync })
        {
            try
            {
                removed.AddRange(await remove(owners, cancellationToken));
            }
            catch (FailureException failed)
            {
                first ??= failed;
            }
        }

        return first is null ? removed : throw new FailureException(first.Failure, first);
    }

    private RunOwners Owners(DurableTaskClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new(client, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
    }
}
