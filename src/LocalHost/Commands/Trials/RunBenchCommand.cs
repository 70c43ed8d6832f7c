using CommerceAnalytics.Trials.Benchmarks;
using CommerceAnalytics.Trials.Benchmarks.Run;

namespace CommerceAnalytics.LocalHost.Commands.Trials;

/// <summary><c>bench run</c>: how long a night on the sample's events takes on this machine.</summary>
internal sealed class RunBenchCommand : LocalCommand
{
    public RunBenchCommand()
        : base(
            "run",
            "A night on the sample's events: seconds of the first run and of one more, processor time, memory.",
            BenchFolderOption.Folder
        ) { }

    protected override async Task<int> ExecuteAsync(Inputs inputs, CancellationToken cancellationToken)
    {
        var folder = BenchFolderOption.Of(inputs);
        inputs.Refuse();

        using var work = new BenchFolder(folder);
        var bench = new RunBench(
            work.Path,
            QuietProgram.In(inputs.Surroundings),
            inputs.Surroundings.Time,
            inputs.Surroundings.Error
        );
        inputs.Surroundings.Out.WriteLine((await bench.RunAsync(cancellationToken)).Json());
        return ExitCode.Done;
    }
}
