using System.Globalization;

namespace LocalDurableTask.Store;

/// <summary>Keeps a store for one process: two engines over one store would run every turn twice.</summary>
internal sealed class StoreLock : IDisposable
{
    private readonly FileStream held;

    private StoreLock(FileStream held) => this.held = held;

    /// <summary>Takes the lock, which ends with the process at the latest.</summary>
    /// <exception cref="StoreInUseException">Another process, or another hub of this one, has it.</exception>
    /// <exception cref="StoreUnusableException">This account may not write there, the disk is full, or the store has been emptied.</exception>
    public static StoreLock Take(string storePath)
    {
        FileStream? stream = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(storePath)!);
            stream = new FileStream(storePath + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            // Who holds it is in a file of its own: a locked file cannot be read by the one who is refused.
            File.WriteAllText(Owner(storePath), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            EnsureNotEmptied(storePath);
            return new StoreLock(stream);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            stream?.Dispose();
            if (IsHeld(error))
                throw new StoreInUseException(storePath, File.Exists(Owner(storePath)) ? File.ReadAllText(Owner(storePath)).Trim() : "unknown", error);
            throw StoreFaults.TryTell(error, storePath, out var told) ? told : StoreFaults.NotWritable(storePath, error);
        }
    }

    /// <summary>The store has its tables now: a file without any content is damaged from here on.</summary>
    public static void MarkMade(string storePath)
    {
        if (!File.Exists(Made(storePath)))
            File.WriteAllText(Made(storePath), "");
    }

    public void Dispose() => held.Dispose();

    // SQLite takes an empty file for a new store: all that it held would be lost without a word.
    private static void EnsureNotEmptied(string storePath)
    {
        if (File.Exists(Made(storePath)) && new FileInfo(storePath) is not { Exists: true, Length: > 0 })
            throw StoreFaults.Damaged(storePath, "it is empty or gone, and was not when it was last used");
    }

    private static string Owner(string storePath) => storePath + ".owner";

    private static string Made(string storePath) => storePath + ".made";

    // EWOULDBLOCK on Linux, on macOS, and ERROR_SHARING_VIOLATION on Windows: whatever else goes wrong is no other process.
    private static bool IsHeld(Exception error) => error is IOException { HResult: 11 or 35 or unchecked((int)0x80070020) };
}
