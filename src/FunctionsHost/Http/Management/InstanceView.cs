using System.Text.Json;
using DurableTask.Core.History;
using Microsoft.DurableTask.Client;

namespace FunctionsHost.Http.Management;

/// <summary>Writes an instance with the field names of the Durable Functions HTTP API.</summary>
internal static class InstanceView
{
    /// <summary>Writes one instance.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="instance">The instance, with its inputs and outputs.</param>
    /// <param name="showInput">Whether its input, and that of events, is shown.</param>
    /// <param name="history">Its history; null leaves the field out.</param>
    /// <param name="showHistoryOutput">Whether results are shown in the history.</param>
    public static void Write(
        Utf8JsonWriter json,
        OrchestrationMetadata instance,
        bool showInput,
        IList<HistoryEvent>? history = null,
        bool showHistoryOutput = false
    )
    {
        json.WriteStartObject();
        json.WriteString("name", instance.Name);
        json.WriteString("instanceId", instance.InstanceId);
        json.WriteString("runtimeStatus", instance.RuntimeStatus.ToString());
        json.WriteData("input", showInput ? instance.SerializedInput : null);
        json.WriteData("customStatus", instance.SerializedCustomStatus);
        json.WriteData("output", instance.SerializedOutput);
        json.WriteString("createdTime", Seconds(instance.CreatedAt));
        json.WriteString("lastUpdatedTime", Seconds(instance.LastUpdatedAt));
        if (history is not null)
            HistoryView.Write(json, history, showInput, showHistoryOutput);
        json.WriteEndObject();
    }

    /// <summary>
    /// Writes serialised data as the JSON it is; what is no JSON, such as a failure's message, as text.
    /// </summary>
    public static void WriteData(this Utf8JsonWriter json, string name, string? data)
    {
        json.WritePropertyName(name);
        if (string.IsNullOrWhiteSpace(data))
        {
            json.WriteNullValue();
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(data);
            document.WriteTo(json);
        }
        catch (JsonException)
        {
            json.WriteStringValue(data);
        }
    }

    private static string Seconds(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
}
