using CommerceAnalytics.LocalHost.Commands;
using Microsoft.Extensions.Time.Testing;

namespace CommerceAnalytics.LocalHost.Tests.Commands;

/// <summary>Runs the command line in this process: its own clock, variables and streams.</summary>
internal static class Shell
{
    /// <summary>Noon of 2025-11-20, UTC.</summary>
    public static readonly DateTimeOffset Now = new(2025, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public static Task<Outcome> RunAsync(params string[] arguments) =>
        RunAsync(new Dictionary<string, string>(), arguments);

    public static Task<Outcome> RunAsync(Dictionary<string, string> variables, params string[] arguments) =>
        RunAsync(new FakeTimeProvider(Now), variables, arguments);

    /// <summary>On the system's clock, which requests are signed with: for commands that talk to LocalAws.</summary>
    public static Task<Outcome> RunLiveAsync(params string[] arguments) => RunAsync(TimeProvider.System, [], arguments);

    private static async Task<Outcome> RunAsync(
        TimeProvider time,
        Dictionary<string, string> variables,
        string[] arguments
    )
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var surroundings = new Surroundings
        {
            Out = output,
            Error = error,
            Variables = variables,
            Time = time,
            AppFolder = BuiltProgram.AppFolder,
        };
        var exitCode = await CommandLine.RunAsync(arguments, surroundings, CancellationToken.None);
        return new Outcome(exitCode, output.ToString(), error.ToString());
    }
}

internal sealed record Outcome(int ExitCode, string Output, string Error)
{
    public override string ToString() => $"exit {ExitCode}\n{Output}\n{Error}";
}
