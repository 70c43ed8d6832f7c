using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using DurableTask.Core.Middleware;
using FunctionsHost.Durable.Client;
using FunctionsHost.Isolated;
using FunctionsHost.Workers;
using P = Microsoft.DurableTask.Protobuf;

namespace FunctionsHost.Durable.Protocol;

/// <summary>
/// How the official durable extension of an isolated worker is spoken to, as the Functions host does: a turn of an
/// orchestration is one invocation with the history as input and decisions as result.
/// </summary>
/// <param name="client">What durable client inputs get.</param>
/// <param name="sessionIdle">
/// How long the worker keeps an orchestration in memory between its turns; null for stores without extended sessions.
/// Such sessions keep the cost of a turn the same however long the history is.
/// </param>
public sealed class DurableProtocol(DurableClientBinding client, TimeSpan? sessionIdle) : IDurableProtocol
{
    private const string HistoryNeeded = "The worker has let go of the orchestration and needs its whole history.";
    private readonly OrchestratorRequests _requests = new(sessionIdle);

    /// <inheritdoc/>
    public string DescribeClient(InputBinding binding) => client.ToJson(binding);

    /// <inheritdoc/>
    public async Task RunOrchestratorAsync(
        IFunctionInvoker invoker,
        FunctionDefinition function,
        DispatchMiddlewareContext context
    )
    {
        var state = context.GetProperty<OrchestrationRuntimeState>();
        var request = _requests.Encode(state, context.GetProperty<WorkItemMetadata>());
        var inputs = Trigger(function, request);
        var result = await invoker.InvokeAsync(function, inputs, NoMetadata, CancellationToken.None);
        context.SetProperty(ResultOf(function, result));
    }

    /// <inheritdoc/>
    public async Task RunActivityAsync(
        IFunctionInvoker invoker,
        FunctionDefinition function,
        DispatchMiddlewareContext context
    )
    {
        var scheduled = context.GetProperty<TaskScheduledEvent>();
        var instanceId = context.GetProperty<OrchestrationInstance>().InstanceId;
        var inputs = Trigger(function, ActivityValues.Unwrap(scheduled.Input));
        var metadata = new Dictionary<string, string> { ["instanceId"] = instanceId };
        var result = await invoker.InvokeAsync(function, inputs, metadata, CancellationToken.None);
        context.SetProperty(new ActivityExecutionResult { ResponseEvent = EventOf(function, scheduled, result) });
    }

    private static Dictionary<string, string> NoMetadata => [];

    private static Dictionary<string, string> Trigger(FunctionDefinition function, string? value)
    {
        var inputs = new Dictionary<string, string>();
        if (value is not null)
            inputs[function.TriggerParameter] = value;
        return inputs;
    }

    private static HistoryEvent EventOf(
        FunctionDefinition function,
        TaskScheduledEvent scheduled,
        InvocationResult result
    )
    {
        if (result.Failure is not { } failure)
            return new TaskCompletedEvent(-1, scheduled.EventId, ActivityValues.Result(result));
        var details = ActivityFailures.Read(failure);
        return new TaskFailedEvent(-1, scheduled.EventId, Failed(function), details: null, details);
    }

    private static OrchestratorExecutionResult ResultOf(FunctionDefinition function, InvocationResult result)
    {
        if (result.Failure is { } failure)
            return FailedOrchestration.Because(AroundCode(function, ActivityFailures.Read(failure)));
        if (string.IsNullOrEmpty(result.Value))
            return FailedOrchestration.Because("NoResponse", $"{Failed(function)} It returned no decisions.");
        var response = P.OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(result.Value));
        if (response.RequiresHistory)
            throw new SessionAbortedException(HistoryNeeded);
        return DecisionsOf(response);
    }

    private static OrchestratorExecutionResult DecisionsOf(P.OrchestratorResponse response)
    {
        try
        {
            var actions = response.Actions.Select(OrchestratorActions.FromProtobuf).ToList();
            WorkerFaults.AbandonIfOutOfMemory(actions);
            return new OrchestratorExecutionResult { Actions = actions, CustomStatus = response.CustomStatus };
        }
        catch (NotSupportedException error)
        {
            return FailedOrchestration.Because(typeof(NotSupportedException).FullName!, error.Message);
        }
    }

    /// <summary>The orchestrator's own failures come as decisions; this is one of the worker around it.</summary>
    private static FailureDetails AroundCode(FunctionDefinition function, FailureDetails cause) =>
        new("FunctionInvocationFailed", $"{Failed(function)} {cause.ErrorMessage}", null, cause, isNonRetriable: false);

    private static string Failed(FunctionDefinition function) =>
        $"Function '{function.Name}' failed with an unhandled exception.";
}
