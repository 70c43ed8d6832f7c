using System.Diagnostics;
using System.Runtime.InteropServices;

/// <summary>
/// Ends a worker when its host is gone. The host holds the other end of the worker's standard input and never writes to
/// it, so that its end means that the host has died: a worker that lived on could still act on what a new host does
/// again.
/// </summary>
#pragma warning disable MA0047 // The runtime looks for a class of this name outside of any namespace.
internal static class StartupHook
{
    private const string Variable = "DOTNET_STARTUP_HOOKS";

    /// <summary>Called by the runtime before the app's own code (<c>DOTNET_STARTUP_HOOKS</c>).</summary>
    public static void Initialize()
    {
        LeaveOutOfChildren();
        // Ctrl+C in a terminal goes to all processes of a group. It is for the host, which lets the worker end what it
        // has begun.
        if (!OperatingSystem.IsWindows())
            _ = SetProcessGroup(pid: 0, group: 0);
        new Thread(EndWithStandardInput) { IsBackground = true, Name = "Host watch" }.Start();
    }

    /// <summary>A program that the app starts has a standard input of its own, whose end means nothing.</summary>
    private static void LeaveOutOfChildren()
    {
        var own = typeof(StartupHook).Assembly.Location;
        var hooks = Environment.GetEnvironmentVariable(Variable) ?? "";
        var all = hooks.Split(Path.PathSeparator);
        var others = all.Where(hook => hook != own);
        var left = string.Join(Path.PathSeparator, others);
        Environment.SetEnvironmentVariable(Variable, left);
    }

    private static void EndWithStandardInput()
    {
        using var input = Console.OpenStandardInput();
        input.CopyTo(Stream.Null);
        // Not Environment.Exit: that waits for the app's own shutdown, which may take as long as it likes.
        Process.GetCurrentProcess().Kill();
    }

    [DllImport("libc", EntryPoint = "setpgid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetProcessGroup(int pid, int group);
}
