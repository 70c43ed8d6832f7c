using System.Diagnostics;

namespace EndToEnd.Pasted;

/// <summary>A person's terminal: Bash in a folder of its own, with the program and ports that nobody else uses.</summary>
internal sealed class Terminal : IDisposable
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(8);

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort.Take();
    private readonly int _awsPort = FreePort.Take();

    /// <summary>A file or folder of the terminal's own folder.</summary>
    public string File(string name) => _folder.File(name);

    /// <summary>
    /// Runs lines as they were copied. A job is a group of processes, the shell that runs a function and the host below
    /// it, and ends with the terminal.
    /// </summary>
    /// <param name="name">The shell function that stands for how a page starts the program.</param>
    /// <param name="body">The function; it calls <c>program</c>.</param>
    /// <param name="lines">The lines.</param>
    public Task<(int ExitCode, string Output, string Errors)> PasteAsync(
        string name,
        string body,
        IEnumerable<string> lines
    )
    {
        var text = string.Join('\n', lines);
        var script = $$"""
            set -meuo pipefail
            trap 'for job in $(jobs -p); do kill -- "-$job" 2> /dev/null || true; done' EXIT
            program() {
              if [ "$1" = serve ]; then set -- "$@" --port {{_port}} --aws-port {{_awsPort}}; fi
              command dotnet '{{Path.Combine(CommandLine.ProgramFolder, "commerce-analytics.dll")}}' "$@"
            }
            {{name}}() { {{body}}; }
            set -v
            {{text.Replace("127.0.0.1:7071", $"127.0.0.1:{_port}", StringComparison.Ordinal)}}
            """;
        return RunAsync(script);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<(int ExitCode, string Output, string Errors)> RunAsync(string script)
    {
        var path = File("pasted.sh");
        await System.IO.File.WriteAllTextAsync(path, script);
        // As a terminal starts it: what a background job is started from may ignore Ctrl+C, and all below it would.
        var info = new ProcessStartInfo("env", ["--default-signal=INT", "bash", path])
        {
            UseShellExecute = false,
            WorkingDirectory = File("."),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment["NO_COLOR"] = "1";
        info.Environment["CommerceSchedule"] = Support.Serving.TimerSchedule;
        using var process = Process.Start(info)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var timeLimit = new CancellationTokenSource(TimeLimit);
        try
        {
            await process.WaitForExitAsync(timeLimit.Token);
        }
        catch (OperationCanceledException e)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException(
                $"The lines did not end within {TimeLimit}. They said:\n{await output}\n{await errors}",
                e
            );
        }

        return (process.ExitCode, await output, await errors);
    }
}
