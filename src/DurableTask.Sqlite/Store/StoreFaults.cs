using Microsoft.Data.Sqlite;
using Newtonsoft.Json;

namespace DurableTask.Sqlite.Store;

/// <summary>What SQLite and the disk report, in words that say what to do.</summary>
internal static class StoreFaults
{
    // Primary result codes, https://sqlite.org/rescode.html.
    private const int Perm = 3;
    private const int ReadOnly = 8;
    private const int IOError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    // errno ENOSPC, and ERROR_DISK_FULL.
    private const int NoSpace = 28;
    private const int NoSpaceOnWindows = unchecked((int)0x80070070);

    /// <summary>The error in words; null when it is not about the store, but about what was asked of it.</summary>
    public static StoreUnusableException? Tell(Exception error, string path) =>
        error switch
        {
            StoreUnusableException known => known,
            SqliteException { SqliteErrorCode: Full } or IOException { HResult: NoSpace or NoSpaceOnWindows } => Of(
                StoreFault.Full,
                path,
                "cannot grow: the disk is full",
                "Free some space: what was confirmed is kept, and what waits goes on by itself.",
                error
            ),
            SqliteException { SqliteErrorCode: Perm or ReadOnly or CannotOpen } or UnauthorizedAccessException =>
                NotWritable(path, error),
            SqliteException { SqliteErrorCode: IOError } => Of(
                StoreFault.DiskFails,
                path,
                $"cannot be read or written: the disk reports an error ({error.Message})",
                "Look into the system's log; what was confirmed is kept as long as the disk keeps it.",
                error
            ),
            SqliteException { SqliteErrorCode: Corrupt or NotADatabase } or JsonException => Damaged(
                path,
                error.Message,
                error
            ),
            _ => null,
        };

    public static StoreUnusableException NotWritable(string path, Exception cause) =>
        Of(
            StoreFault.NotWritable,
            path,
            $"cannot be written ({cause.Message.TrimEnd('.')})",
            $"Let this account write to the folder {Path.GetDirectoryName(path)} and to the files in it.",
            cause
        );

    public static StoreUnusableException Damaged(string path, string how, Exception? cause = null) =>
        Of(
            StoreFault.Damaged,
            path,
            $"is damaged ({how.TrimEnd('.')})",
            $"Put back a copy of it, or move {Path.GetFileName(path)} and the files beside it whose names begin so away to begin with an empty one; "
                + $"`sqlite3 {path} .recover` prints what can still be read.",
            cause
        );

    public static StoreUnusableException Foreign(string path, string how, string advice) =>
        Of(StoreFault.Foreign, path, how, advice, null);

    private static StoreUnusableException Of(
        StoreFault fault,
        string path,
        string what,
        string advice,
        Exception? cause
    ) => new(fault, $"The store {path} {what}. {advice}", cause);
}
