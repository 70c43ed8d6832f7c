using System.CommandLine.Help;

namespace CommerceAnalytics.LocalHost.Commands.Trials;

/// <summary><c>bench</c>: the benchmarks, each a command of its own.</summary>
internal sealed class BenchCommand : LocalCommand
{
    public BenchCommand()
        : base("bench", "The benchmarks. Each prints one line of JSON: what was measured beside what limits it.")
    {
        Subcommands.Add(new EngineBenchCommand());
        Subcommands.Add(new AwsBenchCommand());
        Subcommands.Add(new MakespanBenchCommand());
        Subcommands.Add(new PagesBenchCommand());
        Subcommands.Add(new RunBenchCommand());
        Subcommands.Add(new ScaleBenchCommand());
        Subcommands.Add(new ScanBenchCommand());
    }

    protected override Task<int> ExecuteAsync(Inputs inputs, CancellationToken cancellationToken)
    {
        inputs.Refuse();
        new HelpAction().Invoke(inputs.Parse);
        return Task.FromResult(ExitCode.Done);
    }
}
