using LocalAws.Catalog;
using LocalAws.Sql.Tables.Lines;

namespace LocalAws.Sql.Tables.Json;

/// <summary>
/// How a table's SerDe reads lines of JSON: the properties of the OpenX SerDe that change what is read.
/// </summary>
internal sealed record JsonOptions : ILineFormat
{
    private const string Mapping = "mapping.";

    /// <summary>
    /// Whether what the OpenX reader forgives is forgiven; Hive's own JSON SerDe takes nothing but JSON.
    /// </summary>
    public bool Lenient { get; init; } = true;

    /// <summary>Whether a key's case counts (<c>case.insensitive</c> is false).</summary>
    public bool CaseSensitive { get; init; }

    /// <summary>
    /// Whether a key's dots stand for underscores of a name that no key matches as it is (<c>dots.in.keys</c>).
    /// </summary>
    public bool DotsInKeys { get; init; }

    /// <summary>The key that a name is read from (<c>mapping.NAME</c>).</summary>
    public IReadOnlyDictionary<string, string> Mappings { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Throws HIVE_UNSUPPORTED_FORMAT for a property that would change what is read and is not known here.
    /// </summary>
    public static JsonOptions Of(CatalogTable table)
    {
        var given = table.Storage.SerdeParameters;
        if (given.GetValueOrDefault("timestamp.formats") is { Length: > 0 } formats)
            throw SqlErrors.Plain(
                "HIVE_UNSUPPORTED_FORMAT",
                $"Unable to read {table.Database}.{table.Name}: timestamp.formats ({formats}) is not supported here"
            );
        return new JsonOptions
        {
            Lenient =
                table.Storage.SerializationLibrary?.Contains("hcatalog", StringComparison.OrdinalIgnoreCase) != true,
            CaseSensitive = Is(given, "case.insensitive", "false"),
            DotsInKeys = Is(given, "dots.in.keys", "true"),
            Mappings = given
                .Where(p => p.Key.StartsWith(Mapping, StringComparison.OrdinalIgnoreCase))
                .ToDictionary(p => p.Key[Mapping.Length..].ToLowerInvariant(), p => p.Value),
        };
    }

    public StringComparer Names => CaseSensitive ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;

    /// <summary>The key that stands for a name of the table.</summary>
    public string KeyOf(string name) => Mappings.GetValueOrDefault(name, name);

    public int HeaderLines => 0;

    public ILineReader Reader(IReadOnlyList<JsonLeaf> leaves) => new JsonLineReader(leaves, this);

    public string Identity()
    {
        var mappings = Mappings.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key}={m.Value}");
        return string.Join('\t', mappings.Prepend($"{Lenient} {CaseSensitive} {DotsInKeys}"));
    }

    private static bool Is(IReadOnlyDictionary<string, string> given, string name, string value)
    {
        var found = given.GetValueOrDefault(name);
        return value.Equals(found, StringComparison.OrdinalIgnoreCase);
    }
}
