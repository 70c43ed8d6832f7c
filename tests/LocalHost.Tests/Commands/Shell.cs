using CommerceAnalytics.LocalHost.Commands;
using Microsoft.Extensions.Time.Testing;

namespace CommerceAnalytics.LocalHost.Tests.Commands;

/// <summary>Runs the command line in this process: its own clock, variables and streams.</summary>
internal static class Shell
{
    /// <summary>Noon of 2025-11-20, UTC.</summary>
    public static readonly DateTimeOffset Now = new(2025, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public static Task<Outcome> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string>(), arguments);

    public static async Task<Outcome> RunAsync(Dictionary<string, string> variables, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var surroundings = new Surroundings { Out = output, Error = error, Variables = variables, Time = new FakeTimeProvider(Now) };
        var exitCode = await CommandLine.RunAsync(arguments, surroundings, CancellationToken.None);
        return new Outcome(exitCode, output.ToString(), error.ToString());
    }
}

internal sealed record Outcome(int ExitCode, string Output, string Error)
{
    public override string ToString() => $"exit {ExitCode}\n{Output}\n{Error}";
}
