using DurableTask.Core;
using DurableTask.Core.Command;
using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Shims;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CommerceAnalytics.Functions.Tests.Virtual;

/// <summary>
/// The official engine's own turn, and the official worker's shims around the app's code: no thread, no store, no
/// clock.
/// </summary>
internal static class OfficialEngine
{
    private static readonly DurableTaskWorkerOptions Options = new() { DataConverter = Json.Converter };
    private static readonly DurableTaskShimFactory Shims = new(Options, NullLoggerFactory.Instance);

    /// <summary>Replays an orchestration from its first line and plays what is new.</summary>
    /// <param name="state">Its history, with the new events.</param>
    /// <param name="code">The orchestrator.</param>
    /// <param name="loggers">Where it logs.</param>
    public static OrchestratorExecutionResult Run(
        OrchestrationRuntimeState state,
        ITaskOrchestrator code,
        ILoggerFactory? loggers = null
    )
    {
        var shims = loggers is null ? Shims : new DurableTaskShimFactory(Options, loggers);
        var shim = shims.CreateOrchestration(state.Name, code, ParentOf(state));
        var executor = new TaskOrchestrationExecutor(
            state,
            shim,
            BehaviorOnContinueAsNew.Carryover,
            ErrorPropagationMode.UseFailureDetails
        );
        return executor.Execute();
    }

    /// <summary>Runs an activity.</summary>
    /// <param name="instance">Who asks for it.</param>
    /// <param name="scheduled">What is asked for.</param>
    /// <param name="code">The activity.</param>
    public static Task<string> RunAsync(
        OrchestrationInstance instance,
        TaskScheduledEvent scheduled,
        ITaskActivity code
    ) => Shims.CreateActivity(scheduled.Name!, code).RunAsync(new TaskContext(instance), scheduled.Input);

    /// <summary>What an action leaves in the history.</summary>
    /// <param name="action">What an orchestrator asks for.</param>
    public static HistoryEvent EventOf(OrchestratorAction action) =>
        action switch
        {
            ScheduleTaskOrchestratorAction task => new TaskScheduledEvent(
                task.Id,
                task.Name!,
                task.Version,
                task.Input
            ),
            CreateTimerOrchestratorAction timer => new TimerCreatedEvent(timer.Id, timer.FireAt),
            CreateSubOrchestrationAction child => new SubOrchestrationInstanceCreatedEvent(child.Id)
            {
                InstanceId = child.InstanceId,
                Name = child.Name,
                Version = child.Version,
                Input = child.Input,
            },
            SendEventOrchestratorAction sent => new EventSentEvent(sent.Id)
            {
                InstanceId = sent.Instance!.InstanceId,
                Name = sent.EventName,
                Input = sent.EventData,
            },
            OrchestrationCompleteOrchestratorAction { OrchestrationStatus: OrchestrationStatus.ContinuedAsNew } next =>
                new ContinueAsNewEvent(next.Id, next.Result),
            OrchestrationCompleteOrchestratorAction end => new ExecutionCompletedEvent(
                end.Id,
                end.Result,
                end.OrchestrationStatus,
                end.FailureDetails
            ),
            _ => throw new NotSupportedException(
                $"The app's orchestrators ask for no {action.OrchestratorActionType}."
            ),
        };

    private static ParentOrchestrationInstance? ParentOf(OrchestrationRuntimeState state)
    {
        if (state.ParentInstance is not { } parent)
            return null;
        return new ParentOrchestrationInstance(parent.Name, parent.OrchestrationInstance.InstanceId);
    }
}
