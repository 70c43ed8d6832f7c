using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.LocalHost.Display;
using CommerceAnalytics.OneMachine.Lake;
using CommerceAnalytics.OneMachine.Runs;
using CommerceAnalytics.OneMachine.Settings;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Summaries;
using FunctionsHost.Hosting;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary>A run that sends no query, on a lake that nobody serves: the app is started for it alone.</summary>
internal static class OneRun
{
    /// <summary>Starts the app, runs, and prints the report.</summary>
    /// <param name="lake">A lake that is there.</param>
    /// <param name="settings">Settings of the user.</param>
    /// <param name="json">Where the report goes as JSON; null for nowhere.</param>
    /// <param name="surroundings">Where to print.</param>
    /// <param name="ask">What to run, asked of the started app.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    public static async Task<int> ExecuteAsync(
        LakeFolder lake,
        LocalSettings settings,
        string? json,
        Surroundings surroundings,
        Func<AppHost, Task<RunInput>> ask,
        CancellationToken cancellationToken
    )
    {
        var aws = settings.LocalAws(lake, port: 0, TimeSpan.Zero);
        RunReport report;
        await using (
            var started = await StartedLake.StartAsync(lake, aws, settings, surroundings.Time, cancellationToken)
        )
        {
            var run = new LocalRun(started.Host, new InProcessRuns(started.Host), surroundings.Time)
            {
                Summaries = SummarySet.Of(settings.Commerce),
            };
            var runId = await run.StartAsync(await ask(started.Host), cancellationToken);
            report = await new PlainRunDisplay(surroundings.Error).WhileAsync(show =>
                run.FollowAsync(runId, show, cancellationToken)
            );
        }

        await Findings.PrintAsync(
            surroundings,
            json,
            RunReportJson.Write(report),
            console => new ReportDisplay(console).Show(report)
        );
        return report.Status == ReportStatus.Succeeded ? ExitCode.Done : ExitCode.Failed;
    }
}
