using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Trials.Chaos;

/// <summary>Publishes by hand what the audit held in a run, under the faults of that run and kills of its own.</summary>
/// <param name="workers">Processes.</param>
/// <param name="aws">LocalAws.</param>
internal sealed class ByHand(Workers workers, ChaosAws aws)
{
    /// <summary>What of a run's tables the audit held.</summary>
    public static IReadOnlyList<string> Held(RunReport? report) => Tables(report, TableStatus.Held);

    /// <summary>What a run says it published.</summary>
    public static IReadOnlyList<string> Published(RunReport? report) => Tables(report, TableStatus.Published);

    /// <summary>Publishes them, or a part of them.</summary>
    /// <returns>The publication's report; null where nothing was to be published, or there is none.</returns>
    public async Task<RunReport?> PublishAsync(
        RunReport? report,
        ChaosPlan plan,
        List<string> problems,
        CancellationToken cancellationToken
    )
    {
        var held = Held(report);
        if (held.Count == 0 || plan.Held is not { IsPublished: true } byHand)
            return null;
        aws.Misbehave(plan.Faults);
        var named = held.Where((_, at) => byHand.IsPart && at % 2 == 0);
        string[] work = ["--publish", report!.RunId, .. named.SelectMany(table => new[] { "--table", table })];
        var kills = byHand.Kills;
        RunReport? published;
        string printed;
        long before;
        do
        {
            before = aws.Strikes;
            (published, printed) = await workers.RunAsync(
                work,
                kills,
                outage: null,
                aws.RestartAsync,
                cancellationToken
            );
            kills = [];
        } while (published is null && IsRefused(printed) && aws.Strikes > before);

        if (published is null)
            problems.Add($"the publication by hand gave no report: {printed}");
        else if (published.Status != ReportStatus.Succeeded && aws.Strikes == 0)
            problems.Add($"the publication by hand failed though nothing struck it: {RunReportJson.Write(published)}");
        return published;
    }

    /// <summary>
    /// A command that AWS refused before any work says so in one error, and is given again, as its advice says: a fault
    /// strikes a few times only.
    /// </summary>
    private static bool IsRefused(string printed) => printed.StartsWith("error: ", StringComparison.Ordinal);

    private static List<string> Tables(RunReport? report, TableStatus status) =>
        [
            .. from service in report?.Services ?? []
            from table in service.Tables
            where table.Status == status
            select table.Table,
        ];
}
