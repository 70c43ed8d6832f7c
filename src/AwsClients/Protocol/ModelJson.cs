using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Amazon.AwsClients.Protocol;

/// <summary>
/// How the model types are written and read: names as they are, in alphabetical order as the official marshallers write
/// them, what is null left out, constants as their text, times as seconds since 1970.
/// </summary>
internal static class ModelJson
{
    public static JsonSerializerOptions Options { get; } =
        new()
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new ConstantClassConverterFactory(), new EpochSecondsConverter() },
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { KeepModelMembers } },
        };

    // Requests and responses inherit members from AWSSDK.Core (metadata, status) that do not belong to the service's
    // model.
    private static void KeepModelMembers(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
            return;
        var members = type
            .Properties.Where(IsOfModel)
            .OrderBy(property => property.Name, StringComparer.Ordinal)
            .ToList();
        type.Properties.Clear();
        foreach (var member in members)
        {
            if (member.AttributeProvider?.IsDefined(typeof(IdempotencyTokenAttribute), inherit: false) == true)
                FillWhenNull(member);
            type.Properties.Add(member);
        }
    }

    private static bool IsOfModel(JsonPropertyInfo property) =>
        property.DeclaringType.Namespace is { } name && name.EndsWith(".Model", StringComparison.Ordinal);

    private static void FillWhenNull(JsonPropertyInfo property)
    {
        var get = property.Get;
        property.Get = request => get(request) ?? new Guid(RandomNumberGenerator.GetBytes(16)).ToString();
    }
}
