namespace DurableTask.Sqlite;

/// <summary>The store is open in another process, or in another service of this one.</summary>
public sealed class StoreInUseException : StoreUnusableException
{
    internal StoreInUseException(string storePath, string process, Exception cause)
        : base(
            StoreFault.InUse,
            $"The store {storePath} is in use by process {process}. Stop that process, or give this one a store of its own.",
            cause
        ) => Process = process;

    /// <summary>Id of the process that has the store open; <c>unknown</c> when it left none.</summary>
    public string Process { get; }
}
