using System.CommandLine;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.LocalHost.Display;
using CommerceAnalytics.OneMachine.Lake;
using CommerceAnalytics.OneMachine.Runs;
using CommerceAnalytics.OneMachine.Sample;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Runs;
using CommerceAnalytics.Summaries;
using Microsoft.Extensions.Logging.Abstractions;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary><c>run</c>: the pipeline once, start to end, with a host of its own.</summary>
internal sealed class RunCommand : LocalCommand
{
    private static readonly Option<string> Json = new("--json")
    {
        Description = "Writes the run report to this file; - is standard output.",
        HelpName = "FILE",
    };

    private static readonly Option<bool> Force = new("--force")
    {
        Description = "Replaces live tables even where they show a later date.",
    };

    private static readonly Option<string[]> Reextract = new("--reextract")
    {
        Description =
            "A UTC day, YYYY-MM-DD, that is extracted from the raw log once more (ScanMode=Extract); give it several times for several.",
        HelpName = "DAY",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<bool> Worker = new("--worker")
    {
        Description = "Runs the published app as a worker process, as `serve` does, instead of in this process.",
    };

    public RunCommand()
        : base(
            "run",
            "The pipeline once, start to end, on LocalAws. Builds, checks and publishes the summary tables. Writes sample events first if the lake has none.",
            CommonOptions.Lake,
            CommonOptions.Date,
            CommonOptions.Service,
            CommonOptions.QueryType,
            Reextract,
            Force,
            Json,
            Worker,
            CommonOptions.App,
            CommonOptions.Storage,
            CommonOptions.AthenaLatency,
            CommonOptions.Faults,
            CommonOptions.Settings,
            CommonOptions.Set
        ) { }

    protected override async Task<int> ExecuteAsync(Inputs inputs, CancellationToken cancellationToken)
    {
        var lake = inputs.LakeToOwn();
        var settings = inputs.Settings();
        var request = inputs.Request(settings, inputs.Parse.GetValue(Force), inputs.Texts(Reextract));
        var awsOptions = settings.LocalAws(lake, port: 0, inputs.Latency()) with { Faults = inputs.Faults(settings) };
        var json = inputs.JsonTarget();
        var mode = Mode(inputs) with { Storage = inputs.Storage(settings) };
        inputs.Refuse();
        await Inputs.ReachAsync(mode.Storage, settings, cancellationToken);

        var surroundings = inputs.Surroundings;
        await using var opened = await OpenLake.StartAsync(
            awsOptions,
            settings.Commerce,
            surroundings.Time,
            NullLoggerFactory.Instance,
            cancellationToken
        );
        if (!lake.HasEvents)
            new SampleLake(lake).Write(
                SampleOptions.For(request, surroundings.Time),
                surroundings.Error,
                cancellationToken
            );
        await using var host = await LakeHost.PrepareAsync(
            opened,
            lake.HostFolder,
            settings,
            surroundings.Time,
            mode,
            logging => HostLogging.ConfigureStoreErrors(logging, surroundings, settings.Values),
            cancellationToken
        );
        await host.StartAsync(cancellationToken);
        using var overHttp = mode.AppFolder is null ? null : new HttpRuns(host, surroundings.Time);
        var runs = overHttp ?? (IRuns)new InProcessRuns(host);
        var report = await RunAsync(
            new LocalRun(host, runs, surroundings.Time) { Summaries = SummarySet.Of(settings.Commerce) },
            request,
            surroundings,
            cancellationToken
        );
        await host.StopAsync();
        IdleFaults.Tell(opened, surroundings);
        await Findings.PrintAsync(
            surroundings,
            json,
            RunReportJson.Write(report),
            console =>
            {
                new ReportDisplay(console).Show(report);
                NextSteps.Print(report, lake, settings.Commerce, surroundings.Program, console.Profile.Out.Writer);
            }
        );
        return report.Status == ReportStatus.Succeeded ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>The worker's app is asked over HTTP, on a port that nobody needs to know.</summary>
    private static HostMode Mode(Inputs inputs)
    {
        if (inputs.Parse.GetValue(Worker))
            return new HostMode { Port = 0, AppFolder = inputs.App() };
        if (inputs.Text(CommonOptions.App) is not null)
            inputs.Add($"{CommonOptions.App.Name} is the app that a worker runs: give {Worker.Name} with it.");
        return HostMode.InProcess;
    }

    private static async Task<RunReport> RunAsync(
        LocalRun run,
        RunRequest request,
        Surroundings surroundings,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            var runId = await run.StartAsync(new RunInput(request), cancellationToken);
            var isAsked = await run.CoversAsync(runId, request);
            surroundings.Error.WriteLine(
                isAsked
                    ? $"run {runId}: {request.ServiceNames.Count} services, {request.QueryTypes.Count} query types, execution date {request.ExecutionDate:yyyy-MM-dd}"
                    : $"run {runId}, which a process that was stopped left unfinished, goes on first: it does not do all that is asked for."
            );
            var report = await Display(surroundings)
                .WhileAsync(show => run.FollowAsync(runId, show, cancellationToken));
            if (isAsked || cancellationToken.IsCancellationRequested)
                return report;
        }
    }

    private static IRunDisplay Display(Surroundings surroundings)
    {
        var console = Consoles.For(surroundings.Error, surroundings.ErrorIsTerminal, surroundings.NoColor);
        return console.Profile.Capabilities is { Ansi: true, Interactive: true }
            ? new LiveRunDisplay(console)
            : new PlainRunDisplay(surroundings.Error);
    }
}
