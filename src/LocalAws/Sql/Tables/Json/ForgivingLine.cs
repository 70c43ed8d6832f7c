namespace LocalAws.Sql.Tables.Json;

/// <summary>Reads a line as Trino's OpenX reader does, whatever is odd about it.</summary>
internal sealed class ForgivingLine(IReadOnlyList<JsonLeaf> leaves, JsonOptions options, Slot[] slots, LineText text)
{
    private readonly LeafValues _values = new(options, text);

    /// <summary>Columns by place, for lines that are arrays.</summary>
    private readonly List<string> _columns = [.. leaves.Select(l => l.Column).Distinct()];

    /// <summary>Fills the slots. Throws <see cref="LineFaultException"/> where the line cannot be read.</summary>
    /// <returns>What stands behind the value.</returns>
    public string Read(ReadOnlySpan<byte> bytes)
    {
        var line = JavaText.Trim(JavaText.Utf8.GetString(bytes));
        if (line.Length == 0 || line[0] is not ('{' or '['))
            throw new LineFaultException($"the line is no JSON object but begins with {Start(line)}");
        var (row, end) = LenientJson.Read(line, options.Names);
        for (var i = 0; i < leaves.Count; i++)
            slots[i] = Slot(row!, i);
        return line[end..];
    }

    private Slot Slot(JsonNode line, int at)
    {
        var leaf = leaves[at];
        var column = JsonShapes.Field(line, leaf.Column, _columns.IndexOf(leaf.Column), options);
        if (column is null)
            return default;
        if (leaf.Kind == LeafKind.Presence)
            return text.Keep("x");
        var value = leaf.Field is null ? column : JsonShapes.Field(column, leaf.Field, Place(at), options);
        return value is null ? default : _values.Slot(leaf, value);
    }

    /// <summary>A field's place in its row.</summary>
    private int Place(int at)
    {
        var place = 0;
        while (leaves[at - place].Field is not null)
            place++;
        return place - 1;
    }

    private static string Start(string line) => line.Length <= 20 ? $"'{line}'" : $"'{line[..20]}...'";
}
