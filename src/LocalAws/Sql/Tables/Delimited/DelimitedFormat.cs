using System.Globalization;
using LocalAws.Catalog;
using LocalAws.Sql.Tables.Json;
using LocalAws.Sql.Tables.Lines;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Tables.Delimited;

/// <summary>Lines of fields by place, as LazySimpleSerDe and OpenCSVSerde read them.</summary>
/// <param name="Delimiter">Between two fields.</param>
/// <param name="Quote">Around a field that may hold delimiters (OpenCSVSerde), or null.</param>
/// <param name="Escape">Before a character that stands for itself, or null.</param>
/// <param name="Null">Text of a field that is NULL; null where no text is.</param>
/// <param name="HeaderLines">Lines at the start of each file that are no records.</param>
internal sealed record DelimitedFormat(char Delimiter, char? Quote, char? Escape, string? Null, int HeaderLines)
    : ILineFormat
{
    public bool IsQuoted => Quote is not null;

    public static DelimitedFormat Of(CatalogTable table)
    {
        var header = table.Parameters.GetValueOrDefault("skip.header.line.count");
        var headerLines = int.TryParse(header, NumberStyles.None, null, out var count) ? count : 0;
        var isQuoted =
            table.Storage.SerializationLibrary?.Contains("OpenCSVSerde", StringComparison.OrdinalIgnoreCase) == true;
        if (isQuoted)
            return new DelimitedFormat(
                One("separatorChar", ","),
                One("quoteChar", "\""),
                One("escapeChar", "\\"),
                null,
                headerLines
            );
        var escape = Property("escape.delim", "");
        var delimiter = One("field.delim", Property("serialization.format", "\u0001"));
        return new DelimitedFormat(
            delimiter,
            null,
            escape.Length == 0 ? null : escape[0],
            Property("serialization.null.format", "\\N"),
            headerLines
        );

        string Property(string name, string otherwise) =>
            table.Storage.SerdeParameters.GetValueOrDefault(name)
            ?? table.Parameters.GetValueOrDefault(name)
            ?? otherwise;

        // A delimiter may be written as its number: 1 is U+0001.
        char One(string name, string otherwise)
        {
            var text = Property(name, otherwise);
            if (text.Length == 0)
                return otherwise[0];
            if (byte.TryParse(text, out var code))
                return (char)code;
            return text[0];
        }
    }

    public string Identity()
    {
        return $"delimited {(int)Delimiter} {(int?)Quote} {(int?)Escape} {Null} {HeaderLines}";
    }

    public ILineReader Reader(IReadOnlyList<JsonLeaf> leaves)
    {
        if (
            leaves.FirstOrDefault(leaf => leaf.Type.Kind is TypeKind.Array or TypeKind.Map or TypeKind.Row) is
            { } nested
        )
            throw SqlErrors.Plain(
                "HIVE_UNSUPPORTED_FORMAT",
                $"Column {nested.Column} of type {nested.Type} cannot be read from delimited text here"
            );
        return new DelimitedLineReader(leaves, this);
    }
}
