namespace LocalAws.State;

/// <summary>Holds a lake for this process: a file held open and locked, which the system lets go of however the process ends.</summary>
internal sealed class LakeLock : IDisposable
{
    private readonly StateFolder folder;
    private readonly FileStream file;

    private LakeLock(StateFolder folder, FileStream file) => (this.folder, this.file) = (folder, file);

    /// <summary>Takes the lake. Throws <see cref="LakeInUseException"/>, or <see cref="LocalAwsStartException"/> where the lake cannot be written.</summary>
    public static LakeLock Take(StateFolder folder)
    {
        try
        {
            folder.Create();
            var taken = new LakeLock(folder, new FileStream(folder.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            folder.ClearTemporary();
            LakeOwner.ThisProcess().Write(folder);
            return taken;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Explain(folder, e);
        }
    }

    /// <summary>Says where this process listens.</summary>
    public void Announce(Uri endpoint, string region) =>
        (LakeOwner.ThisProcess() with { Endpoint = endpoint, Region = region }).Write(folder);

    public void Dispose()
    {
        File.Delete(folder.Owner);
        file.Dispose();
    }

    private static LocalAwsStartException Explain(StateFolder folder, Exception e)
    {
        // A lock held elsewhere is an IOException of no type of its own; a folder that is missing or not writable has one.
        var locked = e is IOException and not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException) && File.Exists(folder.Lock);
        if (locked && LakeOwner.Read(folder) is { } owner)
            return new LakeInUseException(folder.Lake, owner.ProcessId, owner.Endpoint);
        if (locked)
            return new LakeInUseException(folder.Lake, processId: null, endpoint: null);
        return new LocalAwsStartException(
            LocalAwsStartProblem.LakeNotWritable, $"The lake {folder.Lake} cannot be written ({e.Message}); give a folder that this user may write.", e);
    }
}
