namespace LocalAws.Sql.Tables.Json;

/// <summary>A value of a line of JSON as the OpenX reader sees it. Null stands for <c>null</c>.</summary>
internal abstract record JsonNode;

/// <summary>A text, or a literal without quotes: number, boolean, or any word.</summary>
internal sealed record JsonText(string Value, bool IsQuoted) : JsonNode;

internal sealed record JsonItems(IReadOnlyList<JsonNode?> Items) : JsonNode;

/// <summary>Each key once, in the order in which their last values stand.</summary>
internal sealed record JsonMembers(IReadOnlyList<KeyValuePair<string, JsonNode?>> Members) : JsonNode
{
    /// <summary>The value that stands for a name of the table, null where there is none.</summary>
    public JsonNode? Find(string name, JsonOptions options)
    {
        var key = options.KeyOf(name);
        foreach (var member in Members)
        {
            if (options.Names.Equals(member.Key, key))
                return member.Value;
        }

        if (!options.DotsInKeys || !name.Contains('_'))
            return null;
        return Members.FirstOrDefault(m => IsDotted(m.Key, name, options)).Value;
    }

    private static bool IsDotted(string key, string name, JsonOptions options)
    {
        var underscored = key.Replace('.', '_');
        return underscored != key && options.Names.Equals(underscored, name);
    }
}

/// <summary>Why a line cannot be read.</summary>
internal sealed class LineFaultException(string message) : Exception(message);
