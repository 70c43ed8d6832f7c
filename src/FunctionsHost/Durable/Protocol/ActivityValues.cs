using System.Text.Json;
using FunctionsHost.Workers;

namespace FunctionsHost.Durable.Protocol;

/// <summary>An activity's input and result between the engine, which has JSON, and an isolated worker.</summary>
internal static class ActivityValues
{
    /// <summary>
    /// The engine wraps the one input of an activity into an array; the worker wants it bare, exactly as it was
    /// written.
    /// </summary>
    /// <exception cref="FormatException">It is no array of one.</exception>
    public static string? Unwrap(string? input)
    {
        if (input is null)
            return null;
        using var array = JsonDocument.Parse(input);
        if (array.RootElement.ValueKind is not JsonValueKind.Array || array.RootElement.GetArrayLength() != 1)
            throw new FormatException("An activity's input must be an array of one.");
        var only = array.RootElement[0];
        return only.ValueKind is JsonValueKind.Null ? null : only.GetRawText();
    }

    /// <summary>
    /// The result as JSON. A text comes bare from the worker, and is written as the worker's serializer would have.
    /// </summary>
    public static string? Result(InvocationResult result)
    {
        if (result.Value is null || result.IsJson)
            return result.Value;
        return JsonSerializer.Serialize(result.Value);
    }
}
