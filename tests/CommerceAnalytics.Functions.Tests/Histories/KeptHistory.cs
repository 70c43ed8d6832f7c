using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CommerceAnalytics.Functions.Tests.Virtual;
using LocalDurableTask.History;

namespace CommerceAnalytics.Functions.Tests.Histories;

/// <summary>A history as a file keeps it: one event a line, so that a difference shows which.</summary>
/// <param name="Name">File name without its extension.</param>
/// <param name="About">What happened, for whoever finds that it does not replay.</param>
/// <param name="Orchestrator">Whose history it is.</param>
/// <param name="InstanceId">The instance's id.</param>
/// <param name="Events">What happened, oldest first.</param>
internal sealed record KeptHistory(string Name, string About, string Orchestrator, string InstanceId, IReadOnlyList<HistoryEvent> Events)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static KeptHistory Of(string name, string about, VirtualInstance instance, IReadOnlyList<HistoryEvent>? events = null) =>
        new(name, about, instance.Name, instance.Id, [.. (events ?? instance.History).Select(Bare)]);

    public static KeptHistory Read(string name, string text)
    {
        var file = JsonNode.Parse(text)!;
        return new(
            name,
            (string)file["about"]!,
            (string)file["orchestrator"]!,
            (string)file["instanceId"]!,
            [.. file["events"]!.AsArray().Select(e => HistoryJson.Read(e!.ToJsonString()))]);
    }

    public string Text() =>
        $$"""
        {
          "about": {{Line(About)}},
          "orchestrator": {{Line(Orchestrator)}},
          "instanceId": {{Line(InstanceId)}},
          "events": [
        {{string.Join(",\n", Events.Select(e => "    " + JsonNode.Parse(HistoryJson.Write(e))!.ToJsonString(Readable)))}}
          ]
        }

        """;

    private static string Line(string text) => JsonSerializer.Serialize(text, Readable);

    /// <summary>Without where in the code something was thrown: that differs from machine to machine.</summary>
    private static HistoryEvent Bare(HistoryEvent what) => what switch
    {
        ExecutionCompleted { Failure: { } failure } e => e with { Failure = Bare(failure) },
        TaskFailed e => e with { Failure = Bare(e.Failure) },
        SubOrchestrationFailed e => e with { Failure = Bare(e.Failure) },
        _ => what,
    };

    private static FailureData Bare(FailureData failure) =>
        failure with { StackTrace = null, Inner = failure.Inner is { } inner ? Bare(inner) : null };
}
