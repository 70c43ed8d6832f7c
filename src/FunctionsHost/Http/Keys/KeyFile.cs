using System.Text;
using System.Text.Json;
using FunctionsHost.Files;
using FunctionsHost.Hosting;

namespace FunctionsHost.Http.Keys;

/// <summary>The file <c>keys.json</c> beside the store: made on first start, readable by its owner alone.</summary>
public static class KeyFile
{
    /// <summary>Reads the keys, or makes them where there are none.</summary>
    /// <param name="folder">The store's folder; is there already.</param>
    /// <exception cref="HostStateException">The file is damaged, or may not be read or written.</exception>
    public static HostKeys ReadOrCreate(string folder)
    {
        var path = Path.Combine(folder, "keys.json");
        try
        {
            return File.Exists(path) ? Read(path) : Create(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new HostStateException(
                "HostKeysUnreadable",
                $"The keys of the host in {path} cannot be used: {e.Message}",
                Advice("file"),
                e
            );
        }
    }

    /// <summary>New keys shut everybody out who has an old one: the last thing to do, not the first.</summary>
    /// <param name="what">What the keys lie in.</param>
    public static string Advice(string what) =>
        $"See that this account may read and write the {what}, or restore it from a backup. Where it is lost, delete it: new keys are made at the next start, and who calls the host with an old key needs a new one.";

    private static HostKeys Read(string path)
    {
        // A copy or a restored backup may have lost the mode.
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) != OwnFile.Mode)
            File.SetUnixFileMode(path, OwnFile.Mode);
        return HostKeys.Read(File.ReadAllText(path));
    }

    private static HostKeys Create(string path)
    {
        var keys = HostKeys.New();
        var isFirst = OwnFile.TryCreate(path, Encoding.UTF8.GetBytes(keys.ToJson()));
        // Two hosts may start for the first time at once; the one that runs must have the keys that lie there.
        return isFirst ? keys : Read(path);
    }
}
