using System.Text.Json;
using Microsoft.DurableTask;

namespace FunctionsHost.Durable.InProcess;

/// <summary>
/// Values to JSON and back exactly as in an isolated Functions worker, whose converter is the worker's serializer and
/// not the one that Microsoft.DurableTask has by default.
/// </summary>
public sealed class FunctionsDataConverter : DataConverter
{
    /// <summary>The worker's defaults.</summary>
    internal static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    /// <inheritdoc/>
    public override object? Deserialize(string? data, Type targetType) =>
        data is null ? null : JsonSerializer.Deserialize(data, targetType, Options);

    /// <inheritdoc/>
    public override string? Serialize(object? value) =>
        value is null ? null : JsonSerializer.Serialize(value, value.GetType(), Options);
}
