using System.Diagnostics;
using FunctionsHost.Isolated;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsHost.Tests.Hosting;

/// <summary>
/// A host in a process of its own, so that a test can kill it. It runs until its standard input ends.
/// </summary>
internal static class ChildHost
{
    /// <summary>The child's part: starts the worker, says so, and waits.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var options = new IsolatedWorkerOptions
        {
            AppFolder = SampleApp.Folder,
            StateFolder = args[0],
            Loggers = NullLoggerFactory.Instance,
        };
        await using var worker = new IsolatedWorker(options, new NoDurable());
        await worker.StartAsync(CancellationToken.None);
        Console.WriteLine("ready");
        await Console.In.ReadToEndAsync();
        return 0;
    }

    /// <summary>The test's part: starts a child and waits until its worker is ready.</summary>
    public static async Task<Process> StartAsync(string stateFolder)
    {
        var command = new ProcessStartInfo("dotnet", [typeof(ChildHost).Assembly.Location, stateFolder])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var child = Process.Start(command)!;
        (await child.StandardOutput.ReadLineAsync()).ShouldBe("ready");
        return child;
    }
}
