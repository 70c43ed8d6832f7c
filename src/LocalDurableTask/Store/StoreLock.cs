using System.Globalization;

namespace LocalDurableTask.Store;

/// <summary>Keeps a store for one process: two engines over one store would run every turn twice.</summary>
internal sealed class StoreLock : IDisposable
{
    private readonly FileStream held;

    private StoreLock(FileStream held) => this.held = held;

    /// <summary>Takes the lock, which ends with the process at the latest.</summary>
    /// <exception cref="StoreInUseException">Another process, or another hub of this one, has it.</exception>
    public static StoreLock Take(string storePath)
    {
        var (file, owner) = (storePath + ".lock", storePath + ".owner");
        try
        {
            var stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            // Who holds it is in a file of its own: a locked file cannot be read by the one who is refused.
            File.WriteAllText(owner, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new StoreLock(stream);
        }
        catch (IOException error) when (error is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
        {
            var process = File.Exists(owner) ? File.ReadAllText(owner).Trim() : "unknown";
            throw new StoreInUseException(storePath, process, error);
        }
    }

    public void Dispose() => held.Dispose();
}
