using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Reports;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>
/// By which run another was mended: it ran the failed tables again or published the held ones by hand, and succeeded, or
/// was mended in turn.
/// </summary>
internal static class Mending
{
    /// <summary>
    /// The report with the run that mended it; unchanged where it did not fail or nothing has mended it.
    /// </summary>
    public static async Task<RunReport> LookUpAsync(
        DurableTaskClient client,
        RunReport report,
        CancellationToken cancellationToken
    )
    {
        if (report.Status != ReportStatus.Failed)
            return report;
        var reruns = await RerunsAsync(client, RunIds.PrefixOf(report.ExecutionDate), cancellationToken);
        var byHand = reruns.Where(rerun => rerun.PublicationOf == report.RunId).Select(rerun => rerun.RunId).ToList();
        return report with
        {
            MendedBy = MendedBy(report.RunId, reruns),
            PublishedBy = byHand.Count > 0 ? byHand : null,
        };
    }

    /// <summary>The same for many runs. They are looked up month by month, as a page of runs is read.</summary>
    /// <param name="failed">Ids of runs that failed.</param>
    /// <returns>For each run that was mended, by which.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> LookUpAsync(
        DurableTaskClient client,
        IEnumerable<string> failed,
        CancellationToken cancellationToken
    )
    {
        var mended = new Dictionary<string, string>();
        foreach (var month in failed.GroupBy(run => RunIds.PrefixOfMonth(RunIds.Parse(run)!.Value.ExecutionDate)))
        {
            var reruns = await RerunsAsync(client, month.Key, cancellationToken);
            foreach (var run in month)
            {
                if (MendedBy(run, reruns) is { } by)
                    mended[run] = by;
            }
        }

        return mended;
    }

    private static async Task<List<Rerun>> RerunsAsync(
        DurableTaskClient client,
        string prefix,
        CancellationToken cancellationToken
    )
    {
        var query = new OrchestrationQuery(InstanceIdPrefix: prefix, FetchInputsAndOutputs: true);
        var reruns = new List<Rerun>();
        await foreach (var run in client.GetAllInstancesAsync(query).WithCancellation(cancellationToken))
        {
            if (
                RunIds.Parse(run.InstanceId) is { } id
                && run.ReadInputAs<RunInput>() is { } input
                && Of(input) is { } of
            )
                reruns.Add(new(run.InstanceId, id.Number, of.Mends, IsSucceeded(run), of.PublicationOf));
        }

        return [.. reruns.OrderBy(rerun => rerun.Number)];
    }

    /// <summary>What a run ran again; null for one that ran nothing again.</summary>
    private static (string? Mends, string? PublicationOf)? Of(RunInput input)
    {
        var mends = input.RerunOf ?? (input.Held is { IsWhole: true } whole ? whole.RunId : null);
        return mends is null && input.Held is null ? null : (mends, input.Held?.RunId);
    }

    private static bool IsSucceeded(OrchestrationMetadata run) =>
        run.RuntimeStatus == OrchestrationRuntimeStatus.Completed
        && run.ReadOutputAs<RunOutcome>() is { Status: "succeeded" };

    /// <summary>A rerun has a higher number than what it ran again, so that this comes to an end.</summary>
    private static string? MendedBy(string runId, List<Rerun> reruns)
    {
        var own = RunIds.Parse(runId)!.Value.Number;
        var later = reruns.Where(rerun => rerun.Of == runId && rerun.Number > own);
        return later
            .Select(rerun => rerun.IsSucceeded ? rerun.RunId : MendedBy(rerun.RunId, reruns))
            .FirstOrDefault(found => found is not null);
    }

    private sealed record Rerun(string RunId, int Number, string? Of, bool IsSucceeded, string? PublicationOf);
}
