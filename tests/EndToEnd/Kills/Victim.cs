using System.Diagnostics;
using System.Text.Json;

namespace EndToEnd.Kills;

/// <summary>A process that does a run, LocalAws and all, and is killed at some moment of it.</summary>
internal sealed class Victim : IDisposable
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly TaskCompletionSource _spoken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _lastLine;

    private Victim(Process process, int lastLine)
    {
        (this._process, this._lastLine) = (process, lastLine);
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, e) => Hear(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (lastLine == 0)
            _spoken.TrySetResult();
    }

    /// <summary>
    /// Runs the pipeline on a lake until it is over or the moment has come; then kill -9: no handler runs, nothing is
    /// flushed.
    /// </summary>
    /// <param name="lake">The lake.</param>
    /// <param name="date">Execution date.</param>
    /// <param name="moment">When.</param>
    /// <param name="others">More arguments of <c>run</c>.</param>
    /// <returns>What was killed, if anything, the host's exit code, and what it said on standard error.</returns>
    public static async Task<(Killed Killed, Outcome Outcome)> RunAsync(
        string lake,
        DateOnly date,
        Moment moment,
        params string[] others
    )
    {
        var info = CommandLine.StartInfo([
            "run",
            "--worker",
            "--lake",
            lake,
            "--date",
            $"{date:yyyy-MM-dd}",
            .. others,
        ]);
        using var victim = new Victim(Process.Start(info)!, moment.Line);
        var exit = victim._process.WaitForExitAsync();
        var hangs = Task.Delay(TimeLimit, TimeProvider.System);
        if (await Task.WhenAny(exit, victim._spoken.Task, hangs) == victim._spoken.Task)
            await Task.WhenAny(exit, Task.Delay(moment.After, TimeProvider.System));
        var killed = exit.IsCompleted ? Killed.Nothing : victim.Kill(lake, moment.Target);
        // A host that was left alone goes on by itself, also where its worker had not begun when it was to be killed.
        if (!killed.HasFlag(Killed.Host))
            await Task.WhenAny(exit, hangs);
        victim._process.Kill();
        await exit;
        if (hangs.IsCompleted)
            throw new TimeoutException($"The run did not end within {TimeLimit}. It said:\n{victim.Said}");
        return (killed, new Outcome(victim._process.ExitCode, "", victim.Said));
    }

    /// <summary>
    /// Kills what is there of it: before the first worker has started there is only the host, which then is left alone.
    /// </summary>
    private Killed Kill(string lake, Killed target)
    {
        var killed = Killed.Nothing;
        if (target.HasFlag(Killed.Worker) && KillWorker(lake))
            killed |= Killed.Worker;
        if (!target.HasFlag(Killed.Host))
            return killed;
        _process.Kill();
        return killed | Killed.Host;
    }

    private static bool KillWorker(string lake)
    {
        var record = new FileInfo(Path.Combine(lake, ".localhost", "worker.json"));
        if (!record.Exists)
            return false;
        using var worker = JsonDocument.Parse(File.ReadAllText(record.FullName));
        try
        {
            using var found = Process.GetProcessById(worker.RootElement.GetProperty("Pid").GetInt32());
            found.Kill();
            return true;
        }
        catch (ArgumentException)
        {
            // The one that is recorded has ended, and the next has not begun.
            return false;
        }
    }

    private string Said
    {
        get
        {
            lock (_lines)
                return string.Join('\n', _lines);
        }
    }

    public void Dispose() => _process.Dispose();

    private void Hear(string? line)
    {
        if (line is null)
            return;
        lock (_lines)
        {
            _lines.Add(line);
            if (_lines.Count == _lastLine)
                _spoken.TrySetResult();
        }
    }
}

/// <summary>Which processes of a run are killed.</summary>
[Flags]
internal enum Killed
{
    Nothing = 0,
    Host = 1,
    Worker = 2,
    Both = Host | Worker,
}

/// <summary>When a process is killed, and which.</summary>
/// <param name="Line">
/// Once it has said so many lines of progress, wherever the machine's load has brought it by then.
/// </param>
/// <param name="After">And so long after that.</param>
/// <param name="Target">The host, its worker, or both.</param>
internal sealed record Moment(int Line, TimeSpan After, Killed Target = Killed.Host)
{
    private static readonly Killed[] Targets = [Killed.Host, Killed.Worker, Killed.Both];

    /// <summary>Long past the end of any run.</summary>
    public static Moment Never { get; } = new(int.MaxValue, TimeSpan.Zero);

    /// <summary>Somewhere between the process's first instruction and its last.</summary>
    public static Moment Random(Random random)
    {
        var after = TimeSpan.FromMilliseconds(random.Next(150));
        return new(random.Next(46), after, Targets[random.Next(Targets.Length)]);
    }
}
