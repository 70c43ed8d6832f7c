using System.Text.Encodings.Web;
using System.Text.Json;
using LocalAws.Catalog;

namespace LocalAws.Sql.Tables;

/// <summary>
/// A view as Athena keeps it in Glue: a table of type <c>VIRTUAL_VIEW</c> whose original text is <c>/* Presto View:
/// {base64 of JSON} */</c>.
/// </summary>
/// <param name="OriginalSql">The query as written.</param>
/// <param name="Catalog">Where unqualified names are looked up.</param>
/// <param name="Schema">Database of unqualified names.</param>
/// <param name="Columns">Names and Trino's types.</param>
internal sealed record PrestoView(
    string OriginalSql,
    string? Catalog,
    string? Schema,
    IReadOnlyList<PrestoViewColumn> Columns
)
{
    public const string TableType = "VIRTUAL_VIEW";

    private const string Opening = "/* Presto View: ";
    private const string Closing = " */";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The view that a table of the catalog is. Throws what Athena says of one that cannot be read.</summary>
    public static PrestoView Of(CatalogTable table)
    {
        var text = table.ViewOriginalText ?? "";
        try
        {
            if (
                text.StartsWith(Opening, StringComparison.Ordinal)
                && text.EndsWith(Closing, StringComparison.Ordinal)
                && JsonSerializer.Deserialize<PrestoView>(
                    Convert.FromBase64String(text[Opening.Length..^Closing.Length]),
                    Json
                )
                    is { OriginalSql: not null } view
            )
                return view;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw Invalid(table, e.Message);
        }

        throw Invalid(table, "its text is none of Presto's");
    }

    public string Encoded()
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(this, Json);
        return Opening + Convert.ToBase64String(json) + Closing;
    }

    private static StatementException Invalid(CatalogTable table, string why) =>
        SqlErrors.Plain("HIVE_INVALID_VIEW_DATA", $"View {table.Database}.{table.Name} cannot be read: {why}");
}

/// <summary>A column of a view.</summary>
/// <param name="Name">Lower case.</param>
/// <param name="Type">Trino's type.</param>
internal sealed record PrestoViewColumn(string Name, string Type);
