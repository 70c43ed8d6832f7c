using System.CommandLine;
using CommerceAnalytics.Trials.Benchmarks;
using CommerceAnalytics.Trials.Benchmarks.Pages;

namespace CommerceAnalytics.LocalHost.Commands.Trials;

/// <summary><c>bench pages</c>: what the pages ask for, with very many runs in the store.</summary>
internal sealed class PagesBenchCommand : LocalCommand
{
    private static readonly Option<string> Runs = new("--runs")
    {
        Description = "Runs in the store, with all their orchestrations and reports.  [default: 10000]",
        HelpName = "N",
    };

    private static readonly Option<string> Shops = new("--shops")
    {
        Description = $"Shops of each run.  [default: {PagesBench.DefaultShops}]",
        HelpName = "N",
    };

    private static readonly Option<string> Nights = new("--nights")
    {
        Description = $"Nights in the history of each shop.  [default: {PagesBench.DefaultNights}]",
        HelpName = "N",
    };

    public PagesBenchCommand()
        : base(
            "pages",
            "The list of runs, the last nights, a run, a table over the days and every panel of the dashboard, with very many runs in the store.",
            BenchFolderOption.Folder,
            Runs,
            Shops,
            Nights
        ) { }

    protected override async Task<int> ExecuteAsync(Inputs inputs, CancellationToken cancellationToken)
    {
        var folder = BenchFolderOption.Of(inputs);
        var runs = inputs.Number(Runs, 10_000, 1, 100_000);
        var shops = inputs.Number(Shops, PagesBench.DefaultShops, 1, 100);
        var nights = inputs.Number(Nights, PagesBench.DefaultNights, 1, 1000);
        inputs.Refuse();

        using var work = new BenchFolder(folder);
        var bench = new PagesBench(
            work.Part("lake"),
            runs,
            shops,
            nights,
            QuietProgram.In(inputs.Surroundings),
            inputs.Surroundings.Time,
            inputs.Surroundings.Error
        );
        inputs.Surroundings.Out.WriteLine((await bench.RunAsync(cancellationToken)).Json());
        return ExitCode.Done;
    }
}
