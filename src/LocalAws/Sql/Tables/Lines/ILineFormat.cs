using LocalAws.Sql.Tables.Json;

namespace LocalAws.Sql.Tables.Lines;

/// <summary>How a table's SerDe reads its lines.</summary>
internal interface ILineFormat
{
    /// <summary>Lines at the start of each file that are no records.</summary>
    int HeaderLines { get; }

    /// <summary>Names the format in the cache: lines that were read otherwise are other lines.</summary>
    string Identity();

    /// <summary>Reads lines into slots, one for each leaf.</summary>
    ILineReader Reader(IReadOnlyList<JsonLeaf> leaves);
}

/// <summary>Reads one line after another.</summary>
internal interface ILineReader
{
    /// <summary>Values of the line read last.</summary>
    Slot[] Slots { get; }

    /// <summary>The bytes of a slot.</summary>
    ReadOnlySpan<byte> Bytes(in Slot slot, byte[] line);

    /// <summary>Reads a line.</summary>
    /// <param name="buffer">Holds the line.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="length">Bytes of it.</param>
    /// <param name="fault">
    /// What is wrong with it, or null. A line may be read and yet have a fault: a record in it that is not.
    /// </param>
    /// <returns>False for a line that cannot be read.</returns>
    bool TryRead(byte[] buffer, int start, int length, out string? fault);
}
