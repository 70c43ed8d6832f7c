namespace LocalAws.Sql.Tables.Json;

/// <summary>
/// What Trino's OpenX reader takes for a row of fields: an object, an array in the order of the fields, or a blank text
/// for a row of NULLs.
/// </summary>
internal static class JsonShapes
{
    public static bool IsBlank(JsonNode node)
    {
        if (node is not JsonText text)
            return false;
        return JavaText.Trim(text.Value).Length == 0;
    }

    /// <summary>
    /// The value of a field, or null. Throws <see cref="LineFaultException"/> where the value is no row.
    /// </summary>
    public static JsonNode? Field(JsonNode row, string name, int place, JsonOptions options)
    {
        return row switch
        {
            JsonMembers members => members.Find(name, options),
            JsonItems items => place < items.Items.Count ? items.Items[place] : null,
            _ when IsBlank(row) => null,
            _ => throw new LineFaultException($"no object stands where a row with the field {name} is due"),
        };
    }
}
