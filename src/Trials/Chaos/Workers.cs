using System.Diagnostics;
using CommerceAnalytics.OneMachine.Lake;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Trials.Chaos;

/// <summary>Processes that run the pipeline, and are killed.</summary>
internal sealed class Workers(LakeFolder lake, DateTimeOffset epoch, TimeProvider time)
{
    /// <summary>The hidden command that does a process's work.</summary>
    public const string CommandName = "chaos-worker";

    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(3);

    /// <summary>
    /// Runs a date, or publishes by hand what is held of it, to its end: process after process, each but the last killed,
    /// and LocalAws gone for a moment under the last.
    /// </summary>
    /// <param name="work">The date, and what of it, as options of <see cref="CommandName"/>.</param>
    /// <param name="kills">When each process but the last is killed.</param>
    /// <param name="outage">How long after the last one's work is under way LocalAws goes; null: it stays.</param>
    /// <param name="restart">
    /// Lets LocalAws go away and come back. Never while a process starts: it would take the lake for nobody's.
    /// </param>
    /// <returns>The report of the run; null where the last process gave none: then what it printed.</returns>
    public async Task<(RunReport? Report, string Printed)> RunAsync(
        IReadOnlyList<string> work,
        IReadOnlyList<Kill> kills,
        TimeSpan? outage,
        Func<CancellationToken, Task> restart,
        CancellationToken cancellationToken
    )
    {
        foreach (var kill in kills)
        {
            using var killed = Start(work);
            var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var output = ReadAsync(killed, running);
            var exit = killed.WaitForExitAsync(cancellationToken);
            if (kill.OnceRunning)
                await Task.WhenAny(exit, running.Task);
            await Task.WhenAny(exit, Task.Delay(kill.After, time, cancellationToken));
            if (killed.HasExited)
                return Result(await output);
            killed.Kill(entireProcessTree: true);
            await killed.WaitForExitAsync(cancellationToken);
            await output;
        }

        using var last = Start(work);
        var underWay = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var printed = ReadAsync(last, underWay);
        using var timeLimit = new CancellationTokenSource(TimeLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeLimit.Token, cancellationToken);
        try
        {
            var exit = last.WaitForExitAsync(either.Token);
            if (
                outage is { } after
                && await Task.WhenAny(exit, underWay.Task) != exit
                && await Task.WhenAny(exit, Task.Delay(after, time, either.Token)) != exit
            )
                await restart(cancellationToken);
            await exit;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            last.Kill(entireProcessTree: true);
            return (null, $"the run had not ended after {TimeLimit.TotalMinutes:N0} minutes; {await printed}");
        }
        finally
        {
            if (!last.HasExited)
                last.Kill(entireProcessTree: true);
        }

        return Result(await printed);
    }

    private static (RunReport? Report, string Printed) Result(string printed)
    {
        var line = printed.Split('\n').LastOrDefault(line => line.StartsWith('{'));
        return (line is null ? null : RunReportJson.Read(line), printed.Trim());
    }

    /// <summary>All that a process prints; its first line says that the run is under way.</summary>
    private static async Task<string> ReadAsync(Process process, TaskCompletionSource? running = null)
    {
        var errors = process.StandardError.ReadToEndAsync();
        var first = await process.StandardOutput.ReadLineAsync();
        running?.TrySetResult();
        var output = await process.StandardOutput.ReadToEndAsync();
        return $"{first}\n{output}\n{await errors}";
    }

    private Process Start(IReadOnlyList<string> work)
    {
        string[] arguments =
        [
            ProgramFile.Path,
            CommandName,
            "--lake",
            lake.FullPath,
            "--epoch",
            epoch.UtcTicks.ToString(),
            .. work,
        ];
        var info = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        // A short process: compiling again what runs hot would cost more than it saves.
        info.Environment["DOTNET_TieredCompilation"] = "1";
        return Process.Start(info)!;
    }
}
