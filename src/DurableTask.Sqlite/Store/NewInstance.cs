using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using DurableTask.Sqlite.Events;

namespace DurableTask.Sqlite.Store;

/// <summary>An instance about to be started, ready to be written.</summary>
internal sealed record NewInstance(ExecutionStartedEvent Started, Outgoing Message)
{
    public string InstanceId => Message.InstanceId;

    public DateTimeOffset CreatedAt => Message.SentAt;

    /// <exception cref="ArgumentException">The message starts nothing, or names no instance.</exception>
    public static NewInstance Of(TaskMessage message, DateTimeOffset now)
    {
        if (message.Event is not ExecutionStartedEvent started)
            throw new ArgumentException(
                $"Only {nameof(EventType.ExecutionStarted)} messages start an instance.",
                nameof(message)
            );
        var instance = started.OrchestrationInstance ?? message.OrchestrationInstance;
        if (string.IsNullOrEmpty(instance?.InstanceId) || string.IsNullOrEmpty(instance.ExecutionId))
            throw new ArgumentException("A start names its instance and its execution.", nameof(message));
        var dueAt =
            started.ScheduledStartTime is { } startTime && Times.Utc(startTime) is var startAt && startAt > now
                ? startAt
                : default;
        return new(started, Outgoing.Of(instance, started, now, dueAt));
    }

    /// <summary>
    /// The same as the next one under its id, counted on from the one before, where the caller has not counted
    /// itself.
    /// </summary>
    public NewInstance After(InstanceHead? before)
    {
        if (Started.Generation is not null)
            return this;
        Started.Generation = before is null ? 0 : (before.Generation ?? 0) + 1;
        return this with { Message = Message with { Text = EventJson.Write(Started) } };
    }

    /// <summary>An instance that runs keeps its id: the parent is told, instead of waiting for ever.</summary>
    public Outgoing Refusal(InstanceHead existing)
    {
        var error = typeof(OrchestrationAlreadyExistsException).FullName!;
        var failure = new FailureDetails(error, existing.TakenMessage, null, null, isNonRetriable: false);
        var parent = Started.ParentInstance;
        return Outgoing.Of(
            parent.OrchestrationInstance,
            new SubOrchestrationInstanceFailedEvent(-1, parent.TaskScheduleId, existing.TakenMessage, null, failure),
            CreatedAt
        );
    }
}

/// <summary>Times of DurableTask.Core, which do not always say that they are UTC.</summary>
internal static class Times
{
    public static DateTimeOffset Utc(DateTime time) =>
        time.Kind == DateTimeKind.Local
            ? new DateTimeOffset(time).ToUniversalTime()
            : new DateTimeOffset(time.Ticks, TimeSpan.Zero);
}
