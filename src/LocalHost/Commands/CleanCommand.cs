using System.CommandLine;
using System.Text.Json;
using CommerceAnalytics.Functions.Cleanup;
using CommerceAnalytics.OneMachine.Lake;
using FunctionsHost.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary><c>clean</c>: shows, and with <c>--yes</c> deletes, what runs that are over have left behind.</summary>
internal sealed class CleanCommand : LocalCommand
{
    private static readonly Option<bool> Yes = new("--yes")
    {
        Description = "Deletes what is shown. Without it nothing is deleted.",
    };

    public CleanCommand()
        : base(
            "clean",
            "Shows what failed, cancelled and killed runs have left behind. That is staging tables, data that was never published, result files of queries. The next run clears it up by itself. On a lake that `serve` holds: GET and DELETE /api/leftovers.",
            CommonOptions.LakeToAsk,
            Yes,
            CommonOptions.Json,
            CommonOptions.Settings,
            CommonOptions.Set
        ) { }

    protected override async Task<int> ExecuteAsync(Inputs inputs, CancellationToken cancellationToken)
    {
        var (lake, removes) = (inputs.LakeToChange(), inputs.Parse.GetValue(Yes));
        var settings = inputs.Settings();
        var awsOptions = settings.LocalAws(lake, port: 0, TimeSpan.Zero);
        var json = inputs.JsonTarget();
        inputs.Refuse();

        var surroundings = inputs.Surroundings;
        IReadOnlyList<Leftover> found;
        await using (
            var started = await StartedLake.StartAsync(lake, awsOptions, settings, surroundings.Time, cancellationToken)
        )
            found = await FindAsync(started.Host, removes, cancellationToken);

        await Findings.PrintAsync(
            surroundings,
            json,
            JsonSerializer.Serialize(found),
            console => new CleanDisplay(console).Show(found, removes)
        );
        return ExitCode.Done;
    }

    private static async Task<IReadOnlyList<Leftover>> FindAsync(
        AppHost host,
        bool removes,
        CancellationToken cancellationToken
    )
    {
        var leftovers = host.Services.GetRequiredService<Leftovers>();
        return removes
            ? await leftovers.RemoveAsync(host.Client, cancellationToken)
            : await leftovers.FindAsync(host.Client, cancellationToken);
    }
}
