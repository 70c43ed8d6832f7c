namespace CommerceAnalytics.OneMachine.Lake;

/// <summary>A lake as a folder: where its events are, and whether this process may write there.</summary>
internal sealed class LakeFolder(string path)
{
    public const string Default = ".local/lake";

    /// <summary>As the user wrote it, for messages and commands to copy.</summary>
    public string Given { get; } = path;

    public string FullPath { get; } = Path.GetFullPath(path);

    public string EventsFolder => Path.Combine(FullPath, "commerce-logs", "logall");

    /// <summary>The state of the host (orchestrations, keys) on this lake.</summary>
    public string HostFolder => Path.Combine(FullPath, ".localhost");

    public bool Exists => Directory.Exists(FullPath);

    /// <summary>
    /// Whether there is any file of events. Names that begin with a dot or an underscore are no data, as in Athena.
    /// </summary>
    public bool HasEvents => EventFiles().Any();

    public IEnumerable<string> EventFiles() =>
        Directory.Exists(EventsFolder)
            ? Directory
                .EnumerateFiles(EventsFolder, "*", SearchOption.AllDirectories)
                .Where(static file => Path.GetFileName(file)[0] is not ('.' or '_'))
            : [];

    /// <summary>
    /// Why this process cannot write here, or null. Leaves nothing behind: the file it tries with is gone when it
    /// returns.
    /// </summary>
    public string? WriteProblem()
    {
        var folder = FolderProbe.NearestThere(FullPath);
        if (File.Exists(folder))
            return $"the lake '{Given}' (--lake) cannot be used: '{folder}' is a file; name a folder.";
        try
        {
            FolderProbe.TryWrite(folder);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"the lake '{Given}' (--lake) cannot be written: '{folder}' takes no files ({e.Message.TrimEnd('.')}); name a folder that you may write to.";
        }
    }
}
