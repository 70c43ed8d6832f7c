using CommerceAnalytics.OneMachine.Lake;

namespace CommerceAnalytics.Trials.Chaos;

/// <summary>Run after run under faults and kills, on a fresh lake whenever one is stale.</summary>
/// <param name="lake">The folder that the lakes are made in.</param>
/// <param name="progress">Where each run is told.</param>
/// <param name="program">How the program is started, for a command to copy.</param>
internal sealed class ChaosRuns(LakeFolder lake, TimeProvider time, TextWriter progress, string program)
{
    /// <summary>Runs, each held against clean ones, and prints a line about each.</summary>
    /// <param name="first">Seed of the first run; the others follow.</param>
    /// <param name="runs">Number of runs.</param>
    /// <returns>The number of runs with which something was wrong.</returns>
    public async Task<int> RunAsync(int first, int runs, CancellationToken cancellationToken)
    {
        var (wrong, lakes) = (0, 0);
        ChaosTrial? trial = null;
        try
        {
            for (var seed = first; seed < first + runs; seed++)
            {
                if (trial is null or { IsStale: true })
                    trial = await AnewAsync(
                        trial,
                        new LakeFolder(Path.Combine(lake.FullPath, $"lake-{++lakes}")),
                        cancellationToken
                    );
                wrong += await TellAsync(await trial.RunAsync(seed, cancellationToken), seed) ? 0 : 1;
            }

            return wrong;
        }
        finally
        {
            if (trial is not null)
                await trial.DisposeAsync();
        }
    }

    /// <summary>A fresh lake in the place of a stale one.</summary>
    private async Task<ChaosTrial> AnewAsync(ChaosTrial? stale, LakeFolder fresh, CancellationToken cancellationToken)
    {
        if (stale is not null)
            await stale.DisposeAsync();
        return await ChaosTrial.PrepareAsync(fresh, time, cancellationToken);
    }

    /// <summary>Prints what became of a run; false when something was wrong.</summary>
    private async Task<bool> TellAsync(Finding finding, int seed)
    {
        await progress.WriteLineAsync(finding.Line);
        foreach (var problem in finding.Problems)
            await progress.WriteLineAsync($"  wrong: {problem}");
        if (finding.Problems.Count > 0)
            await progress.WriteLineAsync(
                $"  to repeat: {program} chaos --seed {seed} --runs 1 (the lake is kept: {lake.FullPath})"
            );
        return finding.Problems.Count == 0;
    }
}
