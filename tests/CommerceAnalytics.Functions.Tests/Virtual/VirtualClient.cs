using DurableTask.Core;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Tests.Virtual;

/// <summary>A durable client of the virtual hub; answers at once.</summary>
internal sealed class VirtualClient(VirtualHub hub) : DurableTaskClient("virtual")
{
    /// <summary>
    /// Happens after a start has looked around and before it schedules: where another start may come first.
    /// </summary>
    public Action? BeforeSchedule { get; set; }

    /// <summary>
    /// Whether a second start of an id is dropped without a word, as Azure Storage drops it when both come at the same
    /// moment.
    /// </summary>
    public bool SwallowsConflicts { get; set; }

    /// <summary>How often an instance that is there is not found yet.</summary>
    public int ReadsTooEarly { get; set; }

    /// <summary>Why storage fails, by call (<c>schedule</c>, <c>get</c>, <c>list</c>); null: it does not.</summary>
    public Func<string, Exception?> Fault { get; set; } = _ => null;

    /// <summary>Why the answer to a start that was taken is lost, by instance id; null: it is not.</summary>
    public Func<string, Exception?> FaultAfterSchedule { get; set; } = _ => null;

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        Fail("schedule");
        var race = BeforeSchedule;
        BeforeSchedule = null;
        race?.Invoke();
        var id = options!.InstanceId!;
        if (hub.Instances.TryGetValue(id, out var there) && options.DedupeStatuses!.Contains(there.Status.ToString()))
            return SwallowsConflicts ? Task.FromResult(id) : throw new OrchestrationAlreadyExistsException(id);
        hub.Start(orchestratorName, Json.Text(input), id);
        if (FaultAfterSchedule(id) is { } lost)
            throw lost;
        return Task.FromResult(id);
    }

    public override Task RaiseEventAsync(
        string instanceId,
        string eventName,
        object? eventPayload = null,
        CancellationToken cancellation = default
    )
    {
        Fail("raise");
        hub.SendEvent(instanceId, eventName, Json.Text(eventPayload)!);
        return Task.CompletedTask;
    }

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId,
        bool getInputsAndOutputs = false,
        CancellationToken cancellation = default
    )
    {
        Fail("get");
        var isShown = ReadsTooEarly == 0 || ReadsTooEarly-- == 0;
        var there =
            isShown && hub.Instances.TryGetValue(instanceId, out var instance)
                ? View(instance, getInputsAndOutputs)
                : null;
        return Task.FromResult(there);
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        Fail("list");
        return Pageable.Create<OrchestrationMetadata>(
            (_, _, _) =>
                Task.FromResult(
                    new Page<OrchestrationMetadata>([
                        .. hub
                            .Instances.Values.Where(instance =>
                                instance.Id.StartsWith(filter?.InstanceIdPrefix ?? "", StringComparison.Ordinal)
                            )
                            .Where(instance => filter?.Statuses?.Contains(instance.Status) ?? true)
                            .Where(instance =>
                                filter?.CreatedFrom is not { } from || instance.CreatedAt >= from.UtcDateTime
                            )
                            .Select(instance => View(instance, filter?.FetchInputsAndOutputs ?? false)!),
                    ])
                )
        );
    }

    public override Task TerminateInstanceAsync(
        string instanceId,
        TerminateInstanceOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        hub.Terminate(instanceId, Json.Text(options?.Output));
        return Task.CompletedTask;
    }

    public override Task SuspendInstanceAsync(
        string instanceId,
        string? reason = null,
        CancellationToken cancellation = default
    )
    {
        hub.Suspend(instanceId);
        return Task.CompletedTask;
    }

    public override Task ResumeInstanceAsync(
        string instanceId,
        string? reason = null,
        CancellationToken cancellation = default
    )
    {
        hub.Resume(instanceId);
        return Task.CompletedTask;
    }

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId,
        bool getInputsAndOutputs = false,
        CancellationToken cancellation = default
    ) => throw new NotSupportedException();

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId,
        bool getInputsAndOutputs = false,
        CancellationToken cancellation = default
    ) => throw new NotSupportedException();

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Fail(string call)
    {
        if (Fault(call) is { } fault)
            throw fault;
    }

    private static OrchestrationMetadata? View(VirtualInstance instance, bool withData) =>
        new(instance.Name, instance.Id)
        {
            CreatedAt = new DateTimeOffset(instance.CreatedAt, TimeSpan.Zero),
            LastUpdatedAt = new DateTimeOffset(instance.UpdatedAt, TimeSpan.Zero),
            RuntimeStatus = instance.Status,
            DataConverter = withData ? Json.Converter : null,
            FailureDetails = Details(instance.Failure),
            SerializedInput = withData ? instance.Input : null,
            SerializedOutput = withData ? instance.Output : null,
            SerializedCustomStatus = withData ? instance.CustomStatus : null,
        };

    private static TaskFailureDetails? Details(FailureDetails? failure)
    {
        if (failure is null)
            return null;
        return new(
            failure.ErrorType,
            failure.ErrorMessage,
            failure.StackTrace,
            Details(failure.InnerFailure),
            failure.Properties
        );
    }
}
