using System.Diagnostics;
using System.Text.Json;
using FunctionsHost.Timers;

namespace CommerceAnalytics.Trials.Benchmarks.Engine;

/// <summary>What the whole host costs with a store that has been in use for long.</summary>
/// <param name="FinishedInstances">Instances in the store that have ended.</param>
/// <param name="StoreMb">Size of the store, MB.</param>
/// <param name="StartUpToFirstTriggerMs">
/// From the process's start to the first firing of a timer that was due, ms.
/// </param>
/// <param name="StartUpCpuMs">
/// CPU time that this took on all cores, ms: what it comes to where nothing else runs.
/// </param>
/// <param name="MemoryMb">Resident memory of the host and its worker once the run that it started was over, MB.</param>
/// <param name="IdleCpuMsPerMinute">CPU time of the idle host and its worker, ms a minute.</param>
internal sealed record HostFootprint(
    int FinishedInstances,
    double StoreMb,
    double StartUpToFirstTriggerMs,
    double StartUpCpuMs,
    double MemoryMb,
    double IdleCpuMsPerMinute
);

/// <summary>Measures <c>serve</c>, in a process of its own, on a lake whose task hub holds many instances.</summary>
internal sealed class HostMeasure(string lake, TimeProvider time)
{
    private const string Schedule = "0 0 4 * * *";
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(3);

    // The runtime compiles for some seconds more what a run has made hot; what stays is the idle host.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);

    /// <summary>The store that <c>serve</c> uses.</summary>
    public string StorePath => Path.Combine(lake, ".localhost", "taskhub.db");

    /// <param name="finished">How many instances the store holds.</param>
    /// <param name="idle">How long the idle host is watched.</param>
    public async Task<HostFootprint> RunAsync(int finished, TimeSpan idle, CancellationToken cancellationToken)
    {
        var size = new FileInfo(StorePath).Length;
        await MakeDueAsync();
        using var timeLimit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeLimit.CancelAfter(TimeLimit + idle);
        var start = time.GetTimestamp();
        using var host = Process.Start(StartInfo())!;
        try
        {
            _ = host.StandardOutput.ReadToEndAsync(timeLimit.Token);
            await LineAsync(host, "fires (PastDue)", timeLimit.Token);
            var (firstTrigger, startUp) = (time.GetElapsedTime(start), Usage(host));
            await LineAsync(host, " ended, ", timeLimit.Token);
            await Task.Delay(Settling, time, timeLimit.Token);
            var before = Usage(host);
            await Task.Delay(idle, time, timeLimit.Token);
            var after = Usage(host);
            return new(
                finished,
                Math.Round(size / 1e6, 1),
                Math.Round(firstTrigger.TotalMilliseconds),
                Math.Round(startUp.Cpu.TotalMilliseconds),
                Math.Round(after.Memory / 1e6, 1),
                Math.Round((after.Cpu - before.Cpu).TotalMilliseconds / idle.TotalMinutes, 1)
            );
        }
        finally
        {
            host.Kill();
            await host.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>As if the host had been down since before yesterday's occurrence: it fires as soon as it can.</summary>
    private async Task MakeDueAsync()
    {
        var last = time.GetUtcNow().AddDays(-2);
        ScheduleFiles schedules = new(Path.Combine(lake, ".localhost", "timers"));
        await using var hold = await schedules.TryTakeAsync("NightlyTimer", CancellationToken.None);
        await hold!.WriteAsync(new(last, TimerSchedule.Parse(Schedule)!.Next(last), last));
    }

    private ProcessStartInfo StartInfo()
    {
        var info = new ProcessStartInfo(Environment.ProcessPath!)
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = lake,
        };
        // `dotnet commerce-analytics.dll`, or the program's own executable.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            info.ArgumentList.Add(ProgramFile.Path);
        foreach (
            var argument in (string[])
                ["serve", "--lake", lake, "--port", "0", "--aws-port", "0", "--set", $"CommerceSchedule={Schedule}"]
        )
            info.ArgumentList.Add(argument);
        return info;
    }

    private static async Task LineAsync(Process host, string text, CancellationToken cancellationToken)
    {
        while (await host.StandardError.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
                return;
        }

        throw new InvalidOperationException($"The host ended before it said '{text}'.");
    }

    /// <summary>Of the host and its worker together.</summary>
    private (TimeSpan Cpu, long Memory) Usage(Process host)
    {
        host.Refresh();
        using var record = JsonDocument.Parse(File.ReadAllText(Path.Combine(lake, ".localhost", "worker.json")));
        using var worker = Process.GetProcessById(record.RootElement.GetProperty("Pid").GetInt32());
        return (host.TotalProcessorTime + worker.TotalProcessorTime, host.WorkingSet64 + worker.WorkingSet64);
    }
}
