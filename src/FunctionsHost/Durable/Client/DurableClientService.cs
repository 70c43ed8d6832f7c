using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Core.Tracing;
using FunctionsHost.Durable.Protocol;
using Grpc.Core;
using P = Microsoft.DurableTask.Protobuf;

namespace FunctionsHost.Durable.Client;

/// <summary>
/// The service that the official durable clients call, as the durable extension of the Functions host has it.
/// </summary>
/// <param name="hub">Does the work.</param>
internal sealed class DurableClientService(TaskHub hub) : P.TaskHubSidecarService.TaskHubSidecarServiceBase
{
    // A gRPC client takes 4 MB in a message unless it was told otherwise.
    private const int HistoryChunkBytes = 2 * 1024 * 1024;

    public override Task<Google.Protobuf.WellKnownTypes.Empty> Hello(
        Google.Protobuf.WellKnownTypes.Empty request,
        ServerCallContext context
    ) => Task.FromResult(request);

    public override Task<P.CreateInstanceResponse> StartInstance(
        P.CreateInstanceRequest request,
        ServerCallContext context
    ) =>
        Refusals.OfStartAsync(
            request.InstanceId,
            async () => new P.CreateInstanceResponse { InstanceId = await StartAsync(request) }
        );

    public override async Task<P.GetInstanceResponse> GetInstance(
        P.GetInstanceRequest request,
        ServerCallContext context
    ) => Found(await hub.FindAsync(request.InstanceId), request);

    public override async Task<P.GetInstanceResponse> WaitForInstanceStart(
        P.GetInstanceRequest request,
        ServerCallContext context
    ) => Found(await hub.WaitForStartAsync(request.InstanceId, context.CancellationToken), request);

    public override async Task<P.GetInstanceResponse> WaitForInstanceCompletion(
        P.GetInstanceRequest request,
        ServerCallContext context
    )
    {
        var state = await hub.WaitForEndAsync(request.InstanceId, context.CancellationToken);
        // The client cannot make anything of an answer without an instance.
        return state is null ? throw Refusals.NotFound(request.InstanceId) : Found(state, request);
    }

    public override Task<P.RaiseEventResponse> RaiseEvent(P.RaiseEventRequest request, ServerCallContext context) =>
        DoneAsync<P.RaiseEventResponse>(hub.RaiseAsync(request.InstanceId, request.Name, request.Input));

    public override Task<P.TerminateResponse> TerminateInstance(
        P.TerminateRequest request,
        ServerCallContext context
    ) => DoneAsync<P.TerminateResponse>(hub.TerminateAsync(request.InstanceId, request.Output, request.Recursive));

    public override Task<P.SuspendResponse> SuspendInstance(P.SuspendRequest request, ServerCallContext context) =>
        DoneAsync<P.SuspendResponse>(hub.SuspendAsync(request.InstanceId, request.Reason));

    public override Task<P.ResumeResponse> ResumeInstance(P.ResumeRequest request, ServerCallContext context) =>
        DoneAsync<P.ResumeResponse>(hub.ResumeAsync(request.InstanceId, request.Reason));

    public override Task<P.RestartInstanceResponse> RestartInstance(
        P.RestartInstanceRequest request,
        ServerCallContext context
    ) =>
        Refusals.OfAsync(async () =>
        {
            var id = await hub.RestartAsync(request.InstanceId, request.RestartWithNewInstanceId);
            return new P.RestartInstanceResponse { InstanceId = id };
        });

    public override async Task<P.QueryInstancesResponse> QueryInstances(
        P.QueryInstancesRequest request,
        ServerCallContext context
    )
    {
        var withData = request.Query.FetchInputsAndOutputs;
        var page = await Refusals.OfQueryAsync(() =>
            hub.QueryAsync(StateProtobuf.Query(request.Query), context.CancellationToken)
        );
        var response = new P.QueryInstancesResponse { ContinuationToken = page.ContinuationToken };
        response.OrchestrationState.Add(page.OrchestrationState.Select(each => StateProtobuf.Listed(each, withData)));
        return response;
    }

    public override Task<P.PurgeInstancesResponse> PurgeInstances(
        P.PurgeInstancesRequest request,
        ServerCallContext context
    ) =>
        Refusals.OfAsync(async () =>
        {
            var result = await PurgeAsync(request);
            var response = new P.PurgeInstancesResponse { DeletedInstanceCount = result.DeletedInstanceCount };
            if (result.IsComplete is { } isComplete)
                response.IsComplete = isComplete;
            return response;
        });

