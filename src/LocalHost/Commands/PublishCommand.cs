using System.CommandLine;
using CommerceAnalytics.OneMachine.Runs;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary><c>publish</c>: publishes by hand what the audit has held.</summary>
internal sealed class PublishCommand : LocalCommand
{
    private static readonly Option<string> Run = new("--run")
    {
        Description = "Run whose tables are held, as its report and the monitor have it. There is no default.",
        HelpName = "ID",
    };

    private static readonly Option<string[]> Table = new("--table")
    {
        Description = "Held table to publish; give it several times for several. All that are held by default.",
        HelpName = "NAME",
        Arity = ArgumentArity.OneOrMore,
    };

    public PublishCommand()
        : base(
            "publish",
            "Publishes held tables by hand. No query runs: the live table is pointed at what was built and kept. What held it only warns from then on, until a night without it; a night older than the live table goes to history alone. On a lake that `serve` holds: POST /api/runs/ID/publish, or the run's page in the monitor.",
            CommonOptions.LakeToAsk,
            Run,
            Table,
            CommonOptions.Json,
            CommonOptions.Settings,
            CommonOptions.Set
        ) { }

    protected override async Task<int> ExecuteAsync(Inputs inputs, CancellationToken cancellationToken)
    {
        var lake = inputs.LakeToChange();
        if (inputs.Text(Run) is not { } runId)
        {
            inputs.Add("--run is missing: name the run whose tables are held.");
            runId = "";
        }

        var tables = inputs.Texts(Table);
        var settings = inputs.Settings();
        var json = inputs.JsonTarget();
        inputs.Refuse();

        return await OneRun.ExecuteAsync(
            lake,
            settings,
            json,
            inputs.Surroundings,
            host => new InProcessRuns(host).PublicationAsync(runId, tables, cancellationToken),
            cancellationToken
        );
    }
}
