using System.CommandLine;
using CommerceAnalytics.LocalHost.Commands;
using CommerceAnalytics.LocalHost.Hosting;
using CommerceAnalytics.LocalHost.Lake;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.LocalHost.Chaos;

/// <summary>
/// One run of <c>chaos</c>, in the process that is killed: the pipeline alone, on the LocalAws of the process that
/// kills it. Goes on with what a killed one left. Prints the run's id, then its status.
/// </summary>
internal sealed class ChaosWorkerCommand : LocalCommand
{
    public const string CommandName = "chaos-worker";

    private static readonly Option<string> Epoch = new("--epoch")
    {
        Description = "Where the hurried clock was set, in ticks.",
        HelpName = "TICKS",
    };

    public ChaosWorkerCommand()
        : base(CommandName, "One run of chaos; started by chaos.", CommonOptions.Lake, CommonOptions.Date, Epoch) =>
        Hidden = true;

    protected override async Task<int> ExecuteAsync(Inputs inputs, CancellationToken cancellationToken)
    {
        var lake = inputs.LakeToAsk();
        var settings = ChaosSettings.Local();
        var request = inputs.Request(settings, force: true) with { ServiceNames = ChaosSettings.Services };
        if (!long.TryParse(inputs.Text(Epoch), out var epoch))
            inputs.Add("--epoch is missing.");
        inputs.Refuse();

        var time = new AcceleratedTime(
            inputs.Surroundings.Time,
            new DateTimeOffset(epoch, TimeSpan.Zero),
            ChaosSettings.Speed
        );
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
        var run = new LocalRun(host, new InProcessRuns(host), inputs.Surroundings.Time);
        var runId = await run.StartAsync(request, cancellationToken);
        await inputs.Surroundings.Out.WriteLineAsync(runId);
        await inputs.Surroundings.Out.FlushAsync(cancellationToken);
        var report = await run.FollowAsync(runId, static _ => { }, cancellationToken);
        await host.StopAsync();
        await inputs.Surroundings.Out.WriteLineAsync(RunReportJson.Write(report));
        return report.Status == ReportStatus.Succeeded ? ExitCode.Done : ExitCode.Failed;
    }
}
