using System.Collections;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Newtonsoft.Json.Linq;

namespace FunctionsHost.Durable.Protocol;

/// <summary>Plain values in both directions: properties of failures and settings of a turn.</summary>
internal static class ValueProtobuf
{
    public static Value ToProtobuf(object? value) =>
        value switch
        {
            null => Value.ForNull(),
            JToken token => Parse(token.ToString(Newtonsoft.Json.Formatting.None)),
            string text => Value.ForString(text),
            bool truth => Value.ForBool(truth),
            DateTime or DateTimeOffset => Value.ForString(
                ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture)
            ),
            int or long or short or byte or uint or float or double or decimal => Number(value),
            IDictionary<string, object?> members => ToStruct(members),
            IEnumerable items => Value.ForList([.. items.Cast<object?>().Select(ToProtobuf)]),
            _ => Value.ForString(value.ToString() ?? ""),
        };

    public static object? FromProtobuf(Value value) =>
        value.KindCase switch
        {
            Value.KindOneofCase.NumberValue => value.NumberValue,
            Value.KindOneofCase.StringValue => value.StringValue,
            Value.KindOneofCase.BoolValue => value.BoolValue,
            Value.KindOneofCase.StructValue => FromStruct(value.StructValue),
            Value.KindOneofCase.ListValue => value.ListValue.Values.Select(FromProtobuf).ToList(),
            _ => null,
        };

    private static Value Number(object value) => Value.ForNumber(Convert.ToDouble(value, CultureInfo.InvariantCulture));

    /// <summary>Properties come back from a store as parsed JSON.</summary>
    private static Value Parse(string json) => Value.Parser.ParseJson(json);

    private static Value ToStruct(IDictionary<string, object?> members)
    {
        var fields = new Struct();
        foreach (var (name, member) in members)
            fields.Fields[name] = ToProtobuf(member);
        return Value.ForStruct(fields);
    }

    private static Dictionary<string, object?> FromStruct(Struct fields) =>
        fields.Fields.ToDictionary(each => each.Key, each => FromProtobuf(each.Value));
}
