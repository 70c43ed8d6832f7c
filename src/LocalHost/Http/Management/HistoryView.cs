using System.Text.Json;
using LocalDurableTask.History;

namespace CommerceAnalytics.LocalHost.Http.Management;

/// <summary>
/// Writes a history as the Durable Functions HTTP API does: a call and its end are one event, named after the end, with the time the
/// call was made; the orchestrator's turns are left out.
/// </summary>
internal sealed class HistoryView
{
    private readonly Utf8JsonWriter _json;
    private readonly bool _showInput;
    private readonly bool _showOutput;
    private readonly Dictionary<int, (string Name, string? Input, DateTimeOffset At)> _calls;
    private readonly HashSet<int> _ended;

    private HistoryView(Utf8JsonWriter json, IReadOnlyList<HistoryEvent> history, bool showInput, bool showOutput)
    {
        (_json, _showInput, _showOutput) = (json, showInput, showOutput);
        _calls = history.Select(CallOf).OfType<(int Id, string Name, string? Input, DateTimeOffset At)>()
            .ToDictionary(call => call.Id, call => (call.Name, call.Input, call.At));
        _ended = [.. history.Select(EndedCall).OfType<int>()];
    }

    public static void Write(Utf8JsonWriter json, IReadOnlyList<HistoryEvent> history, bool showInput, bool showOutput)
    {
        HistoryView view = new(json, history, showInput, showOutput);
        json.WriteStartArray("historyEvents");
        foreach (var happened in history)
            view.Write(happened);
        json.WriteEndArray();
    }

    private static (int Id, string Name, string? Input, DateTimeOffset At)? CallOf(HistoryEvent happened) => happened switch
    {
        TaskScheduled call => (call.TaskId, call.Name, call.Input, call.Timestamp),
        SubOrchestrationCreated call => (call.TaskId, call.Name, call.Input, call.Timestamp),
        _ => null,
    };

    private static int? EndedCall(HistoryEvent happened) => happened switch
    {
        TaskCompleted end => end.TaskId,
        TaskFailed end => end.TaskId,
        SubOrchestrationCompleted end => end.TaskId,
        SubOrchestrationFailed end => end.TaskId,
        _ => null,
    };

    private void Write(HistoryEvent happened)
    {
        if (happened is TurnStarted || (CallOf(happened) is { } call && _ended.Contains(call.Id)))
            return;
        _json.WriteStartObject();
        _json.WriteString("EventType", NameOf(happened));
        Fields(happened);
        if (EndedCall(happened) is { } id && _calls.TryGetValue(id, out var made))
            Call(made.Name, made.Input, made.At);
        _json.WriteString("Timestamp", Exact(happened.Timestamp));
        _json.WriteEndObject();
    }

    private static string NameOf(HistoryEvent happened) => happened switch
    {
        SubOrchestrationCreated => "SubOrchestrationInstanceCreated",
        SubOrchestrationCompleted => "SubOrchestrationInstanceCompleted",
        SubOrchestrationFailed => "SubOrchestrationInstanceFailed",
        _ => happened.GetType().Name,
    };

    private void Fields(HistoryEvent happened)
    {
        switch (happened)
        {
            case ExecutionStarted started: Started(started.Name, started.Input); break;
            case ExecutionCompleted completed: Completed(completed); break;
            case ExecutionTerminated terminated: Input(terminated.Output); break;
            case ExecutionSuspended suspended: _json.WriteString("Reason", suspended.Reason); break;
            case ExecutionResumed resumed: _json.WriteString("Reason", resumed.Reason); break;
            case TaskScheduled call: Named(call.Name, call.Input); break;
            case SubOrchestrationCreated call: Sent(call.InstanceId, call.Name, call.Input); break;
            case TaskCompleted end: Result(end.Result); break;
            case SubOrchestrationCompleted end: Result(end.Result); break;
            case TaskFailed end: Failure(end.Failure); break;
            case SubOrchestrationFailed end: Failure(end.Failure); break;
            case TimerCreated timer: _json.WriteString("FireAt", Exact(timer.FireAt)); break;
            case TimerFired timer: _json.WriteString("FireAt", Exact(timer.FireAt)); break;
            case EventSent sent: Sent(sent.InstanceId, sent.Name, sent.Input); break;
            case EventRaised raised: Named(raised.Name, raised.Input); break;
            default: break;
        }
    }

    private void Started(string name, string? input)
    {
        _json.WriteString("FunctionName", name);
        Input(input);
    }

    private void Completed(ExecutionCompleted completed)
    {
        _json.WriteString("OrchestrationStatus", completed.Failure is null ? "Completed" : "Failed");
        Result(completed.Output);
        if (completed.Failure is { } failure)
            Details(failure);
    }

    private void Sent(string instanceId, string name, string? input)
    {
        _json.WriteString("InstanceId", instanceId);
        Named(name, input);
    }

    private void Named(string name, string? input)
    {
        _json.WriteString("Name", name);
        Input(input);
    }

    private void Call(string name, string? input, DateTimeOffset at)
    {
        _json.WriteString("FunctionName", name);
        _json.WriteString("ScheduledTime", Exact(at));
        Input(input);
    }

    private void Failure(FailureData failure)
    {
        _json.WriteString("Reason", failure.ErrorMessage);
        Details(failure);
    }

    private void Details(FailureData failure)
    {
        _json.WriteStartObject("FailureDetails");
        _json.WriteString("ErrorType", failure.ErrorType);
        _json.WriteString("ErrorMessage", failure.ErrorMessage);
        _json.WriteEndObject();
    }

    private void Result(string? result)
    {
        if (_showOutput)
            _json.WriteData("Result", result);
    }

    private void Input(string? input)
    {
        if (_showInput)
            _json.WriteData("Input", input);
    }

    private static string Exact(DateTimeOffset time) => time.UtcDateTime.ToString("O");
}
