using System.Globalization;
using LocalAws.Sql.Tables.Json;
using LocalAws.Sql.Tables.Lines;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Tables.Delimited;

/// <summary>
/// Reads a line of fields: those that a line lacks are NULL, and so is what does not fit its type; fields beyond the
/// columns are passed over.
/// </summary>
internal sealed class DelimitedLineReader(IReadOnlyList<JsonLeaf> leaves, DelimitedFormat format) : ILineReader
{
    private readonly LineText _text = new();

    public Slot[] Slots { get; } = new Slot[leaves.Count];

    public ReadOnlySpan<byte> Bytes(in Slot slot, byte[] line) => _text.Bytes(slot);

    public bool TryRead(byte[] buffer, int start, int length, out string? fault)
    {
        fault = null;
        Array.Clear(Slots);
        _text.Clear();
        var fields = FieldSplitter.Split(JavaText.Utf8.GetString(buffer, start, length), format);
        try
        {
            for (var i = 0; i < Math.Min(leaves.Count, fields.Count); i++)
                Slots[i] = fields[i] == format.Null ? default : Slot(leaves[i], fields[i]);
            return true;
        }
        catch (LineFaultException e)
        {
            fault = e.Message;
            return false;
        }
    }

    private Slot Slot(JsonLeaf leaf, string field)
    {
        return leaf.Kind switch
        {
            LeafKind.Text => _text.Keep(field),
            _ when format.IsQuoted && leaf.Type.Kind is TypeKind.Timestamp or TypeKind.Date => Counted(
                leaf.Type,
                field
            ),
            LeafKind.Timestamp => Timestamp(field),
            _ when leaf.Type.Kind == TypeKind.Boolean => _text.Keep(Boolean(field)),
            _ => _text.Keep(ScalarText.Of(leaf.Type, new JsonText(field, IsQuoted: true))),
        };
    }

    private static string? Boolean(string field)
    {
        return field.ToUpperInvariant() switch
        {
            "TRUE" => "true",
            "FALSE" => "false",
            _ => null,
        };
    }

    private static Slot Timestamp(string field)
    {
        if (TimestampText.TryReadHive(field, out var micros))
            return new Slot(micros);
        return default;
    }

    /// <summary>OpenCSVSerde takes milliseconds and days since 1970 alone.</summary>
    private Slot Counted(SqlType type, string field)
    {
        if (!long.TryParse(field, NumberStyles.AllowLeadingSign, null, out var count))
            throw new LineFaultException(
                $"'{field}' is no number of {(type.Kind == TypeKind.Date ? "days" : "milliseconds")} since 1970, which OpenCSVSerde needs for a {type}"
            );
        if (type.Kind == TypeKind.Date)
            return _text.Keep(DateText.Read(field));
        return new Slot(count * 1000);
    }
}
