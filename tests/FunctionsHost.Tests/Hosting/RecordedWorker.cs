using System.Text.Json;
using FunctionsHost.Isolated.Processes;

namespace FunctionsHost.Tests.Hosting;

/// <summary>The worker process that a host has recorded.</summary>
internal static class RecordedWorker
{
    public static string PathIn(string stateFolder) => Path.Combine(stateFolder, "worker.json");

    public static ProcessIdentity Read(string path) =>
        JsonSerializer.Deserialize<ProcessIdentity>(File.ReadAllText(path))!;
}
