using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace FunctionsHost.Isolated.Processes;

/// <summary>
/// One process among all that ever had its id. On Linux its start is told in clock ticks since the machine's own start,
/// which is named too: neither changes when the machine's clock is set.
/// </summary>
/// <param name="Pid">The process' id, which the system gives again to others.</param>
/// <param name="Start">When it was started.</param>
internal sealed record ProcessIdentity(int Pid, string Start)
{
    /// <summary>The process that has this id now; null when there is none.</summary>
    public static ProcessIdentity? Of(int pid) => StartOf(pid) is { } start ? new(pid, start) : null;

    /// <summary>Whether the process still runs; a stopped one does.</summary>
    public bool IsRunning() => StartOf(Pid) == Start;

    /// <summary>Kills the process, unless it has ended.</summary>
    public void Kill()
    {
        if (!IsRunning())
            return;
        try
        {
            using var process = Process.GetProcessById(Pid);
            process.Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It ended meanwhile, or may not be killed: whoever waits for its end sees which.
        }
    }

    private static string? StartOf(int pid) => OperatingSystem.IsLinux() ? StartOnLinux(pid) : StartElsewhere(pid);

    private static string? StartOnLinux(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/stat");
            // The name, in parentheses, may hold anything; after it come the state (field 3) and, as field 22, the
            // start.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var ended = fields[0] is "Z" or "X";
            return ended ? null : $"{BootOfLinux()} {fields[19]}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string BootOfLinux() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    private static string? StartElsewhere(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.HasExited
                ? null
                : process.StartTime.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }
}
