using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CommerceAnalytics.Functions.Tests.Virtual;
using DurableTask.Core.History;

namespace CommerceAnalytics.Functions.Tests.Histories;

/// <summary>A history as a file keeps it: one event a line, so that a difference shows which.</summary>
/// <param name="Name">File name without its extension.</param>
/// <param name="About">What happened, for whoever finds that it does not replay.</param>
/// <param name="Orchestrator">Whose history it is.</param>
/// <param name="Events">What happened, oldest first, as the official engine keeps it.</param>
internal sealed record KeptHistory(string Name, string About, string Orchestrator, IReadOnlyList<HistoryEvent> Events)
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Whether the orchestration had ended, or started anew.</summary>
    public bool IsFinished => Events.OfType<ExecutionCompletedEvent>().Any();

    public static KeptHistory Of(
        string name,
        string about,
        VirtualInstance instance,
        IReadOnlyList<HistoryEvent>? events = null
    ) => new(name, about, instance.Name, events ?? instance.History);

    public static KeptHistory Read(string name, string text)
    {
        var file = JsonNode.Parse(text)!;
        var events = file["events"]!.AsArray().Select(e => EventJson.Read(e!.ToJsonString()));
        return new(name, (string)file["about"]!, (string)file["orchestrator"]!, [.. events]);
    }

    public string Text() =>
        $$"""
            {
              "about": {{Line(About)}},
              "orchestrator": {{Line(Orchestrator)}},
              "events": [
            {{string.Join(",\n", Events.Select(e => "    " + EventJson.Write(e)))}}
              ]
            }

            """;

    private static string Line(string text) => JsonSerializer.Serialize(text, Readable);
}
