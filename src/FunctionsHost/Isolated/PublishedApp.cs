using System.Text.Json;
using FunctionsHost.Workers;

namespace FunctionsHost.Isolated;

/// <summary>A folder that <c>dotnet publish</c> made of an isolated Functions app.</summary>
/// <param name="Folder">Its full path.</param>
/// <param name="Assembly">The full path of the app's assembly, which <c>dotnet</c> runs.</param>
internal sealed record PublishedApp(string Folder, string Assembly)
{
    private const string Configuration = "worker.config.json";

    // What the Functions SDK writes beside the app; an output folder of a build without it cannot be run.
    private static readonly string[] Parts = [Configuration, "functions.metadata", ".azurefunctions", "host.json"];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>Reads the folder.</summary>
    /// <exception cref="AppRefusedException">It is no published app, or not one that <c>dotnet</c> runs.</exception>
    public static PublishedApp Read(string folder)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (!Directory.Exists(full))
            throw Refused(full, "there is no such folder");
        var missing = Parts.Where(part => !Path.Exists(Path.Combine(full, part))).ToList();
        if (missing.Count > 0)
            throw Refused(full, $"{string.Join(", ", missing)} {(missing.Count == 1 ? "is" : "are")} missing");
        var worker = ReadConfiguration(full);
        if (worker.DefaultExecutablePath is not "dotnet")
            throw Refused(
                full,
                $"it is started by '{worker.DefaultExecutablePath}' instead of 'dotnet' "
                    + "(publish it without --self-contained)"
            );
        var assembly = Path.Combine(full, worker.DefaultWorkerPath);
        return File.Exists(assembly)
            ? new(full, assembly)
            : throw Refused(full, $"{worker.DefaultWorkerPath}, which {Configuration} names, is missing");
    }

    private static WorkerDescription ReadConfiguration(string folder)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(folder, Configuration));
            var description = JsonSerializer.Deserialize<WorkerConfiguration>(text, Json)?.Description;
            return description ?? throw Refused(folder, $"{Configuration} has no description");
        }
        catch (JsonException e)
        {
            throw Refused(folder, $"{Configuration} cannot be read ({e.Message})", e);
        }
    }

    private static AppRefusedException Refused(string folder, string why, Exception? inner = null) =>
        new(
            $"{folder} is no published Functions app of the isolated worker model: {why}. Publish the app with "
                + "'dotnet publish <project> -o <folder>' and give that folder.",
            inner
        );

    private sealed record WorkerConfiguration(WorkerDescription? Description);

    private sealed record WorkerDescription(string DefaultExecutablePath = "", string DefaultWorkerPath = "");
}
