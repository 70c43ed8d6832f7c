using System.Threading.Channels;

namespace LocalDurableTask.Dispatch;

/// <summary>Instances that have something to do: each is given to one worker at a time, and again when more arrived meanwhile.</summary>
internal sealed class ReadyInstances
{
    private readonly Channel<string> queue = Channel.CreateUnbounded<string>();
    private readonly Dictionary<string, State> states = [];
    private readonly Lock gate = new();

    private enum State
    {
        Queued,
        Running,
        RunningAndSignalled,
    }

    public void Signal(string instanceId)
    {
        lock (gate)
        {
            if (!states.TryGetValue(instanceId, out var state))
                Queue(instanceId);
            else if (state == State.Running)
                states[instanceId] = State.RunningAndSignalled;
        }
    }

    public async ValueTask<string> TakeAsync(CancellationToken cancellationToken)
    {
        var instanceId = await queue.Reader.ReadAsync(cancellationToken);
        lock (gate)
            states[instanceId] = State.Running;
        return instanceId;
    }

    public void Done(string instanceId)
    {
        lock (gate)
        {
            if (states[instanceId] == State.RunningAndSignalled)
                Queue(instanceId);
            else
                states.Remove(instanceId);
        }
    }

    private void Queue(string instanceId)
    {
        states[instanceId] = State.Queued;
        queue.Writer.TryWrite(instanceId);
    }
}
