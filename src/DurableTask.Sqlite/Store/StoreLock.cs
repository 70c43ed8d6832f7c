using System.Globalization;

namespace DurableTask.Sqlite.Store;

/// <summary>Keeps a store for one process: two engines over one store would run every turn twice.</summary>
internal sealed class StoreLock : IDisposable
{
    private readonly FileStream _held;

    private StoreLock(FileStream held) => _held = held;

    /// <summary>Takes the lock of a store that is to be opened, which ends with the process at the latest.</summary>
    /// <exception cref="StoreInUseException">Another process, or another service of this one, has it.</exception>
    /// <exception cref="StoreUnusableException">This account may not write there, the disk is full, or the store has
    /// been emptied.</exception>
    public static StoreLock Take(string storePath)
    {
        var taken = Reserve(storePath);
        try
        {
            EnsureNotEmptied(storePath);
            // SQLite gives the files beside it the same mode.
            OwnFiles.Open(storePath, FileShare.ReadWrite).Dispose();
            return taken;
        }
        catch (Exception error)
        {
            taken.Dispose();
            throw Told(error, storePath);
        }
    }

    /// <summary>Takes the lock, whatever the store holds.</summary>
    /// <exception cref="StoreInUseException">Another process, or another service of this one, has it.</exception>
    /// <exception cref="StoreUnusableException">This account may not write there, or the disk is full.</exception>
    public static StoreLock Reserve(string storePath)
    {
        FileStream? stream = null;
        try
        {
            OwnFiles.CreateFolder(Path.GetDirectoryName(storePath)!);
            stream = OwnFiles.Open(storePath + ".lock", FileShare.None);
            // Who holds it is in a file of its own: a locked file cannot be read by the one who is refused.
            OwnFiles.Write(Owner(storePath), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new StoreLock(stream);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            stream?.Dispose();
            if (IsHeld(error))
                throw new StoreInUseException(
                    storePath,
                    File.Exists(Owner(storePath)) ? File.ReadAllText(Owner(storePath)).Trim() : "unknown",
                    error
                );
            throw Told(error, storePath);
        }
    }

    /// <summary>The store has its tables now: a file without any content is damaged from here on.</summary>
    public static void MarkMade(string storePath)
    {
        if (!File.Exists(Made(storePath)))
            OwnFiles.Write(Made(storePath), "");
    }

    /// <summary>Removes the store's files, so that the next one begins empty. The lock stays.</summary>
    public static void Remove(string storePath)
    {
        foreach (var file in new[] { Made(storePath), storePath, storePath + "-wal", storePath + "-shm" })
            File.Delete(file);
    }

    public void Dispose() => _held.Dispose();

    // SQLite takes an empty file for a new store: all that it held would be lost without a word.
    private static void EnsureNotEmptied(string storePath)
    {
        if (File.Exists(Made(storePath)) && new FileInfo(storePath) is not { Exists: true, Length: > 0 })
            throw StoreFaults.Damaged(storePath, "it is empty or gone, and was not when it was last used");
    }

    private static StoreUnusableException Told(Exception error, string storePath) =>
        StoreFaults.Tell(error, storePath) ?? StoreFaults.NotWritable(storePath, error);

    private static string Owner(string storePath) => storePath + ".owner";

    private static string Made(string storePath) => storePath + ".made";

    // EWOULDBLOCK on Linux, on macOS, and ERROR_SHARING_VIOLATION on Windows: whatever else goes wrong is no other
    // process.
    private static bool IsHeld(Exception error) =>
        error is IOException { HResult: 11 or 35 or unchecked((int)0x80070020) };
}
