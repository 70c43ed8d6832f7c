using System.CommandLine;
using CommerceAnalytics.Runs;
using CommerceAnalytics.Trials.Benchmarks;
using CommerceAnalytics.Trials.Benchmarks.Pipeline;

namespace CommerceAnalytics.LocalHost.Commands.Trials;

/// <summary><c>bench scale</c>: hundreds of services under an account's limit of active queries.</summary>
internal sealed class ScaleBenchCommand : LocalCommand
{
    private static readonly Option<string> Services = new("--services")
    {
        Description = "Number of services, with 7 tables each.  [default: 500]",
        HelpName = "N",
    };

    private static readonly Option<string> Nights = new("--nights")
    {
        Description =
            "Nights in all, the last of which is measured: from the third on old versions go. The last three are run, those before them are filled into history.  [default: 1]",
        HelpName = "N",
    };

    private static readonly Option<string> Factor = new("--factor")
    {
        Description = "How many times as fast time passes.  [default: 20]",
        HelpName = "N",
    };

    public ScaleBenchCommand()
        : base(
            "scale",
            "A run of hundreds of services, 15 queries at once: time, memory, API calls, AWS simulated.",
            Services,
            Nights,
            Factor,
            CommonOptions.Set
        ) { }

    protected override async Task<int> ExecuteAsync(Inputs inputs, CancellationToken cancellationToken)
    {
        var (services, nights, factor) = (
            inputs.Number(Services, 500, 1, RunLimits.MostServices),
            inputs.Number(Nights, 1, 1, 1000),
            inputs.Number(Factor, 20, 1, 1000)
        );
        var settings = inputs.Settings();
        inputs.Refuse();
        using var folder = new BenchFolder();
        var bench = new ScaleBench(
            folder.Path,
            settings.Commerce.ScanMode,
            services,
            nights,
            factor,
            inputs.Surroundings.Time,
            inputs.Surroundings.Error
        );
        inputs.Surroundings.Out.WriteLine((await bench.RunAsync(cancellationToken)).Json());
        return ExitCode.Done;
    }
}
