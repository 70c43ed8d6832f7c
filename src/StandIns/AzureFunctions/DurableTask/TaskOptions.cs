using System.Collections.Immutable;

namespace Microsoft.DurableTask;

/// <summary>How an activity or a sub-orchestration is called.</summary>
public record TaskOptions
{
    /// <summary>Retries, no tags.</summary>
    public TaskOptions(TaskRetryOptions? retry)
        : this(retry, null)
    {
    }

    /// <summary>Retries and tags.</summary>
    public TaskOptions(TaskRetryOptions? retry = null, IDictionary<string, string>? tags = null)
    {
        Retry = retry;
        Tags = tags;
    }

    /// <summary>A copy.</summary>
    public TaskOptions(TaskOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (Retry, Tags, Version) = (options.Retry, options.Tags, options.Version);
    }

    /// <summary>When to try again; null: never.</summary>
    public TaskRetryOptions? Retry { get; init; }

    /// <summary>Labels for traces.</summary>
    public IDictionary<string, string>? Tags { get; init; }

    /// <summary>Which version to call; null: any.</summary>
    public TaskVersion? Version { get; init; }

    /// <summary>Options that retry by a policy.</summary>
    public static TaskOptions FromRetryPolicy(RetryPolicy policy) => new(TaskRetryOptions.FromRetryPolicy(policy));

    /// <summary>Options that retry as a handler says.</summary>
    public static TaskOptions FromRetryHandler(AsyncRetryHandler handler) => new(TaskRetryOptions.FromRetryHandler(handler));

    /// <summary>Options that retry as a handler says.</summary>
    public static TaskOptions FromRetryHandler(RetryHandler handler) => new(TaskRetryOptions.FromRetryHandler(handler));

    /// <summary>These options for a sub-orchestration with an id of its own.</summary>
    public SubOrchestrationOptions WithInstanceId(string instanceId) => new(this, instanceId);
}

/// <summary>How a sub-orchestration is called.</summary>
public record SubOrchestrationOptions : TaskOptions
{
    /// <summary>Retries and an id.</summary>
    public SubOrchestrationOptions(TaskRetryOptions? retry = null, string? instanceId = null)
        : base(retry) => InstanceId = instanceId;

    /// <summary>Task options and an id; without one, the id that the options may have.</summary>
    public SubOrchestrationOptions(TaskOptions options, string? instanceId = null)
        : base(options) => InstanceId = instanceId ?? (options as SubOrchestrationOptions)?.InstanceId;

    /// <summary>A copy.</summary>
    public SubOrchestrationOptions(SubOrchestrationOptions options)
        : base(options) => InstanceId = options.InstanceId;

    /// <summary>The child's instance id; null: one derived from the parent's.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Which version to call; null: any.</summary>
    public new TaskVersion? Version
    {
        get => base.Version;
        init => base.Version = value;
    }
}

/// <summary>How an orchestration is started.</summary>
public record StartOrchestrationOptions
{
    /// <summary>An id and a time to start at.</summary>
    public StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
    {
        this.InstanceId = InstanceId;
        this.StartAt = StartAt;
    }

    /// <summary>A copy.</summary>
    public StartOrchestrationOptions(StartOrchestrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (InstanceId, StartAt, Tags) = (options.InstanceId, options.StartAt, options.Tags);
        (Version, DedupeStatuses) = (options.Version, options.DedupeStatuses);
    }

    /// <summary>The instance id; null: a new one.</summary>
    public string? InstanceId { get; init; }

    /// <summary>When to start; null: now.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>Labels that are kept with the instance.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Which version to start; null: any.</summary>
    public TaskVersion? Version { get; init; }

    /// <summary>An instance of this id in one of these states is not replaced; null: the store's own rule.</summary>
    public IReadOnlyList<string>? DedupeStatuses { get; init; }
}

/// <summary>How an orchestration starts anew.</summary>
public class ContinueAsNewOptions
{
    /// <summary>The next generation's input.</summary>
    public object? NewInput { get; set; }

    /// <summary>The next generation's version; null: as it is.</summary>
    public string? NewVersion { get; set; }

    /// <summary>True (default): events that nobody waited for go to the next generation.</summary>
    public bool PreserveUnprocessedEvents { get; set; } = true;
}
