using System.Text.Json;
using FunctionsHost.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Configuration;

/// <summary>
/// What this host honours of <c>host.json</c>. Defaults are those of the Functions host unless said otherwise.
/// </summary>
public sealed record HostJson
{
    /// <summary>First segment of every HTTP function's path; empty for none.</summary>
    public string RoutePrefix { get; init; } = "api";

    /// <summary>
    /// Name of the task hub: 3 to 45 letters and digits, a letter first. May name settings as <c>%Name%</c>.
    /// </summary>
    public string HubName { get; init; } = "TestHubName";

    /// <summary>
    /// Activities that run at once; 1 or more. Not per core as in Azure: this machine also runs the query engine.
    /// </summary>
    public int MaxConcurrentActivities { get; init; } = 16;

    /// <summary>Orchestrator turns that run at once; 1 or more.</summary>
    public int MaxConcurrentOrchestrations { get; init; } = 16;

    /// <summary>
    /// Whether orchestrations are traced: <c>distributedTracingEnabled</c>, of version <c>V2</c>. The only version
    /// there is here.
    /// </summary>
    public bool Tracing { get; init; }

    /// <summary>
    /// The least level that is logged, by the beginning of a category: <c>logging.logLevel</c> without its
    /// <c>default</c>.
    /// </summary>
    public IReadOnlyDictionary<string, LogLevel> LogLevels { get; init; } = new Dictionary<string, LogLevel>();

    /// <summary>How the provider on Azure Storage is to work; other stores do without.</summary>
    public AzureStorageSection AzureStorage { get; init; } = new();

    /// <summary>Keys that no Functions host knows, as paths: a typing error is seen instead of being ignored.</summary>
    public IReadOnlyList<string> UnknownKeys { get; init; } = [];

    /// <summary>Reads the file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="settings">The app's settings, for <c>%Name%</c>.</param>
    /// <exception cref="HostRefusedException">
    /// The file is missing or not JSON, or values in it are wrong: all of them.
    /// </exception>
    public static HostJson Read(string path, IConfiguration settings)
    {
        using var document = Parse(path);
        List<string> problems = [];
        var read = new HostJsonReader(path, settings, problems).Read(document.RootElement);
        return problems.Count == 0 ? read : throw new HostRefusedException(problems);
    }

    private static JsonDocument Parse(string path)
    {
        try
        {
            return JsonDocument.Parse(
                File.ReadAllText(path),
                new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new HostRefusedException([$"{path} cannot be read as host.json: {e.Message}"], e);
        }
    }
}
