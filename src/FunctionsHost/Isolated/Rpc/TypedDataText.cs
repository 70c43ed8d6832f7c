using System.Globalization;

namespace FunctionsHost.Isolated.Rpc;

/// <summary>What a worker returns, as text.</summary>
internal static class TypedDataText
{
    /// <summary>Text and JSON as they are, numbers as JSON, bytes as base64; null for nothing.</summary>
    public static string? Of(TypedData? data) =>
        data?.DataCase switch
        {
            TypedData.DataOneofCase.String => data.String,
            TypedData.DataOneofCase.Json => data.Json,
            TypedData.DataOneofCase.Bytes => data.Bytes.ToBase64(),
            TypedData.DataOneofCase.Stream => data.Stream.ToBase64(),
            TypedData.DataOneofCase.Int => data.Int.ToString(CultureInfo.InvariantCulture),
            TypedData.DataOneofCase.Double => data.Double.ToString("R", CultureInfo.InvariantCulture),
            _ => null,
        };

    /// <summary>Whether <see cref="Of"/> gives JSON.</summary>
    public static bool IsJson(TypedData? data) =>
        data?.DataCase is TypedData.DataOneofCase.Json or TypedData.DataOneofCase.Int or TypedData.DataOneofCase.Double;
}
