namespace DurableTask.Sqlite.Dispatch;

/// <summary>
/// Instances that have something to do: each is given to one taker at a time, and again when more arrived meanwhile.
/// A session that waits
/// for its instance's next message gives way when all places are taken and another instance needs one.
/// </summary>
/// <param name="places">How many instances are taken at once, at most.</param>
internal sealed class ReadyInstances(int places)
{
    private readonly Lock _gate = new();
    private readonly Queue<string> _queue = new();
    private readonly Dictionary<string, Entry> _entries = [];
    private readonly LinkedList<TaskCompletionSource<string>> _takers = [];
    private readonly LinkedList<Entry> _sessions = [];
    private int _taken;

    private bool IsCrowded => _queue.Count > 0 && _taken >= places;

    /// <summary>Tells that an instance has something to do.</summary>
    public void Signal(string instanceId)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(instanceId, out var entry))
                Offer(instanceId);
            else if (entry.Taken)
                Wake(entry);
        }
    }

    /// <summary>
    /// The next instance, which is then the caller's until <see cref="Done"/>; null when the time is up or the token
    /// is cancelled.
    /// </summary>
    public async Task<string?> TakeAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        LinkedListNode<TaskCompletionSource<string>> taker;
        lock (_gate)
        {
            if (_queue.TryDequeue(out var instanceId))
            {
                Give(_entries[instanceId]);
                return instanceId;
            }

            taker = _takers.AddLast(
                new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously)
            );
        }

        return await Waits.ForAsync(taker.Value.Task, limit, cancellationToken) || !TryLeave(taker)
            ? await taker.Value.Task
            : null;
    }

    /// <summary>
    /// Waits, for the one who has taken the instance, until there is more for it. False when there is not: the time
    /// is up, the token is
    /// cancelled, or another instance needs the place.
    /// </summary>
    public async Task<bool> MoreAsync(string instanceId, TimeSpan limit, CancellationToken cancellationToken)
    {
        Entry entry;
        TaskCompletionSource<bool> more;
        lock (_gate)
        {
            entry = _entries[instanceId];
            if (entry.Signalled)
            {
                entry.Signalled = false;
                return true;
            }

            if (IsCrowded)
                return false;
            more = entry.Waiting = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            entry.Session = _sessions.AddLast(entry);
        }

        if (!await Waits.ForAsync(more.Task, limit, cancellationToken))
            EndWait(entry, more);
        return await more.Task;
    }

    /// <summary>The instance is nobody's any more.</summary>
    public void Done(string instanceId)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(instanceId, out var entry) || !entry.Taken)
                return;
            _entries.Remove(instanceId);
            _taken--;
            if (entry.Signalled)
                Offer(instanceId);
        }
    }

    private void Offer(string instanceId)
    {
        var entry = _entries[instanceId] = new Entry();
        if (_takers.First is { } taker)
        {
            _takers.Remove(taker);
            Give(entry);
            taker.Value.SetResult(instanceId);
            return;
        }

        _queue.Enqueue(instanceId);
        if (IsCrowded && _sessions.First is { } longest)
            End(longest.Value, more: false);
    }

    private void Give(Entry entry)
    {
        entry.Taken = true;
        _taken++;
    }

    private void Wake(Entry entry)
    {
        if (entry.Waiting is null)
            entry.Signalled = true;
        else
            End(entry, more: true);
    }

    private void End(Entry session, bool more)
    {
        _sessions.Remove(session.Session!);
        var waiting = session.Waiting!;
        session.Waiting = null;
        waiting.SetResult(more);
    }

    /// <summary>Gives up the wait, unless what was waited for has just come.</summary>
    private void EndWait(Entry session, TaskCompletionSource<bool> more)
    {
        lock (_gate)
        {
            if (session.Waiting == more)
                End(session, more: false);
        }
    }

    /// <summary>False when the taker has just been given an instance.</summary>
    private bool TryLeave(LinkedListNode<TaskCompletionSource<string>> taker)
    {
        lock (_gate)
        {
            if (taker.List is null)
                return false;
            _takers.Remove(taker);
            return true;
        }
    }

    private sealed class Entry
    {
        /// <summary>Somebody works on it; otherwise it is in the queue.</summary>
        public bool Taken { get; set; }

        /// <summary>More has arrived since it was taken.</summary>
        public bool Signalled { get; set; }

        /// <summary>The session that waits for more.</summary>
        public TaskCompletionSource<bool>? Waiting { get; set; }

        public LinkedListNode<Entry>? Session { get; set; }
    }
}
