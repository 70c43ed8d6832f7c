using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Cleanup;

/// <summary>
/// Athena's result files of runs that failed, were cancelled or were killed. Those of runs that went well stay, as
/// Athena's history names them.
/// </summary>
/// <param name="results">Result files.</param>
public sealed class ResultLeftovers(
    IQueryResults results,
    IOptions<CommerceSettings> settings,
    ILogger<ResultLeftovers> logger
)
{
    internal async Task<IReadOnlyList<Leftover>> FindAsync(RunOwners owners, CancellationToken cancellationToken)
    {
        var found = new List<Leftover>();
        foreach (var run in await results.ListAsync(cancellationToken))
        {
            if (
                !await owners.IsOverAsync(run.RunId, run.RecordedAt, cancellationToken)
                || await owners.HasSucceededAsync(run.RunId, cancellationToken)
            )
                continue;
            if (await results.ListFilesAsync(run, cancellationToken) is { Count: > 0 } files)
                found.Add(Found(run, files.Count, files));
        }

        return found;
    }

    internal async Task<IReadOnlyList<Leftover>> RemoveAsync(RunOwners owners, CancellationToken cancellationToken)
    {
        var removed = new List<Leftover>();
        foreach (var run in await results.ListAsync(cancellationToken))
        {
            if (!await owners.IsOverAsync(run.RunId, run.RecordedAt, cancellationToken))
                continue;
            if (await owners.HasSucceededAsync(run.RunId, cancellationToken))
                await results.ForgetAsync(run, cancellationToken);
            else
                await RemoveAsync(run, removed, cancellationToken);
        }

        return removed;
    }

    private async Task RemoveAsync(RunResults run, List<Leftover> removed, CancellationToken cancellationToken)
    {
        var files = await results.ListFilesAsync(run, cancellationToken);
        if (await results.RemoveAsync(run, cancellationToken) is not (> 0 and var objects))
            return;
        removed.Add(Found(run, objects, files));
        logger.LeftoverRemoved(run.RunId, objects, Place(run));
    }

    private Leftover Found(RunResults run, int objects, IReadOnlyList<StoredFile> files)
    {
        var bytes = files.Sum(file => file.Bytes);
        return new(LeftoverKind.Results, run.RunId, Place(run), objects, bytes);
    }

    private string Place(RunResults run) => $"{settings.Value.QueryResultsAddress()}{run.RunKey}/";
}
