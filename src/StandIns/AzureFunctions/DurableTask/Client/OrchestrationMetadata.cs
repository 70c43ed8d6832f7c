using System.Collections.Immutable;

namespace Microsoft.DurableTask.Client;

/// <summary>Where an instance stands.</summary>
public enum OrchestrationRuntimeStatus
{
    /// <summary>Has begun.</summary>
    Running = 0,

    /// <summary>Has returned.</summary>
    Completed = 1,

    /// <summary>Not in use.</summary>
    [Obsolete("Instances that start anew stay Running.")]
    ContinuedAsNew = 2,

    /// <summary>Has thrown.</summary>
    Failed = 3,

    /// <summary>Not in use.</summary>
    [Obsolete("Not in use.")]
    Canceled = 4,

    /// <summary>Was ended from outside.</summary>
    Terminated = 5,

    /// <summary>Has not begun.</summary>
    Pending = 6,

    /// <summary>Is held.</summary>
    Suspended = 7,
}

/// <summary>The state of an instance.</summary>
public sealed class OrchestrationMetadata(string name, string instanceId)
{
    /// <summary>The orchestrator's name.</summary>
    public string Name { get; } = name;

    /// <summary>The instance's id.</summary>
    public string InstanceId { get; } = instanceId;

    /// <summary>Reads the texts below; null when they were not asked for.</summary>
    public DataConverter? DataConverter { get; init; }

    /// <summary>Where it stands.</summary>
    public OrchestrationRuntimeStatus RuntimeStatus { get; init; }

    /// <summary>When it was started.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset LastUpdatedAt { get; init; }

    /// <summary>The input as text.</summary>
    public string? SerializedInput { get; init; }

    /// <summary>The output as text; of a failed instance the message.</summary>
    public string? SerializedOutput { get; init; }

    /// <summary>The custom status as text.</summary>
    public string? SerializedCustomStatus { get; init; }

    /// <summary>Labels given at the start.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What it failed with; null unless it failed.</summary>
    public TaskFailureDetails? FailureDetails { get; init; }

    /// <summary>True while it runs.</summary>
    public bool IsRunning => RuntimeStatus == OrchestrationRuntimeStatus.Running;

    /// <summary>True once it has returned, thrown or been ended.</summary>
    public bool IsCompleted => RuntimeStatus
        is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    /// <summary>The input.</summary>
    /// <exception cref="InvalidOperationException">Inputs and outputs were not asked for.</exception>
    public T? ReadInputAs<T>() => Read<T>(SerializedInput, nameof(ReadInputAs));

    /// <summary>The output.</summary>
    /// <exception cref="InvalidOperationException">Inputs and outputs were not asked for.</exception>
    public T? ReadOutputAs<T>() => Read<T>(SerializedOutput, nameof(ReadOutputAs));

    /// <summary>The custom status.</summary>
    /// <exception cref="InvalidOperationException">Inputs and outputs were not asked for.</exception>
    public T? ReadCustomStatusAs<T>() => Read<T>(SerializedCustomStatus, nameof(ReadCustomStatusAs));

    private T? Read<T>(string? text, string method) => DataConverter is null
        ? throw new InvalidOperationException($"{method} can only be used on metadata that was fetched with inputs and outputs.")
        : DataConverter.Deserialize<T>(text);
}
