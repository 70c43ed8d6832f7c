using System.Text;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Tables.Json;

/// <summary>
/// A value of a line as JSON of just the shape of a column's type, so that DuckDB's cast from it takes every value as
/// Trino's OpenX reader does.
/// </summary>
internal sealed class TypedJson(JsonOptions options)
{
    private readonly StringBuilder _json = new();

    /// <summary>The JSON text. Throws <see cref="LineFaultException"/> where Trino fails.</summary>
    public string Write(SqlType type, JsonNode node)
    {
        _json.Clear();
        Append(type, node);
        return _json.ToString();
    }

    private void Append(SqlType type, JsonNode? node)
    {
        if (node is null)
            _json.Append("null");
        else if (type.IsArray)
            Array(type, node);
        else if (type.IsMap)
            Map(type, node);
        else if (type.IsRow)
            Row(type, node);
        else
            Text(ScalarText.Of(type, node));
    }

    private void Text(string? text)
    {
        if (text is null)
            _json.Append("null");
        else
            JsonCanonical.Quote(_json, text);
    }

    /// <summary>An empty text is NULL; any other single value is an array of it.</summary>
    private void Array(SqlType type, JsonNode node)
    {
        if (node is JsonText { Value: "" })
        {
            _json.Append("null");
            return;
        }

        IReadOnlyList<JsonNode?> items = node is JsonItems several ? several.Items : [node];
        _json.Append('[');
        foreach (var (i, item) in items.Index())
        {
            _json.Append(i == 0 ? "" : ",");
            Append(type.Element, item);
        }

        _json.Append(']');
    }

    private void Map(SqlType type, JsonNode node)
    {
        if (JsonShapes.IsBlank(node))
        {
            _json.Append("null");
            return;
        }

        if (node is not JsonMembers members)
            throw new LineFaultException($"no object stands where a {type} is due");
        _json.Append('{');
        var isFirst = true;
        foreach (var (key, value) in Keyed(type.Element, members))
        {
            _json.Append(isFirst ? "" : ",");
            isFirst = false;
            Text(key);
            _json.Append(':');
            Append(type.Value, value);
        }

        _json.Append('}');
    }

    /// <summary>
    /// Keys in their type; those that do not fit are left out, of those that are then alike the last counts.
    /// </summary>
    private static Dictionary<string, JsonNode?> Keyed(SqlType type, JsonMembers members)
    {
        Dictionary<string, JsonNode?> keyed = [];
        foreach (var member in members.Members)
        {
            if (ScalarText.Of(type, new JsonText(member.Key, IsQuoted: true)) is { } key)
                keyed[key] = member.Value;
        }

        return keyed;
    }

    private void Row(SqlType type, JsonNode node)
    {
        _json.Append('{');
        foreach (var (i, field) in type.Fields.Index())
        {
            _json.Append(i == 0 ? "" : ",");
            var name = field.Name ?? $"field{i}";
            Text(name);
            _json.Append(':');
            Append(field.Type, JsonShapes.Field(node, name, i, options));
        }

        _json.Append('}');
    }
}
