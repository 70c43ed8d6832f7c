using System.CommandLine;
using System.Text.Json;
using CommerceAnalytics.Functions.Removal;
using CommerceAnalytics.Naming;
using CommerceAnalytics.OneMachine.Lake;
using FunctionsHost.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary>
/// <c>remove-service</c>: shows, and with <c>--yes</c> removes, what the pipeline keeps for a service.
/// </summary>
internal sealed class RemoveServiceCommand : LocalCommand
{
    private static readonly Argument<string> Service = new("NAME")
    {
        Description = "The service.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<bool> Yes = new("--yes")
    {
        Description = "Removes what is shown. Without it nothing is removed.",
    };

    public RemoveServiceCommand()
        : base(
            "remove-service",
            "Shows what is kept for a former service, and removes it. That is one that is not in the setting ServiceNames (any more); what is kept are its summary tables, their versions and records, its days of the extract; with --yes it removes them. Reports of runs and the event log stay. On a lake that `serve` holds: GET and DELETE /api/services/NAME.",
            CommonOptions.LakeToAsk,
            Yes,
            CommonOptions.Json,
            CommonOptions.Settings,
            CommonOptions.Set
        )
    {
        Arguments.Add(Service);
    }

    protected override async Task<int> ExecuteAsync(Inputs inputs, CancellationToken cancellationToken)
    {
        var (lake, removes) = (inputs.LakeToChange(), inputs.Parse.GetValue(Yes));
        var name = NameOf(inputs);
        var settings = inputs.Settings();
        var awsOptions = settings.LocalAws(lake, port: 0, TimeSpan.Zero);
        var json = inputs.JsonTarget();
        inputs.Refuse();

        var surroundings = inputs.Surroundings;
        IReadOnlyList<ServiceThing> things;
        await using (
            var started = await StartedLake.StartAsync(lake, awsOptions, settings, surroundings.Time, cancellationToken)
        )
            things = await FindAsync(started.Host, name, removes, cancellationToken);

        await Findings.PrintAsync(
            surroundings,
            json,
            JsonSerializer.Serialize(things),
            console => new RemoveServiceDisplay(console).Show(name, things, removes)
        );
        return ExitCode.Done;
    }

    private static string NameOf(Inputs inputs)
    {
        var name = inputs.Parse.GetValue(Service);
        if (name is null)
            inputs.Add("no service is given: name the one that is to go.");
        else if (!ServiceName.IsValid(name))
            inputs.Add($"{Shown.Text(name)} is not a service name: {ServiceName.Rule}");
        return name ?? "";
    }

    private static async Task<IReadOnlyList<ServiceThing>> FindAsync(
        AppHost host,
        string name,
        bool removes,
        CancellationToken cancellationToken
    )
    {
        var removal = host.Services.GetRequiredService<ServiceRemoval>();
        if (await removal.RefusalAsync(host.Client, name, cancellationToken) is { } refusal)
            throw new InvalidInputException([$"{refusal.Message} {refusal.Advice}"]);
        return removes
            ? await removal.RemoveAsync(name, cancellationToken)
            : await removal.FindAsync(name, cancellationToken);
    }
}
