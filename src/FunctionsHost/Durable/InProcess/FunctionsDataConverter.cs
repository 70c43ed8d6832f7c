using System.Text.Json;
using Microsoft.DurableTask;

namespace FunctionsHost.Durable.InProcess;

/// <summary>
/// Values to JSON and back exactly as in an isolated Functions worker, whose converter is the worker's serializer and
/// not the one that Microsoft.DurableTask has by default.
/// </summary>
/// <param name="options">The app's own options; the worker's defaults if not given.</param>
public sealed class FunctionsDataConverter(JsonSerializerOptions? options = null) : DataConverter
{
    private static readonly JsonSerializerOptions Defaults = new() { PropertyNameCaseInsensitive = true };
    private readonly JsonSerializerOptions _options = options ?? Defaults;

    /// <inheritdoc/>
    public override object? Deserialize(string? data, Type targetType) =>
        data is null ? null : JsonSerializer.Deserialize(data, targetType, _options);

    /// <inheritdoc/>
    public override string? Serialize(object? value) =>
        value is null ? null : JsonSerializer.Serialize(value, value.GetType(), _options);
}
