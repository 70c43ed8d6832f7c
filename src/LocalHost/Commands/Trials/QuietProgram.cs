using CommerceAnalytics.Trials.Benchmarks;

namespace CommerceAnalytics.LocalHost.Commands.Trials;

/// <summary>This program for benchmarks, which print one line of their own.</summary>
internal static class QuietProgram
{
    public static RunProgram In(Surroundings surroundings)
    {
        var quiet = surroundings with { Out = TextWriter.Null, OutIsTerminal = false, ErrorIsTerminal = false };
        return (arguments, cancellationToken) => CommandLine.RunAsync(arguments, quiet, cancellationToken);
    }
}
