using System.CommandLine;
using CommerceAnalytics.LocalHost.Commands;
using CommerceAnalytics.Naming;
using CommerceAnalytics.OneMachine.Hosting;
using CommerceAnalytics.OneMachine.Lake;
using CommerceAnalytics.OneMachine.Runs;
using CommerceAnalytics.Reports;
using FunctionsHost.Hosting;

namespace CommerceAnalytics.LocalHost.Chaos;

/// <summary>
/// One run of <c>chaos</c>, or the publication by hand of what it held, in the process that is killed: the pipeline
/// alone, on the LocalAws of the process that kills it. Goes on with what a killed one left. Prints the run's id, then
/// its report.
/// </summary>
internal sealed class ChaosWorkerCommand : LocalCommand
{
    public const string CommandName = "chaos-worker";

    private static readonly Option<string> Epoch = new("--epoch")
    {
        Description = "Where the hurried clock was set, in ticks.",
        HelpName = "TICKS",
    };

    private static readonly Option<string> Publish = new("--publish")
    {
        Description = "The run whose held tables are to be published by hand.",
        HelpName = "ID",
    };

    private static readonly Option<string[]> Table = new("--table")
    {
        Description = "One of them; all by default.",
        HelpName = "NAME",
        Arity = ArgumentArity.OneOrMore,
    };

    public ChaosWorkerCommand()
        : base(
            CommandName,
            "One run of chaos; started by chaos.",
            CommonOptions.Lake,
            CommonOptions.Date,
            CommonOptions.Set,
            Epoch,
            Publish,
            Table
        ) => Hidden = true;

    protected override async Task<int> ExecuteAsync(Inputs inputs, CancellationToken cancellationToken)
    {
        var lake = inputs.LakeToAsk();
        var settings = ChaosSettings.Local(inputs.Texts(CommonOptions.Set));
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
        var runId = inputs.Text(Publish) is { } held
            ? await PublishAsync(host, run, held, inputs.Texts(Table), cancellationToken)
            : await run.StartAsync(request, cancellationToken);
        await inputs.Surroundings.Out.WriteLineAsync(runId);
        await inputs.Surroundings.Out.FlushAsync(cancellationToken);
        var report = await run.FollowAsync(runId, static _ => { }, cancellationToken);
        await host.StopAsync();
        await inputs.Surroundings.Out.WriteLineAsync(RunReportJson.Write(report));
        return report.Status == ReportStatus.Succeeded ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>Starts the publication, unless a process that was killed has: that one's is followed.</summary>
    private static async Task<string> PublishAsync(
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
