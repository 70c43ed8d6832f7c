using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Contracts;

/// <summary>Sets of statuses that the task hub gives instances.</summary>
internal static class RunStatuses
{
    /// <summary>Not ended: it runs, waits, or is held.</summary>
    public static OrchestrationRuntimeStatus[] GoingOn { get; } =
    [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    /// <summary>All: an id is never used again, so that no instance hides another.</summary>
    public static OrchestrationRuntimeStatus[] Any { get; } =
    [
        .. GoingOn,
        OrchestrationRuntimeStatus.Completed,
        OrchestrationRuntimeStatus.Failed,
        OrchestrationRuntimeStatus.Terminated,
    ];
}
