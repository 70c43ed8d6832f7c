using System.Diagnostics;

namespace EndToEnd.Runbook;

/// <summary>The runbook's exercise on one machine is run as it stands there, line by line.</summary>
public sealed class RunbookTests
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(8);

    [ShellFact]
    public async Task Practice_FollowedLiterally_Works()
    {
        using var folder = new TemporaryFolder();
        var (port, awsPort) = (FreePort.Take(), FreePort.Take());
        var program = Path.Combine(CommandLine.ProgramFolder, "commerce-analytics.dll");
        // What a person's terminal does: the short name, job control, and an end of the host with the terminal's. The
        // ports are its own, for what runs beside. A job is a group of processes: the shell that runs the function, and
        // the host below it.
        var script = $$"""
            set -meuo pipefail
            trap 'for job in $(jobs -p); do kill -- "-$job" 2> /dev/null || true; done' EXIT
            commerce-analytics() {
              if [ "$1" = serve ]; then set -- "$@" --port {{port}} --aws-port {{awsPort}}; fi
              dotnet '{{program}}' "$@"
            }
            set -v
            {{Exercise.Practice().Replace("127.0.0.1:7071", $"127.0.0.1:{port}", StringComparison.Ordinal)}}
            """;
        File.CreateSymbolicLink(folder.File("deploy"), Path.Combine(Repository.Root, "deploy"));

        var (exitCode, said) = await RunAsync(folder.File("practice.sh"), script, folder.File("."));

        exitCode.ShouldBe(0, said);
        said.ShouldContain("Query exhausted resources at this scale factor");
        said.ShouldContain("run commerce-");
    }

    private static async Task<(int ExitCode, string Said)> RunAsync(string path, string script, string folder)
    {
        await File.WriteAllTextAsync(path, script);
        // As a terminal starts it: what a background job is started from may ignore Ctrl+C, and all below it would.
        var info = new ProcessStartInfo("env", ["--default-signal=INT", "bash", path])
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
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
                $"The exercise did not end within {TimeLimit}. It said:\n{await output}\n{await errors}",
                e
            );
        }

        return (process.ExitCode, $"{await output}\n{await errors}");
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class ShellFactAttribute : FactAttribute
    {
        private static readonly string[] Needed = ["bash", "curl", "env", "jq"];

        public ShellFactAttribute()
        {
            var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
            var missing = Needed
                .Where(program => !folders.Any(folder => File.Exists(Path.Combine(folder, program))))
                .ToList();
            Skip = missing.Count == 0 ? null : $"needs {string.Join(", ", missing)} in the path";
        }
    }
}
