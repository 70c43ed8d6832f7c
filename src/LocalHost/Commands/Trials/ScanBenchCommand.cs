using CommerceAnalytics.Trials.Benchmarks;
using CommerceAnalytics.Trials.Benchmarks.Scan;

namespace CommerceAnalytics.LocalHost.Commands.Trials;

/// <summary><c>bench scan</c>: what a night scans in both modes.</summary>
internal sealed class ScanBenchCommand : LocalCommand
{
    public ScanBenchCommand()
        : base("scan", "Bytes scanned by a night in both scan modes, 2 and 20 services, on sample events.") { }

    protected override async Task<int> ExecuteAsync(Inputs inputs, CancellationToken cancellationToken)
    {
        inputs.Refuse();
        using var folder = new BenchFolder();
        var bench = new ScanBench(folder.Path, inputs.Surroundings.Time, inputs.Surroundings.Error);
        inputs.Surroundings.Out.WriteLine((await bench.RunAsync(cancellationToken)).Json());
        return ExitCode.Done;
    }
}
