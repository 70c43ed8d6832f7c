using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Amazon.Athena.Model;

namespace CommerceAnalytics.LocalHost.Display;

/// <summary>
/// One array of objects, a row a line, keys in column order; numbers as numbers, dates as Athena writes them, NULL as
/// null.
/// </summary>
internal sealed class JsonRows(TextWriter writer) : IRowsFormat
{
    private static readonly string[] NumberTypes =
    [
        "tinyint",
        "smallint",
        "integer",
        "bigint",
        "float",
        "real",
        "double",
        "decimal",
    ];

    private readonly ArrayBufferWriter<byte> _buffer = new();
    private IReadOnlyList<ColumnInfo> _columns = [];
    private bool _any;

    public void Begin(IReadOnlyList<ColumnInfo> columns)
    {
        _columns = columns;
        writer.Write('[');
    }

    public void Row(IReadOnlyList<string?> values)
    {
        _buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(
            _buffer,
            new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
        );
        json.WriteStartObject();
        for (var i = 0; i < _columns.Count; i++)
        {
            json.WritePropertyName(_columns[i].Name);
            Write(json, _columns[i].Type, values[i]);
        }
        json.WriteEndObject();
        json.Flush();
        if (_any)
            writer.Write(",\n ");
        writer.Write(Encoding.UTF8.GetString(_buffer.WrittenSpan));
        _any = true;
    }

    public void End() => writer.WriteLine(']');

    private static void Write(Utf8JsonWriter json, string type, string? value)
    {
        if (value is null)
            json.WriteNullValue();
        else if (NumberTypes.Contains(type) && IsJsonNumber(value))
            json.WriteRawValue(value, skipInputValidation: true);
        else if (type == "boolean" && bool.TryParse(value, out var flag))
            json.WriteBooleanValue(flag);
        else
            json.WriteStringValue(value);
    }

    /// <summary>
    /// NaN and Infinity have no number in JSON and stay texts; all else Athena writes as JSON does (1.0E10 included).
    /// </summary>
    private static bool IsJsonNumber(string value)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(value));
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.Number && reader.BytesConsumed == value.Length;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
