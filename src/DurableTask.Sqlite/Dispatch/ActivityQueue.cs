using System.Threading.Channels;
using DurableTask.Core;
using DurableTask.Sqlite.Store;

namespace DurableTask.Sqlite.Dispatch;

/// <summary>Activities that wait to be run. One that has not reported when the process dies is run again.</summary>
internal sealed class ActivityQueue : IDisposable
{
    private readonly EngineContext _engine;
    private readonly StoreWrites _writes;
    private readonly Alarms<ActivityWork> _abandoned;
    private readonly Lock _gate = new();
    private readonly Dictionary<long, ActivityWork> _unreported = [];
    private Channel<ActivityWork> _queue = Channel.CreateUnbounded<ActivityWork>();

    public ActivityQueue(EngineContext engine, StoreWrites writes)
    {
        (_engine, _writes) = (engine, writes);
        _abandoned = new(engine.Time, AddAgain);
    }

    /// <summary>Adds an activity that is not there yet.</summary>
    public void Add(ActivityWork work)
    {
        lock (_gate)
        {
            if (_unreported.TryAdd(work.ActivityId, work))
                _queue.Writer.TryWrite(work);
        }
    }

    /// <summary>
    /// Begins with all that have not reported, also those that an earlier worker has taken and not finished.
    /// </summary>
    /// <param name="read">Reads them. What is scheduled meanwhile may be among them, and is added once.</param>
    /// <returns>How many.</returns>
    public int Restart(Func<List<ActivityWork>> read)
    {
        lock (_gate)
        {
            _queue.Writer.Complete();
            _queue = Channel.CreateUnbounded<ActivityWork>();
            _unreported.Clear();
            read().ForEach(Add);
            return _unreported.Count;
        }
    }

    /// <summary>The next activity; null when the time is up or the token is cancelled.</summary>
    public async Task<ActivityItem?> TakeAsync(TimeSpan limit, CancellationToken stopping)
    {
        var queue = _queue.Reader;
        if (stopping.IsCancellationRequested)
            return null;
        if (Next(queue) is { } item)
            return item;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        end.CancelAfter(Waits.Bounded(limit));
        var available = queue.WaitToReadAsync(end.Token).AsTask();
        await ((Task)available).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // Another taker may have been quicker: whoever asks is told that there is nothing, and asks again.
        return available.IsCompletedSuccessfully ? Next(queue) : null;
    }

    /// <summary>
    /// Takes the activity off the list and sends its answer to whoever asked, if that execution is still there.
    /// </summary>
    public async Task CompleteAsync(ActivityItem item, TaskMessage answer)
    {
        var (instance, activityId) = (answer.OrchestrationInstance, item.Work.ActivityId);
        var message = Outgoing.Of(instance, answer.Event, _engine.Time.GetUtcNow());
        await _writes.UntilWrittenAsync(tx => tx.Finish(activityId) && tx.Send(message), instance.InstanceId);
        lock (_gate)
            _unreported.Remove(activityId);
    }

    /// <summary>Puts the activity back, to be run after a wait that grows each time.</summary>
    public void Abandon(ActivityItem item)
    {
        var failures = ++item.Work.Abandoned;
        _abandoned.Set(_engine.Time.GetUtcNow() + Backoff.After(failures), item.Work);
    }

    public void Dispose() => _abandoned.Dispose();

    private void AddAgain(ActivityWork work) => _queue.Writer.TryWrite(work);

    /// <summary>
    /// The next that is still to be run: not what an earlier worker has reported since, nor what a restart has added
    /// anew.
    /// </summary>
    private ActivityItem? Next(ChannelReader<ActivityWork> queue)
    {
        while (queue.TryRead(out var work))
        {
            lock (_gate)
            {
                if (_unreported.GetValueOrDefault(work.ActivityId) == work)
                    return new ActivityItem(work);
            }
        }

        return null;
    }
}

/// <summary>An activity that has been taken.</summary>
internal sealed class ActivityItem : TaskActivityWorkItem
{
    public ActivityItem(ActivityWork work)
    {
        Work = work;
        Id = $"{work.Message.OrchestrationInstance.InstanceId}:{work.ActivityId}";
        TaskMessage = work.Message;
        LockedUntilUtc = DateTime.MaxValue;
    }

    public ActivityWork Work { get; }
}
