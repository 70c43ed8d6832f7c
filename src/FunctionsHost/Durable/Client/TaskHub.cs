using System.Diagnostics;
using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Core.Query;
using DurableTask.Core.Tracing;

namespace FunctionsHost.Durable.Client;

/// <summary>
/// What a durable client can do with a store, with the rules of the Functions host: which instances can be started,
/// ended, suspended or purged.
/// </summary>
/// <remarks>
/// Unknown instances are an <see cref="ArgumentException"/>, those in a wrong state an
/// <see cref="InvalidOperationException"/>.
/// </remarks>
public sealed class TaskHub
{
    // The Functions host adds what a restarted instance was made from, under this name.
    private const string SourceTag = "MS_DurableFunctions_SourceInstanceId";

    private static readonly OrchestrationStatus[] Ended =
    [
        OrchestrationStatus.Completed,
        OrchestrationStatus.Failed,
        OrchestrationStatus.Canceled,
        OrchestrationStatus.Terminated,
    ];

    private readonly IOrchestrationServiceClient _store;
    private readonly IOrchestrationServiceQueryClient _queries;
    private readonly IOrchestrationServicePurgeClient _purges;
    private readonly TimeProvider _time;

    /// <summary>A client of a store.</summary>
    /// <param name="store">A provider's client, with the interfaces for queries and purges.</param>
    /// <param name="time">When instances are created; the system's clock if not given.</param>
    /// <exception cref="ArgumentException">The store has no queries, or cannot purge.</exception>
    public TaskHub(IOrchestrationServiceClient store, TimeProvider? time = null)
    {
        _store = store;
        _time = time ?? TimeProvider.System;
        _queries = store as IOrchestrationServiceQueryClient ?? throw Lacks("queries");
        _purges = store as IOrchestrationServicePurgeClient ?? throw Lacks("purges");
    }

    /// <summary>An ID that no instance has.</summary>
    public string NewId() => Guid.CreateVersion7(_time.GetUtcNow()).ToString("N");

    /// <summary>Starts an instance; returns its ID.</summary>
    /// <param name="start">Its name, version, input, tags and time of start; the rest is set here.</param>
    /// <param name="instanceId">Its ID; a new one if null or empty.</param>
    /// <param name="replaceable">
    /// Statuses of an instance with the same ID that it may replace; running ones never; null for all ended ones.
    /// </param>
    /// <exception cref="DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException">
    /// There is one that it may not replace.
    /// </exception>
    public async Task<string> StartAsync(
        ExecutionStartedEvent start,
        string? instanceId,
        IReadOnlyCollection<OrchestrationStatus>? replaceable
    )
    {
        ArgumentNullException.ThrowIfNull(start);
        start.OrchestrationInstance = new OrchestrationInstance
        {
            InstanceId = string.IsNullOrEmpty(instanceId) ? NewId() : instanceId,
            ExecutionId = NewId(),
        };
        start.Timestamp = _time.GetUtcNow().UtcDateTime;
        start.ParentTraceContext ??= CallersTrace();
        var message = new TaskMessage { OrchestrationInstance = start.OrchestrationInstance, Event = start };
        var kept = Enum.GetValues<OrchestrationStatus>().Except(Ended.Intersect(replaceable ?? Ended));
        await _store.CreateTaskOrchestrationAsync(message, [.. kept]);
        return start.OrchestrationInstance.InstanceId;
    }

    /// <summary>The instance's state; null if there is none.</summary>
    public async Task<OrchestrationState?> FindAsync(string instanceId)
    {
        var state = await _store.GetOrchestrationStateAsync(instanceId, executionId: null);
        return state?.OrchestrationInstance is null ? null : state;
    }

    /// <summary>The instance's state; it must be there.</summary>
    public async Task<OrchestrationState> GetAsync(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var state = await FindAsync(instanceId);
        return state ?? throw new ArgumentException($"No instance with ID '{instanceId}' was found.");
    }

    /// <summary>Waits until the instance has begun to run.</summary>
    public async Task<OrchestrationState> WaitForStartAsync(string instanceId, CancellationToken cancellation)
    {
        var wait = TimeSpan.FromMilliseconds(10);
        while (true)
        {
            var state = await FindAsync(instanceId);
            if (state is { OrchestrationStatus: not OrchestrationStatus.Pending })
                return state;
            await Task.Delay(wait, TimeProvider.System, cancellation);
            wait = wait < TimeSpan.FromSeconds(1) ? wait * 1.5 : wait;
        }
    }

    /// <summary>
    /// Waits until the instance has ended. For one that is not there yet, some stores wait too; others give null.
    /// </summary>
    public Task<OrchestrationState?> WaitForEndAsync(string instanceId, CancellationToken cancellation) =>
        _store.WaitForOrchestrationAsync(instanceId, null, Timeout.InfiniteTimeSpan, cancellation)!;

    /// <summary>Sends a running instance an event.</summary>
    public async Task RaiseAsync(string instanceId, string name, string? input)
    {
        var state = await GetAsync(instanceId);
        Refuse(state, IsEnded(state), $"raise event {name} for");
        await SendAsync(instanceId, new EventRaisedEvent(-1, input) { Name = name });
    }

    /// <summary>Ends an instance as terminated, without its code knowing.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="output">Becomes its output.</param>
    /// <param name="recursive">Its sub-orchestrations, and theirs, too.</param>
    public async Task TerminateAsync(string instanceId, string? output, bool recursive)
    {
        var state = await GetAsync(instanceId);
        Refuse(state, IsEnded(state), "terminate");
        await EndAsync(instanceId, output, recursive, []);
    }

