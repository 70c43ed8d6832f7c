using System.Diagnostics;

namespace CommerceAnalytics.Trials.Benchmarks.Run;

/// <summary>
/// The measurements of <c>bench run</c>: a night on the sample's events, as somebody who tries it on a laptop sees it.
/// </summary>
/// <param name="folder">An empty folder.</param>
/// <param name="runProgram">Runs a command in this process.</param>
/// <param name="progress">Told what is done.</param>
internal sealed class RunBench(string folder, RunProgram runProgram, TimeProvider time, TextWriter progress)
{
    private const int Times = 5;

    // What a run of the sample is to take, already built, on two cores.
    private const double MostSeconds = 8;

    private readonly string[] _run =
    [
        "run",
        "--lake",
        Path.Combine(folder, "lake"),
        "--date",
        time.GetUtcNow().ToString("yyyy-MM-dd"),
    ];

    public async Task<BenchLine> RunAsync(CancellationToken cancellationToken)
    {
        var machine = Machine.Current();
        Say("the first run: it makes the sample events, and reads each line ...");
        var first = await TimedAsync(() => ProgramProcess.RunAsync(_run, cancellationToken));
        Say($"{Times} more ...");
        var again = new List<TimeSpan>();
        for (var i = 0; i < Times; i++)
            again.Add(await TimedAsync(() => ProgramProcess.RunAsync(_run, cancellationToken)));
        Say("one in this process, whose time of the processor can be read ...");
        var (before, _) = Used();
        if (await runProgram(_run, cancellationToken) is not 0 and var exit)
            throw new FailureException(new Failure("RunFailed", $"The run ended with exit code {exit}.", ""));
        var (after, peak) = Used();
        var median = again.Order().ElementAt(Times / 2);
        return new BenchLine("run", median.TotalSeconds, MostSeconds, "s of a run whose lake is there, median of five")
        {
            More = new
            {
                FirstSeconds = Math.Round(first.TotalSeconds, 1),
                SlowestSeconds = Math.Round(again.Max().TotalSeconds, 1),
                CpuSeconds = Math.Round((after - before).TotalSeconds, 1),
                PeakMemoryMb = Math.Round(peak / 1_000_000.0),
                Machine = machine,
            },
        };
    }

    private static (TimeSpan Cpu, long PeakBytes) Used()
    {
        using var process = Process.GetCurrentProcess();
        return (process.TotalProcessorTime, process.PeakWorkingSet64);
    }

    private async Task<TimeSpan> TimedAsync(Func<Task> work)
    {
        var start = time.GetTimestamp();
        await work();
        return time.GetElapsedTime(start);
    }

    private void Say(string what) => progress.WriteLine(what);
}
