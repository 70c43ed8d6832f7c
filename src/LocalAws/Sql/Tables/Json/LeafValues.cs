namespace LocalAws.Sql.Tables.Json;

/// <summary>Turns the values of a line into what is kept for a leaf.</summary>
internal sealed class LeafValues(JsonOptions options, LineText text)
{
    private readonly TypedJson _typed = new(options);

    /// <summary>
    /// The slot of a value that is not null. Throws <see cref="LineFaultException"/> where Trino fails.
    /// </summary>
    public Slot Slot(JsonLeaf leaf, JsonNode node)
    {
        return leaf.Kind switch
        {
            LeafKind.Timestamp => Timestamp(node),
            LeafKind.Json => text.Keep(Json(leaf, node)),
            _ => text.Keep(ScalarText.Of(leaf.Type, node)),
        };
    }

    /// <summary>Null itself where the type takes the value for null: a JSON null would not be NULL.</summary>
    private string? Json(JsonLeaf leaf, JsonNode node)
    {
        var json = _typed.Write(leaf.Type, node);
        return json == "null" ? null : json;
    }

    private static Slot Timestamp(JsonNode node)
    {
        if (node is not JsonText time)
            throw new LineFaultException("an object or array stands where a timestamp is due");
        if (TimestampText.TryRead(time.Value, out var micros))
            return new Slot(micros);
        throw ScalarText.NoTime(time.Value);
    }
}
