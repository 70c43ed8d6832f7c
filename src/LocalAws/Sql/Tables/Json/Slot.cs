using System.Runtime.InteropServices;

namespace LocalAws.Sql.Tables.Json;

/// <summary>
/// A value in the line's buffer or in the buffer of unescaped texts; a number for a timestamp. The default is NULL.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Slot
{
    public Slot(int start, int length, bool unescaped = false)
    {
        Start = start;
        Length = length;
        Unescaped = unescaped;
        HasValue = true;
    }

    public Slot(long number) => (Number, HasValue) = (number, true);

    public int Start { get; }

    public int Length { get; }

    public long Number { get; }

    public bool Unescaped { get; }

    public bool HasValue { get; }
}
