using System.Diagnostics;

namespace CommerceAnalytics.Trials.Benchmarks;

/// <summary>A command of the program in a process of its own, as a person gives it.</summary>
internal static class ProgramProcess
{
    /// <summary>
    /// Runs it to its end. Throws <see cref="FailureException"/> with what it printed when it does not end well.
    /// </summary>
    /// <param name="command">Command and options.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public static async Task RunAsync(IEnumerable<string> command, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [ProgramFile.Path, .. command])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = await Task.WhenAll(
            process.StandardOutput.ReadToEndAsync(cancellationToken),
            process.StandardError.ReadToEndAsync(cancellationToken)
        );
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new FailureException(new Failure("CommandFailed", string.Join('\n', output), ""));
    }
}
