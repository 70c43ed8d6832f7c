using System.Diagnostics;

namespace EndToEnd.Kills;

/// <summary>A process that does a run, LocalAws and all, and is killed at some moment of it.</summary>
internal sealed class Victim : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process process;
    private readonly List<string> lines = [];
    private readonly TaskCompletionSource spoken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int lastLine;

    private Victim(Process process, int lastLine)
    {
        (this.process, this.lastLine) = (process, lastLine);
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, e) => Hear(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (lastLine == 0)
            spoken.TrySetResult();
    }

    /// <summary>Runs the pipeline on a lake until it is over or the moment has come; then kill -9: no handler runs, nothing is flushed.</summary>
    /// <param name="lake">The lake.</param>
    /// <param name="date">Execution date.</param>
    /// <param name="moment">When.</param>
    /// <param name="others">More arguments of <c>run</c>.</param>
    /// <returns>Whether it was killed, its exit code, and what it said on standard error.</returns>
    public static async Task<(bool WasKilled, Outcome Outcome)> RunAsync(string lake, DateOnly date, Moment moment, params string[] others)
    {
        var info = CommandLine.StartInfo(["run", "--worker", "--lake", lake, "--date", $"{date:yyyy-MM-dd}", .. others]);
        using var victim = new Victim(Process.Start(info)!, moment.Line);
        var exit = victim.process.WaitForExitAsync();
        var hangs = Task.Delay(Patience, TimeProvider.System);
        if (await Task.WhenAny(exit, victim.spoken.Task, hangs) == victim.spoken.Task)
            await Task.WhenAny(exit, Task.Delay(moment.After, TimeProvider.System));
        var killed = !exit.IsCompleted;
        victim.process.Kill();
        await exit;
        if (hangs.IsCompleted)
            throw new TimeoutException($"The run did not end within {Patience}. It said:\n{victim.Said}");
        return (killed, new Outcome(victim.process.ExitCode, "", victim.Said));
    }

    private string Said
    {
        get
        {
            lock (lines)
                return string.Join('\n', lines);
        }
    }

    public void Dispose() => process.Dispose();

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (lines)
        {
            lines.Add(line);
            if (lines.Count == lastLine)
                spoken.TrySetResult();
        }
    }
}

/// <summary>When a process is killed.</summary>
/// <param name="Line">Once it has said so many lines of progress, wherever the machine's load has brought it by then.</param>
/// <param name="After">And so long after that.</param>
internal sealed record Moment(int Line, TimeSpan After)
{
    /// <summary>Long past the end of any run.</summary>
    public static Moment Never { get; } = new(int.MaxValue, TimeSpan.Zero);

    /// <summary>Somewhere between the process's first instruction and its last.</summary>
    public static Moment Random(Random random) => new(random.Next(46), TimeSpan.FromMilliseconds(random.Next(150)));
}
