namespace DurableTask.Sqlite;

/// <summary>What is wrong with a store.</summary>
public enum StoreFault
{
    /// <summary>The disk has no room for more. Goes by itself once there is.</summary>
    Full,

    /// <summary>This account may not write there, or the disk is mounted read-only.</summary>
    NotWritable,

    /// <summary>The disk reports errors.</summary>
    DiskFails,

    /// <summary>The file is no store, or what it holds cannot be read.</summary>
    Damaged,

    /// <summary>A newer program, or another one, has written it.</summary>
    Foreign,

    /// <summary>Another process has it open.</summary>
    InUse,
}

/// <summary>A store cannot be opened, read or written. The message says why and what to do.</summary>
public class StoreUnusableException : IOException
{
    internal StoreUnusableException(StoreFault fault, string message, Exception? cause = null)
        : base(message, cause) => Fault = fault;

    /// <summary>What is wrong.</summary>
    public StoreFault Fault { get; }
}
