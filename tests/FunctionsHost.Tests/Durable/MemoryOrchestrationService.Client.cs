using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using DurableTask.Core.Query;

namespace FunctionsHost.Tests.Durable;

/// <summary>What its clients ask of it.</summary>
internal sealed partial class MemoryOrchestrationService
{
    public Task CreateTaskOrchestrationAsync(TaskMessage creationMessage) =>
        CreateTaskOrchestrationAsync(creationMessage, [OrchestrationStatus.Pending, OrchestrationStatus.Running]);

    public Task CreateTaskOrchestrationAsync(TaskMessage creationMessage, OrchestrationStatus[]? dedupeStatuses)
    {
        lock (_gate)
        {
            var id = creationMessage.OrchestrationInstance.InstanceId;
            if (_instances.TryGetValue(id, out var former) && former.State is { } state)
                if (dedupeStatuses?.Contains(state.OrchestrationStatus) == true)
                    throw new OrchestrationAlreadyExistsException($"'{id}' exists and is {state.OrchestrationStatus}.");
            _instances.Remove(id);
            Send(creationMessage);
        }
        return Task.CompletedTask;
    }

    public Task SendTaskOrchestrationMessageAsync(TaskMessage message)
    {
        lock (_gate)
            Send(message);
        return Task.CompletedTask;
    }

    public async Task SendTaskOrchestrationMessageBatchAsync(params TaskMessage[] messages)
    {
        foreach (var message in messages)
            await SendTaskOrchestrationMessageAsync(message);
    }

    public async Task<OrchestrationState?> WaitForOrchestrationAsync(
        string instanceId,
        string? executionId,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        Task<OrchestrationState> ended;
        lock (_gate)
        {
            if (!_instances.TryGetValue(instanceId, out var instance))
                return null;
            ended = instance.Ended.Task;
        }
        return await ended.WaitAsync(cancellationToken);
    }

    public Task ForceTerminateTaskOrchestrationAsync(string instanceId, string reason) =>
        SendTaskOrchestrationMessageAsync(
            new TaskMessage
            {
                OrchestrationInstance = new OrchestrationInstance { InstanceId = instanceId },
                Event = new ExecutionTerminatedEvent(-1, reason),
            }
        );

    public async Task<IList<OrchestrationState>> GetOrchestrationStateAsync(string instanceId, bool allExecutions)
    {
        var state = await GetOrchestrationStateAsync(instanceId, executionId: null);
        return state is null ? [] : [state];
    }

    public Task<OrchestrationState?> GetOrchestrationStateAsync(string instanceId, string? executionId)
    {
        lock (_gate)
            return Task.FromResult(_instances.GetValueOrDefault(instanceId)?.State);
    }

    public Task<string> GetOrchestrationHistoryAsync(string instanceId, string? executionId)
    {
        lock (_gate)
        {
            var history = _instances.TryGetValue(instanceId, out var instance) ? instance.History : [];
            return Task.FromResult($"[{string.Join(',', history)}]");
        }
    }

    public IReadOnlyList<HistoryEvent> History(string instanceId)
    {
        lock (_gate)
            return [.. _instances[instanceId].History.Select(Json.Deserialize<HistoryEvent>)];
    }

    public Task PurgeOrchestrationHistoryAsync(
        DateTime thresholdDateTimeUtc,
        OrchestrationStateTimeRangeFilterType timeRangeFilterType
    ) => throw new NotSupportedException();

    public Task<OrchestrationQueryResult> GetOrchestrationWithQueryAsync(
        OrchestrationQuery query,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            var after = query.ContinuationToken ?? "";
            var found = _instances
                .Values.Where(each => each.State is { } state && Matches(query, state))
                .Where(each => string.CompareOrdinal(each.Id, after) > 0)
                .OrderBy(each => each.Id, StringComparer.Ordinal)
                .Select(each => each.State!)
                .ToList();
            var page = found.Take(query.PageSize).ToList();
            var next = page.Count < found.Count ? page[^1].OrchestrationInstance.InstanceId : null;
            return Task.FromResult(new OrchestrationQueryResult(page, next));
        }
    }

    public Task<PurgeResult> PurgeInstanceStateAsync(string instanceId)
    {
        lock (_gate)
            return Task.FromResult(new PurgeResult(_instances.Remove(instanceId) ? 1 : 0));
    }

    public Task<PurgeResult> PurgeInstanceStateAsync(PurgeInstanceFilter purgeInstanceFilter)
    {
        lock (_gate)
        {
            var gone = _instances.Values.Where(each => Matches(purgeInstanceFilter, each.State)).ToList();
            gone.ForEach(each => _instances.Remove(each.Id));
            return Task.FromResult(new PurgeResult(gone.Count));
        }
    }

    private static bool Matches(OrchestrationQuery query, OrchestrationState state) =>
        (query.RuntimeStatus?.Contains(state.OrchestrationStatus) ?? true)
        && state.OrchestrationInstance.InstanceId.StartsWith(query.InstanceIdPrefix ?? "", StringComparison.Ordinal)
        && state.CreatedTime >= (query.CreatedTimeFrom ?? DateTime.MinValue)
        && state.CreatedTime <= (query.CreatedTimeTo ?? DateTime.MaxValue);

    private static bool Matches(PurgeInstanceFilter filter, OrchestrationState? state) =>
        state is { CompletedTime.Year: > 1 and < 9999 }
        && state.CreatedTime >= filter.CreatedTimeFrom
        && state.CreatedTime <= (filter.CreatedTimeTo ?? DateTime.MaxValue)
        && (filter.RuntimeStatus?.Contains(state.OrchestrationStatus) ?? true);
}
