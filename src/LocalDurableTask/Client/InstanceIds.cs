using DurableTask.Core.Exceptions;
using LocalDurableTask.Store;

namespace LocalDurableTask.Client;

/// <summary>Which instance ids may be used, and when one may be used again.</summary>
internal static class InstanceIds
{
    private const int MaxLength = 100;

    /// <summary>The rules of the Functions extension, so that an id that works here works there.</summary>
    /// <exception cref="ArgumentException">The id breaks one.</exception>
    public static void EnsureValid(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (instanceId.Length > MaxLength)
        {
            throw new ArgumentException(
                $"Instance ids have at most {MaxLength} characters, '{instanceId}' has {instanceId.Length}.", nameof(instanceId));
        }

        if (instanceId[0] == '@' || instanceId.Any(c => c is '/' or '\\' or '#' or '?' || char.IsControl(c)))
        {
            throw new ArgumentException(
                $"Instance ids do not begin with '@' nor contain /, \\, #, ? or control characters: '{instanceId}'.", nameof(instanceId));
        }
    }

    /// <summary>Without dedupe statuses, the id of an instance that has ended is free again; with them, that of one in no such state.</summary>
    /// <exception cref="OrchestrationAlreadyExistsException">The id is taken.</exception>
    public static void EnsureFree(InstanceRow? existing, string instanceId, IReadOnlyList<string>? dedupeStatuses)
    {
        if (existing is null)
            return;
        var taken = dedupeStatuses is null
            ? !existing.IsEnded
            : dedupeStatuses.Contains(existing.Status.ToString(), StringComparer.OrdinalIgnoreCase);
        if (taken)
            throw new OrchestrationAlreadyExistsException($"An orchestration with the instance id '{instanceId}' is there already, {existing.Status}.");
    }
}
