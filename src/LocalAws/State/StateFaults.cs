using Microsoft.Data.Sqlite;

namespace LocalAws.State;

/// <summary>State that cannot be opened, in words that say what to do.</summary>
internal static class StateFaults
{
    // https://sqlite.org/rescode.html
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    /// <summary>Null for what is no fault of the state or its disk.</summary>
    public static LocalAwsStartException? Tell(StateFolder folder, Exception error) =>
        error switch
        {
            LocalAwsStartException => null,
            SqliteException { SqliteErrorCode: Corrupt or NotADatabase } => new(
                LocalAwsStartProblem.StateUnusable,
                $"LocalAws's state in {folder.Root} is damaged ({error.Message.TrimEnd('.')}): put back a copy of that folder, or move it away to begin with an "
                    + "empty catalog; what lies in the buckets stays.",
                error
            ),
            SqliteException or IOException or UnauthorizedAccessException => new(
                LocalAwsStartProblem.StateUnusable,
                $"LocalAws's state in {folder.Root} cannot be opened ({error.Message.TrimEnd('.')}): see that the disk has room and works, and that this account may "
                    + "write there.",
                error
            ),
            _ => null,
        };
}
