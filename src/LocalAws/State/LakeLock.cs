namespace LocalAws.State;

/// <summary>
/// Holds a lake for this process: a file held open and locked, which the system lets go of however the process ends.
/// </summary>
internal sealed class LakeLock : IDisposable
{
    private readonly StateFolder _folder;
    private readonly FileStream _file;

    private LakeLock(StateFolder folder, FileStream file)
    {
        _folder = folder;
        _file = file;
    }

    /// <summary>
    /// Takes the lake. Throws <see cref="LakeInUseException"/>, or <see cref="LocalAwsStartException"/> where the lake
    /// cannot be written.
    /// </summary>
    public static LakeLock Take(StateFolder folder)
    {
        FileStream? held = null;
        try
        {
            folder.Create();
            held = Open(folder);
            folder.ClearTemporary();
            LakeOwner.ThisProcess().Write(folder);
            return new(folder, held);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            throw new LocalAwsStartException(
                LocalAwsStartProblem.LakeNotWritable,
                $"The lake {folder.Lake} cannot be written ({e.Message}); give a folder that this user may write.",
                e
            );
        }
    }

    /// <summary>Says where this process listens.</summary>
    public void Announce(Uri endpoint, string region)
    {
        var owner = LakeOwner.ThisProcess() with { Endpoint = endpoint, Region = region };
        owner.Write(_folder);
    }

    /// <summary>Says so no more: who comes from now on waits until the lake is free.</summary>
    public void Withdraw() => File.Delete(_folder.Owner);

    /// <summary>Waits for those who came before.</summary>
    public Task WaitForGuestsAsync(TimeSpan limit, TimeProvider time) => LakeGuests.LeaveAsync(_folder, limit, time);

    public void Dispose()
    {
        File.Delete(_folder.Owner);
        _file.Dispose();
    }

    private static FileStream Open(StateFolder folder)
    {
        try
        {
            return new(folder.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.GetType() == typeof(IOException))
        {
            // Of all that can go wrong here a lock held elsewhere is what has no type of its own.
            var owner = LakeOwner.Read(folder);
            throw new LakeInUseException(folder.Lake, owner?.ProcessId, owner?.Endpoint);
        }
    }
}
