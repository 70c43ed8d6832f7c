using DurableTask.Core;
using DurableTask.Core.Query;
using FunctionsHost.Durable.Protocol;
using P = Microsoft.DurableTask.Protobuf;

namespace FunctionsHost.Durable.Client;

/// <summary>Instances and queries for them as a durable client reads and writes them.</summary>
internal static class StateProtobuf
{
    /// <param name="state">The instance.</param>
    /// <param name="withData">Inputs, outputs, custom status and failure too.</param>
    public static P.GetInstanceResponse Found(OrchestrationState state, bool withData)
    {
        var found = Outline(state);
        if (withData)
        {
            found.Input = state.Input;
            found.Output = state.Output;
            found.CustomStatus = state.Status;
            found.FailureDetails = WithoutCauses(state.FailureDetails);
        }
        return new P.GetInstanceResponse { Exists = true, OrchestrationState = found };
    }

    public static P.OrchestrationState Listed(OrchestrationState state, bool withData)
    {
        var listed = Outline(state);
        listed.Version = state.Version;
        listed.ScheduledStartTimestamp = state.ScheduledStartTime is { } start ? EventProtobuf.Time(start) : null;
        listed.Input = state.Input;
        listed.Output = state.Output;
        listed.CustomStatus = state.Status;
        if (withData)
            listed.FailureDetails = FailureProtobuf.ToProtobuf(state.FailureDetails);
        return listed;
    }

    public static OrchestrationQuery Query(P.InstanceQuery query) =>
        new()
        {
            RuntimeStatus = Statuses(query.RuntimeStatus),
            CreatedTimeFrom = query.CreatedTimeFrom?.ToDateTime(),
            CreatedTimeTo = query.CreatedTimeTo?.ToDateTime(),
            TaskHubNames = query.TaskHubNames.Count == 0 ? null : query.TaskHubNames,
            PageSize = query.MaxInstanceCount,
            ContinuationToken = query.ContinuationToken,
            InstanceIdPrefix = query.InstanceIdPrefix,
            FetchInputsAndOutputs = query.FetchInputsAndOutputs,
            ExcludeEntities = true,
        };

    public static PurgeInstanceFilter Filter(P.PurgeInstanceFilter filter)
    {
        var from = filter.CreatedTimeFrom?.ToDateTime() ?? DateTime.MinValue;
        var result = new PurgeInstanceFilter(from, filter.CreatedTimeTo?.ToDateTime(), Statuses(filter.RuntimeStatus));
        if (filter.Timeout is { } timeout)
            result.Timeout = timeout.ToTimeSpan();
        return result;
    }

    /// <summary>Null, which is every status, when none is named.</summary>
    public static List<OrchestrationStatus>? Statuses(ICollection<P.OrchestrationStatus> statuses) =>
        statuses.Count == 0 ? null : [.. statuses.Select(each => (OrchestrationStatus)each)];

    /// <summary>The Functions host leaves out what caused a failure here, though not in lists.</summary>
    private static P.TaskFailureDetails? WithoutCauses(FailureDetails? failure)
    {
        if (failure is null)
            return null;
        return new()
        {
            ErrorType = failure.ErrorType ?? "",
            ErrorMessage = failure.ErrorMessage ?? "",
            StackTrace = failure.StackTrace,
        };
    }

    private static P.OrchestrationState Outline(OrchestrationState state)
    {
        var outline = new P.OrchestrationState
        {
            InstanceId = state.OrchestrationInstance.InstanceId,
            Name = state.Name ?? "",
            ParentInstanceId = state.ParentInstance?.OrchestrationInstance?.InstanceId,
            OrchestrationStatus = (P.OrchestrationStatus)state.OrchestrationStatus,
            CreatedTimestamp = EventProtobuf.Time(state.CreatedTime),
            LastUpdatedTimestamp = EventProtobuf.Time(state.LastUpdatedTime),
        };
        outline.Tags.Add(state.Tags ?? new Dictionary<string, string>());
        return outline;
    }
}
