using System.CommandLine;
using CommerceAnalytics.Functions.Contracts;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary><c>rollback</c>: points tables of a service back to the version before.</summary>
internal sealed class RollbackCommand : LocalCommand
{
    private static readonly Option<string[]> Service = new(CommonOptions.Service.Name)
    {
        Description = "Service whose tables go back; give it several times for several. There is no default.",
        HelpName = CommonOptions.Service.HelpName,
        Arity = ArgumentArity.OneOrMore,
    };

    public RollbackCommand()
        : base(
            "rollback",
            "Points summary tables back to the version before. All of a service's, or those named; the next run publishes anew. Once more goes one version further back, as far as VersionsToKeep reaches. On a lake that `serve` holds: POST /api/services/NAME/rollback.",
            CommonOptions.LakeToAsk,
            Service,
            CommonOptions.QueryType,
            CommonOptions.Json,
            CommonOptions.Settings,
            CommonOptions.Set
        ) { }

    protected override async Task<int> ExecuteAsync(Inputs inputs, CancellationToken cancellationToken)
    {
        var lake = inputs.LakeToChange();
        if (inputs.Texts(CommonOptions.Service).Count == 0)
            inputs.Add("--service is missing: name the service whose tables are to go back.");
        var settings = inputs.Settings();
        var request = inputs.Request(settings);
        var json = inputs.JsonTarget();
        inputs.Refuse();

        return await OneRun.ExecuteAsync(
            lake,
            settings,
            json,
            inputs.Surroundings,
            _ => Task.FromResult(RunInput.Rollback(request)),
            cancellationToken
        );
    }
}
