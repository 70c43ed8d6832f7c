using System.Text.Json;
using DurableTask.Core;
using DurableTask.Core.History;

namespace FunctionsHost.Http.Management;

/// <summary>
/// Writes a history as the Durable Functions HTTP API does: a call and its end are one event, named after the end, with
/// the time the call was made; the orchestrator's turns are left out.
/// </summary>
internal sealed class HistoryView
{
    private readonly Utf8JsonWriter _json;
    private readonly bool _showInput;
    private readonly bool _showOutput;
    private readonly Dictionary<int, (string Name, string? Input, DateTime At)> _calls;
    private readonly HashSet<int> _ended;

    private HistoryView(Utf8JsonWriter json, IList<HistoryEvent> history, bool showInput, bool showOutput)
    {
        (_json, _showInput, _showOutput) = (json, showInput, showOutput);
        _calls = history
            .Select(CallOf)
            .OfType<(int Id, string Name, string? Input, DateTime At)>()
            .ToDictionary(call => call.Id, call => (call.Name, call.Input, call.At));
        _ended = [.. history.Select(EndedCall).OfType<int>()];
    }

    public static void Write(Utf8JsonWriter json, IList<HistoryEvent> history, bool showInput, bool showOutput)
    {
        HistoryView view = new(json, history, showInput, showOutput);
        json.WriteStartArray("historyEvents");
        foreach (var happened in history)
            view.Write(happened);
        json.WriteEndArray();
    }

    private static (int Id, string Name, string? Input, DateTime At)? CallOf(HistoryEvent happened) =>
        happened switch
        {
            TaskScheduledEvent call => (call.EventId, call.Name ?? "", call.Input, call.Timestamp),
            SubOrchestrationInstanceCreatedEvent call => (call.EventId, call.Name, call.Input, call.Timestamp),
            _ => null,
        };

    private static int? EndedCall(HistoryEvent happened) =>
        happened switch
        {
            TaskCompletedEvent end => end.TaskScheduledId,
            TaskFailedEvent end => end.TaskScheduledId,
            SubOrchestrationInstanceCompletedEvent end => end.TaskScheduledId,
            SubOrchestrationInstanceFailedEvent end => end.TaskScheduledId,
            _ => null,
        };

    private void Write(HistoryEvent happened)
    {
        if (happened is OrchestratorStartedEvent or OrchestratorCompletedEvent)
            return;
        if (CallOf(happened) is { } call && _ended.Contains(call.Id))
            return;
        _json.WriteStartObject();
        _json.WriteString("EventType", happened.EventType.ToString());
        Fields(happened);
        if (EndedCall(happened) is { } id && _calls.TryGetValue(id, out var made))
            Call(made.Name, made.Input, made.At);
        _json.WriteString("Timestamp", Exact(happened.Timestamp));
        _json.WriteEndObject();
    }

    private void Fields(HistoryEvent happened)
    {
        switch (happened)
        {
            case ExecutionStartedEvent started:
                Started(started.Name, started.Input);
                break;
            case ExecutionCompletedEvent completed:
                Completed(completed);
                break;
            case ExecutionTerminatedEvent terminated:
                Input(terminated.Input);
                break;
            case ExecutionSuspendedEvent suspended:
                _json.WriteString("Reason", suspended.Reason);
                break;
            case ExecutionResumedEvent resumed:
                _json.WriteString("Reason", resumed.Reason);
                break;
            case TaskScheduledEvent call:
                Named(call.Name ?? "", call.Input);
                break;
            case SubOrchestrationInstanceCreatedEvent call:
                Sent(call.InstanceId, call.Name, call.Input);
                break;
            case TaskCompletedEvent end:
                Result(end.Result);
                break;
            case SubOrchestrationInstanceCompletedEvent end:
                Result(end.Result);
                break;
            case TaskFailedEvent end:
                Failure(end.FailureDetails);
                break;
            case SubOrchestrationInstanceFailedEvent end:
                Failure(end.FailureDetails);
                break;
            case TimerCreatedEvent timer:
                _json.WriteString("FireAt", Exact(timer.FireAt));
                break;
            case TimerFiredEvent timer:
                _json.WriteString("FireAt", Exact(timer.FireAt));
                break;
            case EventSentEvent sent:
                Sent(sent.InstanceId, sent.Name ?? "", sent.Input);
                break;
            case EventRaisedEvent raised:
                Named(raised.Name ?? "", raised.Input);
                break;
            default:
                break;
        }
    }

    private void Started(string name, string? input)
    {
        _json.WriteString("FunctionName", name);
        Input(input);
    }

    private void Completed(ExecutionCompletedEvent completed)
    {
        _json.WriteString("OrchestrationStatus", completed.OrchestrationStatus.ToString());
        Result(completed.Result);
        if (completed.FailureDetails is { } failure)
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

    private void Call(string name, string? input, DateTime at)
    {
        _json.WriteString("FunctionName", name);
        _json.WriteString("ScheduledTime", Exact(at));
        Input(input);
    }

    private void Failure(FailureDetails? failure)
    {
        if (failure is null)
            return;
        _json.WriteString("Reason", failure.ErrorMessage);
        Details(failure);
    }

    private void Details(FailureDetails failure)
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

    private static string Exact(DateTime time) => time.ToUniversalTime().ToString("O");
}
