using CommerceAnalytics.Naming;
using CommerceAnalytics.OneMachine.Hosting;
using CommerceAnalytics.OneMachine.Lake;
using CommerceAnalytics.OneMachine.Runs;
using CommerceAnalytics.OneMachine.Settings;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Runs;
using FunctionsHost.Hosting;

namespace CommerceAnalytics.Trials.Chaos;

/// <summary>
/// The work of a process that is killed: the pipeline alone, on the LocalAws of the process that kills it. Goes on with
/// what a killed one left. Prints the run's id, then its report.
/// </summary>
/// <param name="lake">A lake that another process serves.</param>
/// <param name="epoch">Where the hurried clock was set.</param>
/// <param name="real">The real clock.</param>
/// <param name="output">Where to print.</param>
internal sealed class ChaosWorker(
    LakeFolder lake,
    LocalSettings settings,
    DateTimeOffset epoch,
    TimeProvider real,
    TextWriter output
)
{
    /// <summary>Runs the pipeline.</summary>
    public Task<RunReport> RunAsync(RunRequest request, CancellationToken cancellationToken) =>
        FollowAsync((_, run) => run.StartAsync(request, cancellationToken), cancellationToken);

    /// <summary>Publishes by hand what is held of a run.</summary>
    /// <param name="held">The run.</param>
    /// <param name="tables">Those of its held tables that are published; all where there are none.</param>
    /// <param name="cancellationToken">Cancels the publication.</param>
    public Task<RunReport> PublishAsync(
        string held,
        IReadOnlyList<string> tables,
        CancellationToken cancellationToken
    ) =>
        FollowAsync(
            (host, run) => StartPublicationAsync(host, run, held, tables, cancellationToken),
            cancellationToken
        );

    private async Task<RunReport> FollowAsync(
        Func<AppHost, LocalRun, Task<string>> start,
        CancellationToken cancellationToken
    )
    {
        var time = new AcceleratedTime(real, epoch, ChaosSettings.Speed);
        await using var opened = await OpenLake.OfOwnerAsync(lake, settings.Commerce, time, cancellationToken);
        await using var host = await LakeHost.CreateAsync(
            opened,
            lake.HostFolder,
            settings,
            time,
            HostMode.InProcess,
            logging: null,
            cancellationToken
        );
        await host.StartAsync(cancellationToken);
        var run = new LocalRun(host, new InProcessRuns(host), real);
        var runId = await start(host, run);
        await output.WriteLineAsync(runId);
        await output.FlushAsync(cancellationToken);
        var report = await run.FollowAsync(runId, static _ => { }, cancellationToken);
        await host.StopAsync();
        await output.WriteLineAsync(RunReportJson.Write(report));
        return report;
    }

    /// <summary>Starts the publication, unless a process that was killed has: that one's is followed.</summary>
    private static async Task<string> StartPublicationAsync(
        AppHost host,
        LocalRun run,
        string held,
        IReadOnlyList<string> tables,
        CancellationToken cancellationToken
    )
    {
        var (date, number) = RunIds.Parse(held)!.Value;
        var next = RunIds.For(date, number + 1);
        if (await host.Client.GetInstanceAsync(next, cancellationToken) is not null)
            return next;
        var input = await new InProcessRuns(host).PublicationAsync(held, tables, cancellationToken);
        return await run.StartAsync(input, cancellationToken);
    }
}
