using System.Security.Cryptography;
using LocalDurableTask.Execution;
using LocalDurableTask.History;
using LocalDurableTask.Store;
using LocalDurableTask.Tracing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace LocalDurableTask.Client;

/// <summary>The hub's client: every change is on the disk when its call returns.</summary>
internal sealed class LocalDurableTaskClient(string name, DataConverter converter, TimeProvider time, HubSpans spans, Func<HubRuntime> hub) : DurableTaskClient(name)
{
    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        var instanceId = options?.InstanceId ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        InstanceIds.EnsureValid(instanceId);
        var (data, now) = (converter.Serialize(input), time.GetUtcNow());
        using var span = spans.Create(orchestratorName.Name, instanceId);
        var trace = TraceLink.Of(span);
        await WriteAsync(tx =>
        {
            InstanceIds.EnsureFree(tx.Find(instanceId), instanceId, options?.DedupeStatuses);
            tx.Start(
                new(instanceId, tx.NextGeneration(), orchestratorName.Name, OrchestrationRuntimeStatus.Pending, now, now)
                {
                    Input = data,
                    Tags = options?.Tags,
                    Trace = trace,
                },
                new ExecutionStarted(orchestratorName.Name, data, null, null),
                options?.StartAt is { } startAt && startAt > now ? startAt : default);
            return true;
        });
        return instanceId;
    }

    public override async Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        using var span = spans.Event(eventName, instanceId);
        await SendAsync(instanceId, new EventRaised(eventName, converter.Serialize(eventPayload)));
    }

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new ExecutionTerminated(converter.Serialize(options?.Output), options?.Recursive ?? false));

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new ExecutionSuspended(reason));

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new ExecutionResumed(reason));

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, row => row.Status != OrchestrationRuntimeStatus.Pending, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, row => row.IsEnded, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Task.FromResult(hub().Reader.Find(instanceId) is { } row ? Metadata(row, getInputsAndOutputs) : null);

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        var query = filter ?? new OrchestrationQuery();
        return Pageable.Create<OrchestrationMetadata>((token, size, _) =>
        {
            var limit = Math.Max(1, size ?? query.PageSize);
            // One more than the page holds tells whether there is another.
            var rows = hub().Reader.Page(query, PagePosition.Read(token ?? query.ContinuationToken), limit + 1);
            var page = rows.Take(limit).Select(row => Metadata(row, query.FetchInputsAndOutputs)).ToList();
            var next = rows.Count > limit ? PagePosition.Write(rows[limit - 1]) : null;
            return Task.FromResult(new Page<OrchestrationMetadata>(page, next));
        });
    }

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) =>
        new(await WriteAsync(tx => Purge(tx, instanceId, options?.Recursive ?? false)));

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        var statuses = filter.Statuses?.ToList() ?? [];
        return new(await WriteAsync(tx => tx
            .Ended(filter.CreatedFrom, filter.CreatedTo, statuses)
            .Sum(instanceId => Purge(tx, instanceId, options?.Recursive ?? false))));
    }

    /// <summary>The hub owns the store; a client has nothing to close.</summary>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static int Purge(StoreTransaction tx, string instanceId, bool recursive)
    {
        if (tx.Find(instanceId) is not { IsEnded: true })
            return 0;
        var children = recursive ? tx.Children(instanceId).Sum(child => Purge(tx, child.InstanceId, recursive)) : 0;
        tx.Forget(instanceId);
        return 1 + children;
    }

    private Task<bool> SendAsync(string instanceId, HistoryEvent what)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return WriteAsync(tx => tx.SendIfActive(instanceId, what with { Timestamp = time.GetUtcNow() }));
    }

    private Task<T> WriteAsync<T>(Func<StoreTransaction, T> operation) => hub().Writer.WriteAsync(operation);

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, Func<InstanceRow, bool> until, bool getInputsAndOutputs, CancellationToken cancellation)
    {
        while (true)
        {
            var change = hub().Waiters.NextChange(instanceId);
            var row = hub().Reader.Find(instanceId)
                ?? throw new InvalidOperationException($"There is no orchestration with the instance id '{instanceId}'.");
            if (until(row))
                return Metadata(row, getInputsAndOutputs);
            await change.WaitAsync(cancellation);
        }
    }

    private OrchestrationMetadata Metadata(InstanceRow row, bool full) => new(row.Name, row.InstanceId)
    {
        RuntimeStatus = row.Status,
        CreatedAt = row.CreatedAt,
        LastUpdatedAt = row.UpdatedAt,
        Tags = row.Tags ?? new Dictionary<string, string>(),
        DataConverter = full ? converter : null,
        SerializedInput = full ? row.Input : null,
        SerializedOutput = full ? row.Output : null,
        SerializedCustomStatus = full ? row.CustomStatus : null,
        FailureDetails = full ? row.Failure?.ToDetails() : null,
    };
}