    private async Task EndAsync(string instanceId, string? output, bool recursive, HashSet<string> done)
    {
        // An instance may have called one above it: that call was refused, and is in its history all the same.
        if (!done.Add(instanceId))
            return;
        // A terminated instance may lose its history, so its children are read before.
        var children = recursive ? await ChildrenAsync(instanceId) : [];
        await _store.ForceTerminateTaskOrchestrationAsync(instanceId, output);
        foreach (var child in children)
            if (await FindAsync(child) is { } found && !IsEnded(found))
                await EndAsync(child, output, recursive, done);
    }

    /// <summary>Holds an instance until it is resumed.</summary>
    public async Task SuspendAsync(string instanceId, string? reason)
    {
        var state = await GetAsync(instanceId);
        Refuse(state, IsEnded(state) || state.OrchestrationStatus is OrchestrationStatus.Suspended, "suspend");
        await SendAsync(instanceId, new ExecutionSuspendedEvent(-1, reason));
    }

    /// <summary>
    /// Lets a suspended instance go on. One that shows as running is sent the message too: a suspension may be on its
    /// way to it, and the engine takes both in their order. Without one, nothing happens.
    /// </summary>
    public async Task ResumeAsync(string instanceId, string? reason)
    {
        var state = await GetAsync(instanceId);
        Refuse(state, IsEnded(state), "resume");
        await SendAsync(instanceId, new ExecutionResumedEvent(-1, reason));
    }

    /// <summary>
    /// Starts an ended instance again with its input, under its own ID or a new one, which is returned.
    /// </summary>
    /// <exception cref="DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException">It has not ended.</exception>
    public async Task<string> RestartAsync(string instanceId, bool newId)
    {
        var former = await GetAsync(instanceId);
        var tags = new Dictionary<string, string>(former.Tags ?? new Dictionary<string, string>());
        if (newId)
            tags[SourceTag] = instanceId;
        var start = new ExecutionStartedEvent(-1, former.Input)
        {
            Name = former.Name,
            Version = former.Version,
            Tags = tags,
        };
        return await StartAsync(start, newId ? NewId() : instanceId, replaceable: null);
    }

    /// <summary>One page of instances.</summary>
    public Task<OrchestrationQueryResult> QueryAsync(OrchestrationQuery query, CancellationToken cancellation) =>
        _queries.GetOrchestrationWithQueryAsync(query, cancellation);

    /// <summary>Forgets an ended instance.</summary>
    /// <param name="instanceId">The instance; none is deleted if there is none.</param>
    /// <param name="recursive">Its ended sub-orchestrations, and theirs, too.</param>
    public async Task<PurgeResult> PurgeAsync(string instanceId, bool recursive)
    {
        if (await FindAsync(instanceId) is not { } state)
            return new PurgeResult(0);
        Refuse(state, !IsEnded(state), "purge");
        var children = recursive ? await ChildrenAsync(instanceId) : [];
        var result = await _purges.PurgeInstanceStateAsync(instanceId);
        var deleted = result.DeletedInstanceCount;
        foreach (var child in children)
            if (await FindAsync(child) is { } found && IsEnded(found))
                deleted += (await PurgeAsync(child, recursive)).DeletedInstanceCount;
        return new PurgeResult(deleted);
    }

    /// <summary>Forgets ended instances.</summary>
    public Task<PurgeResult> PurgeAsync(PurgeInstanceFilter filter) => _purges.PurgeInstanceStateAsync(filter);

    /// <summary>What happened in the instance's present execution.</summary>
    public async Task<IReadOnlyList<HistoryEvent>> HistoryAsync(string instanceId)
    {
        await GetAsync(instanceId);
        return HistoryJson.Read(await _store.GetOrchestrationHistoryAsync(instanceId, executionId: null));
    }

    private static bool IsEnded(OrchestrationState state) => Ended.Contains(state.OrchestrationStatus);

    private static void Refuse(OrchestrationState state, bool isRefused, string operation)
    {
        if (!isRefused)
            return;
        var id = state.OrchestrationInstance.InstanceId;
        var status = state.OrchestrationStatus;
        throw new InvalidOperationException(
            $"Cannot {operation} the orchestration instance {id} because instance is in the {status} state."
        );
    }

    /// <summary>
    /// So that an instance belongs to the trace of who started it, also when its client did not tell.
    /// </summary>
    private static DistributedTraceContext? CallersTrace()
    {
        if (Activity.Current is not { IdFormat: ActivityIdFormat.W3C, Id: { } id } caller)
            return null;
        return new DistributedTraceContext(id, caller.TraceStateString);
    }

    private static ArgumentException Lacks(string what) => new($"The store's client has no {what}.");

    private async Task<IReadOnlyList<string>> ChildrenAsync(string instanceId)
    {
        var history = HistoryJson.Read(await _store.GetOrchestrationHistoryAsync(instanceId, executionId: null));
        return [.. history.OfType<SubOrchestrationInstanceCreatedEvent>().Select(each => each.InstanceId).Distinct()];
    }

    private Task SendAsync(string instanceId, HistoryEvent message)
    {
        message.Timestamp = _time.GetUtcNow().UtcDateTime;
        var target = new OrchestrationInstance { InstanceId = instanceId };
        return _store.SendTaskOrchestrationMessageAsync(
            new TaskMessage { OrchestrationInstance = target, Event = message }
        );
    }
}
