using System.Text.Json;

namespace Microsoft.DurableTask
{
    /// <summary>Turns inputs, results and events into text and back.</summary>
    public abstract class DataConverter
    {
        /// <summary>The text of a value; null for null.</summary>
        public abstract string? Serialize(object? value);

        /// <summary>The value of a text; null for null.</summary>
        public abstract object? Deserialize(string? data, Type targetType);

        /// <summary>The value of a text; the type's default for null.</summary>
        public virtual T? Deserialize<T>(string? data) => Deserialize(data, typeof(T)) is { } value ? (T)value : default;
    }
}

namespace Microsoft.DurableTask.Converters
{
    /// <summary>Text is JSON.</summary>
    public class JsonDataConverter(JsonSerializerOptions? options = null) : DataConverter
    {
        private static readonly JsonSerializerOptions Defaults = new() { IncludeFields = true };
        private readonly JsonSerializerOptions options = options ?? Defaults;

        /// <summary>The converter with the library's own defaults: names as in C#, fields included.</summary>
        public static JsonDataConverter Default { get; } = new();

        /// <inheritdoc/>
        public override string? Serialize(object? value) => value is null ? null : JsonSerializer.Serialize(value, options);

        /// <inheritdoc/>
        public override object? Deserialize(string? data, Type targetType) =>
            data is null ? null : JsonSerializer.Deserialize(data, targetType, options);
    }
}
