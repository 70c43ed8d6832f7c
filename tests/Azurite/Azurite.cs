using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace AzureStorage;

/// <summary>
/// Azure Storage on this machine: the Azurite that the environment names, as in <c>.ci/run</c>, or one for a whole test
/// program, started by the first test that needs it.
/// </summary>
internal static partial class Azurite
{
    // The key that every emulator of Azure Storage has, as its documentation names it.
    private const string Key =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    // Where a running Azurite is reached: "BlobEndpoint=ADDRESS;QueueEndpoint=ADDRESS;TableEndpoint=ADDRESS;".
    private static readonly string? Running = Environment.GetEnvironmentVariable("AZURITE_ENDPOINTS");

    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(1);
    private static readonly string Folder = typeof(Azurite)
        .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(each => each.Key == "Azurite")
        .Value!;
    private static readonly Lazy<Task<string>> Endpoints = new(() =>
        Running is null ? StartAsync() : Task.FromResult(Running)
    );
    private static int _hubs;
    private static Process? _process;

    /// <summary>Why there is none here; null where there is.</summary>
    public static string? Missing { get; } =
        !Directory.Exists(Path.Combine(Folder, "node_modules"))
            ? "needs the packages of tests/Azurite: run `npm ci` in that folder"
        : Node is null ? "needs Node 20 or later (Debian: apt-get install nodejs npm)"
        : null;

    /// <summary>How it is reached.</summary>
    public static async Task<string> ConnectionAsync() =>
        $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={Key};{await Endpoints.Value}";

    /// <summary>The name of a task hub that no other test has, in whichever program.</summary>
    public static string NewHub() => $"TestHub{Environment.ProcessId}x{Interlocked.Increment(ref _hubs)}";

    private static string? Node =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .SelectMany(folder => new[] { Path.Combine(folder, "node"), Path.Combine(folder, "node.exe") })
            .FirstOrDefault(File.Exists);

    private static async Task<string> StartAsync()
    {
        ProcessStartInfo info = new(Node!, "azurite.mjs")
        {
            UseShellExecute = false,
            WorkingDirectory = Folder,
            // Held for as long as this program lives: its end ends Azurite.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        // Kept: collected, it would close the standard input.
        var process = _process = Process.Start(info)!;
        using CancellationTokenSource timeLimit = new(TimeLimit);
        Dictionary<string, string> addresses = [];
        while (addresses.Count < 3)
        {
            var line =
                await process.StandardOutput.ReadLineAsync(timeLimit.Token)
                ?? throw new InvalidOperationException("Azurite ended.");
            if (Listening().Match(line) is { Success: true } match)
                addresses[match.Groups["service"].Value] = match.Groups["address"].Value;
        }

        // What else it prints is read on, or it would wait for someone to read it.
        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        return string.Concat(addresses.Select(each => $"{each.Key}Endpoint={each.Value}/devstoreaccount1;"));
    }

    [GeneratedRegex(@"^Azurite (?<service>\w+) service is successfully listening at (?<address>\S+)")]
    private static partial Regex Listening();
}

/// <summary>A test on Azure Storage; skipped where Azurite is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AzuriteFactAttribute : FactAttribute
{
    public AzuriteFactAttribute() => Skip = Azurite.Missing;
}

/// <summary>Tests on Azure Storage; skipped where Azurite is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AzuriteTheoryAttribute : TheoryAttribute
{
    public AzuriteTheoryAttribute() => Skip = Azurite.Missing;
}