    public override async Task StreamInstanceHistory(
        P.StreamInstanceHistoryRequest request,
        IServerStreamWriter<P.HistoryChunk> responseStream,
        ServerCallContext context
    )
    {
        var history = await Refusals.OfAsync(() => hub.HistoryAsync(request.InstanceId));
        foreach (var chunk in Chunks(history))
            await responseStream.WriteAsync(chunk, context.CancellationToken);
    }

    public override Task<P.RewindInstanceResponse> RewindInstance(
        P.RewindInstanceRequest request,
        ServerCallContext context
    ) => throw Refusals.NotHere("This host cannot rewind an instance: start it again instead.");

    public override Task<P.SignalEntityResponse> SignalEntity(
        P.SignalEntityRequest request,
        ServerCallContext context
    ) => throw Refusals.NoEntities();

    public override Task<P.GetEntityResponse> GetEntity(P.GetEntityRequest request, ServerCallContext context) =>
        throw Refusals.NoEntities();

    public override Task<P.QueryEntitiesResponse> QueryEntities(
        P.QueryEntitiesRequest request,
        ServerCallContext context
    ) => throw Refusals.NoEntities();

    public override Task<P.CleanEntityStorageResponse> CleanEntityStorage(
        P.CleanEntityStorageRequest request,
        ServerCallContext context
    ) => throw Refusals.NoEntities();

    private static P.GetInstanceResponse Found(OrchestrationState? state, P.GetInstanceRequest request) =>
        state is null ? new() : StateProtobuf.Found(state, request.GetInputsAndOutputs);

    private static Task<T> DoneAsync<T>(Task operation)
        where T : new() =>
        Refusals.OfAsync(async () =>
        {
            await operation;
            return new T();
        });

    private static IEnumerable<P.HistoryChunk> Chunks(IReadOnlyList<HistoryEvent> history)
    {
        var chunk = new P.HistoryChunk();
        var bytes = 0;
        foreach (var each in history.Select(EventProtobuf.ToProtobuf))
        {
            if (bytes > 0 && bytes + each.CalculateSize() > HistoryChunkBytes)
            {
                yield return chunk;
                chunk = new P.HistoryChunk();
                bytes = 0;
            }
            chunk.Events.Add(each);
            bytes += each.CalculateSize();
        }
        if (bytes > 0)
            yield return chunk;
    }

    private Task<string> StartAsync(P.CreateInstanceRequest request)
    {
        var start = new ExecutionStartedEvent(-1, request.Input)
        {
            Name = request.Name,
            Version = request.Version,
            ScheduledStartTime = request.ScheduledStartTimestamp?.ToDateTime(),
            Tags = new Dictionary<string, string>(request.Tags),
        };
        if (request.ParentTraceContext is { } trace)
            start.ParentTraceContext = new DistributedTraceContext(trace.TraceParent, trace.TraceState);
        var replaceable = request.OrchestrationIdReusePolicy?.ReplaceableStatus;
        var statuses = replaceable is null ? null : replaceable.Select(each => (OrchestrationStatus)each).ToList();
        return hub.StartAsync(start, request.InstanceId, statuses);
    }

    private async Task<PurgeResult> PurgeAsync(P.PurgeInstancesRequest request)
    {
        switch (request.RequestCase)
        {
            case P.PurgeInstancesRequest.RequestOneofCase.InstanceId:
                return await hub.PurgeAsync(request.InstanceId, request.Recursive);
            case P.PurgeInstancesRequest.RequestOneofCase.PurgeInstanceFilter:
                return await hub.PurgeAsync(StateProtobuf.Filter(request.PurgeInstanceFilter));
            case P.PurgeInstancesRequest.RequestOneofCase.InstanceBatch:
                var deleted = 0;
                foreach (var id in request.InstanceBatch.InstanceIds)
                    deleted += (await hub.PurgeAsync(id, request.Recursive)).DeletedInstanceCount;
                return new PurgeResult(deleted);
            default:
                throw Refusals.Invalid($"There is no purge of the kind '{request.RequestCase}'.");
        }
    }
}
