using System.Diagnostics;
using FunctionsHost.Isolated.Processes;

namespace FunctionsHost.Tests.Hosting;

/// <summary>Does to processes what may happen to them.</summary>
internal static class Signal
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    public static void Kill(int pid) => Send("-KILL", pid);

    public static void Stop(int pid) => Send("-STOP", pid);

    /// <summary>Whether the process ends within a time.</summary>
    public static async Task<bool> EndsAsync(this ProcessIdentity process, TimeSpan within)
    {
        using var timeout = new CancellationTokenSource(within);
        while (process.IsRunning() && !timeout.IsCancellationRequested)
            await Task.Delay(Poll, TimeProvider.System);
        return !process.IsRunning();
    }

    private static void Send(string signal, int pid)
    {
        using var kill = Process.Start("kill", [signal, $"{pid}"]);
        kill.WaitForExit();
        kill.ExitCode.ShouldBe(0);
    }
}
