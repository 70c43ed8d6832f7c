using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Contracts;

/// <summary>What the client of the task hub does not do by itself.</summary>
internal static class Instances
{
    /// <summary>Starts an orchestration under an id that is used once; false where one has that id, ended or not.</summary>
    public static async Task<bool> TryStartAsync(
        this DurableTaskClient client,
        string orchestrator,
        string id,
        object input,
        CancellationToken cancellationToken
    )
    {
        var once = new StartOrchestrationOptions(id).WithDedupeStatuses(RunStatuses.Any);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, once, cancellationToken);
            return true;
        }
        catch (OrchestrationAlreadyExistsException)
        {
            return false;
        }
    }

    /// <summary>What an instance has told of itself; null where it has told nothing yet.</summary>
    public static T? CustomStatus<T>(this OrchestrationMetadata instance)
        where T : class =>
        string.IsNullOrEmpty(instance.SerializedCustomStatus) ? null : instance.ReadCustomStatusAs<T>();
}
