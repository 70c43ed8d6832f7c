using System.CommandLine;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Trials.Chaos;

namespace CommerceAnalytics.LocalHost.Commands.Trials;

/// <summary>
/// One run of <c>chaos</c>, or the publication by hand of what it held, in the process that is killed: the pipeline
/// alone, on the LocalAws of the process that kills it. Goes on with what a killed one left. Prints the run's id, then
/// its report.
/// </summary>
internal sealed class ChaosWorkerCommand : LocalCommand
{
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
            Workers.CommandName,
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

        var (real, output) = (inputs.Surroundings.Time, inputs.Surroundings.Out);
        var worker = new ChaosWorker(lake, settings, new DateTimeOffset(epoch, TimeSpan.Zero), real, output);
        var report = inputs.Text(Publish) is { } held
            ? await worker.PublishAsync(held, inputs.Texts(Table), cancellationToken)
            : await worker.RunAsync(request, cancellationToken);
        return report.Status == ReportStatus.Succeeded ? ExitCode.Done : ExitCode.Failed;
    }
}
