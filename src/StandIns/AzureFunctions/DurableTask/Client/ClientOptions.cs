namespace Microsoft.DurableTask.Client;

/// <summary>Which instances are wanted, and how many at a time.</summary>
/// <param name="CreatedFrom">Started at or after; null: any time.</param>
/// <param name="CreatedTo">Started at or before; null: any time.</param>
/// <param name="Statuses">In one of these states; null: any.</param>
/// <param name="TaskHubNames">Of these hubs; null: the client's.</param>
/// <param name="InstanceIdPrefix">Ids that begin so; null: any.</param>
/// <param name="PageSize">At most so many a page.</param>
/// <param name="FetchInputsAndOutputs">True: with inputs, outputs and custom status.</param>
/// <param name="ContinuationToken">Where to go on; null: from the first.</param>
public record OrchestrationQuery(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null,
    IEnumerable<string>? TaskHubNames = null,
    string? InstanceIdPrefix = null,
    int PageSize = OrchestrationQuery.DefaultPageSize,
    bool FetchInputsAndOutputs = false,
    string? ContinuationToken = null)
{
    /// <summary>Instances a page unless said otherwise.</summary>
    public const int DefaultPageSize = 100;
}

/// <summary>Which ended instances are to be forgotten.</summary>
/// <param name="CreatedFrom">Started at or after; null: any time.</param>
/// <param name="CreatedTo">Started at or before; null: any time.</param>
/// <param name="Statuses">In one of these states; null: any that is an end.</param>
public record PurgeInstancesFilter(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null);

/// <summary>How an instance is forgotten.</summary>
/// <param name="Recursive">True: its sub-orchestrations too.</param>
public record PurgeInstanceOptions(bool Recursive = false);

/// <summary>How an instance is ended from outside.</summary>
/// <param name="Output">Its output.</param>
/// <param name="Recursive">True: its sub-orchestrations too.</param>
public record TerminateInstanceOptions(object? Output = null, bool Recursive = false);

/// <summary>What was forgotten.</summary>
public class PurgeResult(int count)
{
    /// <summary>How many instances.</summary>
    public int PurgedInstanceCount { get; } = count;
}

/// <summary>How starts with an id that is taken are treated.</summary>
public static class StartOrchestrationOptionsExtensions
{
    /// <summary>States that may be named.</summary>
    public static readonly IReadOnlyList<OrchestrationRuntimeStatus> ValidDedupeStatuses =
    [
        OrchestrationRuntimeStatus.Completed,
        OrchestrationRuntimeStatus.Failed,
        OrchestrationRuntimeStatus.Terminated,
#pragma warning disable CS0618 // The official list has it too.
        OrchestrationRuntimeStatus.Canceled,
#pragma warning restore CS0618
        OrchestrationRuntimeStatus.Pending,
        OrchestrationRuntimeStatus.Running,
        OrchestrationRuntimeStatus.Suspended,
    ];

    /// <summary>A start does not replace an instance of that id in one of these states: it throws.</summary>
    public static StartOrchestrationOptions WithDedupeStatuses(
        this StartOrchestrationOptions options, params OrchestrationRuntimeStatus[] dedupeStatuses)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with { DedupeStatuses = [.. dedupeStatuses.Select(status => status.ToString())] };
    }
}
