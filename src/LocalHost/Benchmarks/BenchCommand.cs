using System.CommandLine.Help;
using CommerceAnalytics.LocalHost.Benchmarks.Aws;
using CommerceAnalytics.LocalHost.Benchmarks.Engine;
using CommerceAnalytics.LocalHost.Benchmarks.Pages;
using CommerceAnalytics.LocalHost.Benchmarks.Pipeline;
using CommerceAnalytics.LocalHost.Benchmarks.Scan;
using CommerceAnalytics.LocalHost.Commands;

namespace CommerceAnalytics.LocalHost.Benchmarks;

/// <summary><c>bench</c>: the benchmarks, each a command of its own that prints one <see cref="BenchLine"/>.</summary>
internal sealed class BenchCommand : LocalCommand
{
    public BenchCommand()
        : base("bench", "The benchmarks. Each prints one line of JSON: what was measured beside what limits it.")
    {
        Subcommands.Add(new EngineBenchCommand());
        Subcommands.Add(new AwsBenchCommand());
        Subcommands.Add(new MakespanBenchCommand());
        Subcommands.Add(new PagesBenchCommand());
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
