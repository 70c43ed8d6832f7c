using System.CommandLine;
using CommerceAnalytics.Trials.Benchmarks;
using CommerceAnalytics.Trials.Benchmarks.Pipeline;

namespace CommerceAnalytics.LocalHost.Commands.Trials;

/// <summary><c>bench makespan</c>: a run's time beside its longest chain of batches.</summary>
internal sealed class MakespanBenchCommand : LocalCommand
{
    private static readonly Option<string> Factor = new("--factor")
    {
        Description = "How many times as fast the guide's queries of minutes pass.  [default: 10]",
        HelpName = "N",
    };

    public MakespanBenchCommand()
        : base(
            "makespan",
            "A run of 2 services: its time beside its longest chain of batches, AWS simulated.",
            Factor,
            CommonOptions.Set
        ) { }

    protected override async Task<int> ExecuteAsync(Inputs inputs, CancellationToken cancellationToken)
    {
        var factor = inputs.Number(Factor, 10, 1, 100);
        var settings = inputs.Settings();
        inputs.Refuse();
        using var folder = new BenchFolder();
        var bench = new MakespanBench(
            folder.Path,
            settings.Commerce.ScanMode,
            factor,
            inputs.Surroundings.Time,
            inputs.Surroundings.Error
        );
        inputs.Surroundings.Out.WriteLine((await bench.RunAsync(cancellationToken)).Json());
        return ExitCode.Done;
    }
}
