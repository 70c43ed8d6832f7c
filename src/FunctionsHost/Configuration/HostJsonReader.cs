using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Configuration;

/// <summary>Reads the sections that this host honours and collects what is wrong or unknown in them.</summary>
internal sealed partial class HostJsonReader(string path, IConfiguration settings, ICollection<string> problems)
{
    // What else a Functions host knows (host.json reference, version 2.0): not honoured here, and no typing error
    // either.
    private static readonly string[] RootKeys =
    [
        "version",
        "logging",
        "aggregator",
        "concurrency",
        "configurationProfile",
        "customHandler",
        "extensionBundle",
        "functions",
        "functionTimeout",
        "healthMonitor",
        "managedDependency",
        "retry",
        "sendCanceledInvocationsToWorker",
        "singleton",
        "telemetryMode",
        "watchDirectories",
        "watchFiles",
    ];

    private static readonly string[] HttpKeys =
    [
        "customHeaders",
        "dynamicThrottlesEnabled",
        "hsts",
        "maxConcurrentRequests",
        "maxOutstandingRequests",
    ];

    private static readonly string[] DurableTaskKeys =
    [
        "defaultVersion",
        "entityMessageReorderWindowInMinutes",
        "grpcEnabled",
        "logReplayEvents",
        "maxConcurrentEntityFunctions",
        "maxEntityOperationBatchSize",
        "maxGrpcMessageSizeInBytes",
        "maxOrchestrationActions",
        "notifications",
        "overridableExistingInstanceStates",
        "rollbackEntityOperationsOnExceptions",
        "useGracefulShutdown",
        "versionFailureStrategy",
        "versionMatchStrategy",
    ];

    private static readonly string[] TracingKeys =
    [
        "allowVerboseLinuxTelemetry",
        "distributedTracingProtocol",
        "traceInputsAndOutputs",
        "traceReplayEvents",
    ];

    private static readonly string[] TracingVersions = ["None", "V1", "V2"];

    public HostJson Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            problems.Add($"{path} must hold an object.");
        var root = new JsonSection($"{path}: ", json, problems);
        var extensions = root.Child("extensions");
        var http = extensions.Child("http");
        var durableTask = extensions.Child("durableTask");
        var tracing = durableTask.Child("tracing");
        var storage = durableTask.Child("storageProvider");
        var read = Values(new(), http, durableTask) with
        {
            Tracing = IsTraced(tracing),
            AzureStorage = new AzureStorageReader(problems).Read(durableTask, storage),
            LogLevels = LogLevels(root.Child("logging").Child("logLevel")),
        };
        return read with
        {
            UnknownKeys =
            [
                .. root.Unknown(RootKeys),
                .. http.Unknown(HttpKeys),
                .. durableTask.Unknown(DurableTaskKeys),
                .. storage.Unknown(AzureStorageReader.OtherKeys),
                .. tracing.Unknown(TracingKeys),
            ],
        };
    }

    private HostJson Values(HostJson otherwise, JsonSection http, JsonSection durableTask) =>
        new()
        {
            RoutePrefix = RoutePrefix(http.Text("routePrefix", otherwise.RoutePrefix)),
            HubName = HubName(durableTask.Text("hubName", otherwise.HubName)),
            MaxConcurrentActivities = durableTask.Count(
                "maxConcurrentActivityFunctions",
                otherwise.MaxConcurrentActivities
            ),
            MaxConcurrentOrchestrations = durableTask.Count(
                "maxConcurrentOrchestratorFunctions",
                otherwise.MaxConcurrentOrchestrations
            ),
        };

    // What is logged where nothing is said of a category is the program's own setting.
    private Dictionary<string, LogLevel> LogLevels(JsonSection levels)
    {
        var read = new Dictionary<string, LogLevel>(StringComparer.OrdinalIgnoreCase);
        foreach (
            var (category, text) in levels
                .Texts()
                .Where(level => !level.Key.Equals("default", StringComparison.OrdinalIgnoreCase))
        )
        {
            if (Enum.TryParse<LogLevel>(text, ignoreCase: true, out var level))
                read[category] = level;
            else
                problems.Add(
                    $"{path}: logging.logLevel.{category} '{text}' must be one of {string.Join(", ", Enum.GetNames<LogLevel>())}."
                );
        }

        return read;
    }

    private bool IsTraced(JsonSection tracing)
    {
        const string V2 = "V2";
        var version = tracing.Text("version", V2);
        if (!TracingVersions.Contains(version, StringComparer.OrdinalIgnoreCase))
            problems.Add(
                $"{path}: extensions.durableTask.tracing.version '{version}' must be one of {string.Join(", ", TracingVersions)}."
            );
        return tracing.Flag("distributedTracingEnabled", otherwise: false)
            && version.Equals(V2, StringComparison.OrdinalIgnoreCase);
    }

    private string RoutePrefix(string text)
    {
        var prefix = text.Trim('/');
        if (!AllowedRoutePrefix().IsMatch(prefix))
            problems.Add(
                $"{path}: extensions.http.routePrefix '{text}' is not a path of letters, digits, '-', '_' and '.'."
            );
        return prefix;
    }

    private string HubName(string text)
    {
        const string Where = "extensions.durableTask.hubName";
        var known = problems.Count;
        var name = SettingText.Resolve(text, settings, $"{path}: {Where}", problems);
        if (problems.Count == known && !AllowedHubName().IsMatch(name))
            problems.Add($"{path}: {Where} '{name}' must be 3 to 45 letters and digits, beginning with a letter.");
        return name;
    }

    [GeneratedRegex(@"\A([A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*)?\z", RegexOptions.NonBacktracking)]
    private static partial Regex AllowedRoutePrefix();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9]{2,44}\z", RegexOptions.NonBacktracking)]
    private static partial Regex AllowedHubName();
}
