namespace LocalAws.Sql.Tables.Lines;

/// <summary>What became of the lines of a file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Lines">Its records: its lines that are not blank, and second records of a line.</param>
/// <param name="Unread">How many of them could not be read.</param>
/// <param name="FirstUnread">Number of the first line with a fault, from 1; 0 where there is none.</param>
/// <param name="Fault">What is wrong with that line, or null.</param>
/// <param name="Damage">What is wrong with the file as a whole, or null: then no query can read it.</param>
internal sealed record FileLines(string Path, long Lines, long Unread, long FirstUnread, string? Fault, string? Damage)
{
    /// <summary>A file before its first line.</summary>
    public static FileLines Begin(string path) => new(path, 0, 0, 0, null, null);

    /// <summary>With another fault in it, told where it is the first.</summary>
    public FileLines With(long line, string fault)
    {
        return this with
        {
            Unread = Unread + 1,
            FirstUnread = FirstUnread == 0 ? line : FirstUnread,
            Fault = Fault ?? fault,
        };
    }
}
