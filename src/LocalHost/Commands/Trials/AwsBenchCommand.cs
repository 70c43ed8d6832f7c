using System.CommandLine;
using CommerceAnalytics.Trials.Benchmarks;
using CommerceAnalytics.Trials.Benchmarks.Aws;

namespace CommerceAnalytics.LocalHost.Commands.Trials;

/// <summary>
/// <c>bench aws</c>: many small queries through Athena's API over a large events table, and a whole run on it.
/// </summary>
internal sealed class AwsBenchCommand : LocalCommand
{
    private static readonly Option<string> Events = new("--events")
    {
        Description = "Events in the table, in thousands.  [default: 10000]",
        HelpName = "N",
    };

    private static readonly Option<string> Queries = new("--queries")
    {
        Description = "Small queries.  [default: 1000]",
        HelpName = "N",
    };

    public AwsBenchCommand()
        : base(
            "aws",
            "LocalAws: small queries a second over a large events table, memory, and the time of a whole run on it.",
            BenchFolderOption.Folder,
            Events,
            Queries
        ) { }

    protected override async Task<int> ExecuteAsync(Inputs inputs, CancellationToken cancellationToken)
    {
        var folder = BenchFolderOption.Of(inputs);
        var (events, queries) = (inputs.Number(Events, 10_000, 1, 1_000_000), inputs.Number(Queries, 1000, 1, 100_000));
        inputs.Refuse();

        using var work = new BenchFolder(folder);
        var bench = new AwsBench(
            work.Path,
            events * 1000L,
            queries,
            QuietProgram.In(inputs.Surroundings),
            inputs.Surroundings.Time,
            inputs.Surroundings.Error
        );
        inputs.Surroundings.Out.WriteLine((await bench.RunAsync(cancellationToken)).Json());
        return ExitCode.Done;
    }
}
