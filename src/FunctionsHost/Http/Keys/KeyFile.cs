using System.Text;
using System.Text.Json;
using FunctionsHost.Hosting;

namespace FunctionsHost.Http.Keys;

/// <summary>The file <c>keys.json</c> beside the store: made on first start, readable by its owner alone.</summary>
public static class KeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

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
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) != OwnerOnly)
            File.SetUnixFileMode(path, OwnerOnly);
        return HostKeys.Read(File.ReadAllText(path));
    }

    /// <summary>
    /// Written aside and moved, so that a kill never leaves half a file, nor at any moment one that others can read.
    /// </summary>
    private static HostKeys Create(string path)
    {
        var keys = HostKeys.New();
        var draft = $"{path}.{Environment.ProcessId}.new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(draft, options))
        {
            file.Write(Encoding.UTF8.GetBytes(keys.ToJson()));
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
        return keys;
    }
}
