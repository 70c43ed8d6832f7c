using System.CommandLine;
using CommerceAnalytics.Trials.Benchmarks;
using CommerceAnalytics.Trials.Benchmarks.Engine;

namespace CommerceAnalytics.LocalHost.Commands.Trials;

/// <summary>
/// <c>bench engine</c>: how much the durable engine does and how fast it answers, everything written to the disk.
/// </summary>
internal sealed class EngineBenchCommand : LocalCommand
{
    private static readonly Option<string> Seconds = new("--seconds")
    {
        Description = "How long the steady measurements take, each.  [default: 10]",
        HelpName = "N",
    };

    private static readonly Option<string> App = new("--app")
    {
        Description =
            "A published app with the functions HelloSequence, FanOut and SayHello: measured as a worker process too."
            + "  [default: in process alone]",
        HelpName = "DIR",
    };

    public EngineBenchCommand()
        : base(
            "engine",
            "The durable engine: orchestrations and activities a second, latencies, beside what the disk allows.",
            BenchFolderOption.Folder,
            Seconds,
            App
        ) { }

    protected override async Task<int> ExecuteAsync(Inputs inputs, CancellationToken cancellationToken)
    {
        var folder = BenchFolderOption.Of(inputs);
        var duration = TimeSpan.FromSeconds(inputs.Number(Seconds, 10, 1, 600));
        inputs.Refuse();

        using var work = new BenchFolder(folder);
        var bench = new EngineBench(
            work.Path,
            inputs.Text(App),
            duration,
            inputs.Surroundings.Time,
            inputs.Surroundings.Error
        );
        inputs.Surroundings.Out.WriteLine((await bench.RunAsync(cancellationToken)).Json());
        return ExitCode.Done;
    }
}
