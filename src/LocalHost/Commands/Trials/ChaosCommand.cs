using System.CommandLine;
using System.Security.Cryptography;
using CommerceAnalytics.OneMachine.Lake;
using CommerceAnalytics.Trials.Chaos;

namespace CommerceAnalytics.LocalHost.Commands.Trials;

/// <summary><c>chaos</c>: whole runs under random faults and kills, held against clean ones.</summary>
internal sealed class ChaosCommand : LocalCommand
{
    private const int MostRuns = 100_000;

    private static readonly Option<string> Seed = new("--seed")
    {
        Description =
            "Seed of the first run; the others follow. The same seed draws the same faults and kills.  [default: a fresh one, which is printed]",
        HelpName = "N",
    };

    private static readonly Option<string> Runs = new("--runs")
    {
        Description = "Number of runs.  [default: 5]",
        HelpName = "N",
    };

    private static readonly Option<string> Lake = new(CommonOptions.Lake.Name)
    {
        Description =
            "The lake: a folder without events, made if it is not there, and kept.  [default: a temporary folder, deleted where nothing was wrong]",
        HelpName = CommonOptions.Lake.HelpName,
    };

    public ChaosCommand()
        : base(
            "chaos",
            "Runs the pipeline under random faults and kills. Again and again in a process of its own, under faults of LocalAws and kills of that process, while readers query all tables and the nights of history; in some runs the audit holds tables, and somebody publishes them by hand. After each run every table must equal a clean run's, no reader may have seen anything but whole old or new tables and whole nights, and after a clean run nothing may be left behind. Exit code 1 when something was wrong.",
            Seed,
            Runs,
            Lake
        ) { }

    protected override async Task<int> ExecuteAsync(Inputs inputs, CancellationToken cancellationToken)
    {
        var first = inputs.Number(Seed, RandomNumberGenerator.GetInt32(1, 1_000_000_000), 0, int.MaxValue - MostRuns);
        var runs = inputs.Number(Runs, 5, 1, MostRuns);
        var named = inputs.Text(Lake) is null ? null : inputs.LakeToOwn();
        if (named is { HasEvents: true })
            inputs.Add(
                $"the lake '{named.Given}' (--lake) holds events: chaos makes a lake of its own, name a folder that is not there."
            );
        inputs.Refuse();

        var lake = named ?? new LakeFolder(Directory.CreateTempSubdirectory("commerce-chaos-").FullName);
        var surroundings = inputs.Surroundings;
        await surroundings.Error.WriteLineAsync($"chaos: seed {first}, {runs} runs, lake {lake.FullPath}");
        var chaos = new ChaosRuns(lake, surroundings.Time, surroundings.Error, surroundings.Program);
        var wrong = await chaos.RunAsync(first, runs, cancellationToken);
        await surroundings.Out.WriteLineAsync($"{runs} runs, {wrong} wrong");
        if (named is null && wrong == 0)
            Directory.Delete(lake.FullPath, recursive: true);
        return wrong == 0 ? ExitCode.Done : ExitCode.Failed;
    }
}
