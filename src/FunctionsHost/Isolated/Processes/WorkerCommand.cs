using System.Diagnostics;
using System.Runtime.InteropServices;
using FunctionsHost.Workers;

namespace FunctionsHost.Isolated.Processes;

/// <summary>The command that starts an app's worker, as the Functions host gives it.</summary>
internal static class WorkerCommand
{
    private const string Hook = "FunctionsHost.WorkerHook.dll";

    /// <summary>The command.</summary>
    /// <param name="app">The app.</param>
    /// <param name="host">Where this host's gRPC server listens.</param>
    /// <param name="workerId">The id that the worker has to show there.</param>
    /// <exception cref="WorkerStartException">This program was copied without a part of it.</exception>
    public static ProcessStartInfo Create(
        PublishedApp app,
        Uri host,
        string workerId,
        IReadOnlyDictionary<string, string> settings
    )
    {
        var command = new ProcessStartInfo(DotNet(), Arguments(app, host, workerId))
        {
            WorkingDirectory = app.Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Elsewhere the hook does it.
        if (OperatingSystem.IsWindows())
            command.CreateNewProcessGroup = true;
        WorkerEnvironment.Fill(command.Environment, app, settings, HookPath());
        return command;
    }

    // Both forms: the first is read by older workers, the second by newer ones.
    private static IEnumerable<string> Arguments(PublishedApp app, Uri host, string workerId)
    {
        var port = $"{host.Port}";
        var length = $"{int.MaxValue}";
        return
        [
            app.Assembly,
            "--host",
            host.Host,
            "--port",
            port,
            "--workerId",
            workerId,
            "--requestId",
            workerId,
            "--grpcMaxMessageLength",
            length,
            "--functions-uri",
            $"{host}",
            "--functions-worker-id",
            workerId,
            "--functions-request-id",
            workerId,
            "--functions-grpc-max-message-length",
            length,
        ];
    }

    /// <summary>
    /// The <c>dotnet</c> that runs this very process, since the one on the path may be another, or none.
    /// </summary>
    private static string DotNet()
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var own = Path.Combine(root, name);
        return File.Exists(own) ? own : name;
    }

    private static string HookPath()
    {
        var path = Path.Combine(AppContext.BaseDirectory, Hook);
        return File.Exists(path)
            ? path
            : throw new WorkerStartException(
                $"{path} is missing: without it a worker would outlive its host. Build the host again."
            );
    }
}
