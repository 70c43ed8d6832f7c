namespace FunctionsHost.Isolated.Processes;

/// <summary>
/// The environment of a worker: the host's own without what means the host itself, then the app's settings, then the
/// protocol's.
/// </summary>
internal static class WorkerEnvironment
{
    private const string StartupHooks = "DOTNET_STARTUP_HOOKS";

    // What the runtime and ASP.NET Core read about the process that they run in. In the worker it would load the host's
    // own assemblies, or have it listen where the host does.
    private static readonly string[] OfTheHost =
    [
        "ASPNETCORE_",
        "DOTNET_STARTUP_HOOKS",
        "DOTNET_ADDITIONAL_DEPS",
        "DOTNET_SHARED_STORE",
        "DOTNET_ENVIRONMENT",
        "DOTNET_URLS",
        "DOTNET_HTTP_PORTS",
        "DOTNET_HTTPS_PORTS",
        "DOTNET_CONTENTROOT",
        "DOTNET_APPLICATIONNAME",
        "FUNCTIONS_",
    ];

    /// <summary>Makes the inherited environment the worker's.</summary>
    /// <param name="environment">What a child process would inherit.</param>
    /// <param name="app">The app.</param>
    /// <param name="hook">The start-up hook that ends the worker when its host is gone.</param>
    public static void Fill(
        IDictionary<string, string?> environment,
        PublishedApp app,
        IReadOnlyDictionary<string, string> settings,
        string hook
    )
    {
        foreach (var name in environment.Keys.Where(IsOfTheHost).ToList())
            environment.Remove(name);
        foreach (var (name, value) in settings)
            environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        environment["FUNCTIONS_APPLICATION_DIRECTORY"] = app.Folder;
        environment["FUNCTIONS_WORKER_DIRECTORY"] = app.Folder;
        environment["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
        // First, so that it also ends a worker that hangs in a hook of the app's own.
        environment[StartupHooks] = settings.TryGetValue(StartupHooks, out var others)
            ? $"{hook}{Path.PathSeparator}{others}"
            : hook;
    }

    private static bool IsOfTheHost(string name) =>
        Array.Exists(OfTheHost, start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase));
}
