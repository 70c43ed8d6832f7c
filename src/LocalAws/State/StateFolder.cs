namespace LocalAws.State;

/// <summary>Paths of LocalAws's own state in a lake: <c>{lake}/.localaws/</c>, which is no bucket.</summary>
internal sealed class StateFolder(string lakeFolder)
{
    public string Lake { get; } = Path.GetFullPath(lakeFolder);

    public string Root => Path.Combine(Lake, ".localaws");

    public string Lock => Path.Combine(Root, "lock");

    public string Owner => Path.Combine(Root, "owner.json");

    public string Keys => Path.Combine(Root, "keys.json");

    public string Catalog => Path.Combine(Root, "catalog.db");

    public string Queries => Path.Combine(Root, "queries.db");

    public string WorkGroups => Path.Combine(Root, "workgroups.db");

    public string Sessions => Path.Combine(Root, "sessions.db");

    public string Objects => Path.Combine(Root, "objects.db");

    /// <summary>
    /// Files on their way into a bucket. On the lake's own file system, so that a rename is atomic. Emptied at start.
    /// </summary>
    public string Temporary => Path.Combine(Root, "tmp");

    /// <summary>Parts of multipart uploads, a folder per upload.</summary>
    public string Uploads => Path.Combine(Root, "uploads");

    /// <summary>What buckets keep beside their objects, a folder per bucket.</summary>
    public string Buckets => Path.Combine(Root, "buckets");

    /// <summary>Makes the folders, open to their owner alone.</summary>
    public void Create()
    {
        Directory.CreateDirectory(Lake);
        foreach (var folder in (string[])[Root, Uploads, Temporary])
            CreatePrivate(folder);
    }

    /// <summary>Removes what a killed process left on its way. Only the lake's owner may.</summary>
    public void ClearTemporary()
    {
        Directory.Delete(Temporary, recursive: true);
        CreatePrivate(Temporary);
    }

    /// <summary>Writes a small file whole or not at all, readable by its owner alone.</summary>
    public void WritePrivately(string path, string text)
    {
        // A name of its own: two writes of one file at once must not share a draft.
        var draft = Path.Combine(Temporary, Path.GetRandomFileName());
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(draft, options))
            writer.Write(text);
        File.Move(draft, path, overwrite: true);
    }

    private static void CreatePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(
                folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
    }
}
