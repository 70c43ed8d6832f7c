using System.Diagnostics;
using LocalDurableTask.Execution;
using LocalDurableTask.Store;
using LocalDurableTask.Tracing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace LocalDurableTask.Dispatch;

/// <summary>Runs orchestrators' turns: takes an instance that has something to do, runs its code through its events, writes what came of it.</summary>
internal sealed class TurnDispatcher(
    EngineServices engine, StoreReader reader, StoreWriter writer, ReadyInstances ready, Alarms alarms, TimeSpan longestTurn,
    Action<StoreUnusableException> lose)
{
    // After a turn that could not be written, as on a full disk.
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly HistoryCache histories = new(reader);
    private readonly Dictionary<TaskName, Func<IServiceProvider, ITaskOrchestrator>> orchestrators = new(engine.Registry.GetOrchestrators());

    /// <summary>Works until told to stop; a turn that has begun is ended first.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            string instanceId;
            try
            {
                instanceId = await ready.TakeAsync(stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await TurnAsync(instanceId);
            ready.Done(instanceId);
        }
    }

    private async Task TurnAsync(string instanceId)
    {
        try
        {
            while (await TryTurnAsync(instanceId))
            {
                // What arrived meanwhile is taken at once.
            }
        }
        catch (ObjectDisposedException)
        {
            // The store is closed: the turn is run again at the next start.
        }
        catch (StoreUnusableException error) when (error.Fault == StoreFault.Damaged)
        {
            lose(error);
        }
#pragma warning disable CA1031 // The instance is tried again; the engine goes on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            histories.Remove(instanceId);
            engine.Log.TurnNotWritten(error, instanceId, RetryDelay);
            alarms.Set(engine.Time.GetUtcNow() + RetryDelay, instanceId);
        }
    }

    /// <summary>Runs one turn; false when there was nothing to do.</summary>
    private async Task<bool> TryTurnAsync(string instanceId)
    {
        if (reader.Find(instanceId) is not { IsEnded: false } row)
            return false;
        var now = engine.Time.GetUtcNow();
        var past = histories.Get(row);
        var turn = Turn.Select(row, past, reader.Inbox(instanceId, now), now);
        if (turn.IsEmpty)
            return false;
        using var span = engine.Spans.Turn(row, past.Count > 0 ? past[0].Timestamp : turn.Now);
        var outcome = await OutcomeAsync(turn);
        var commit = new TurnCommit(turn, outcome);
        var written = await writer.WriteAsync(commit.Write);
        if (!written || outcome.Next is not null || commit.Status.IsEnd())
            histories.Remove(instanceId);
        else
            histories.Append(row, past, commit.Added);
        if (written)
        {
            Report(commit, outcome, row);
            engine.Spans.Report(span, turn, outcome, commit.Status);
        }

        return true;
    }

    private async ValueTask<TurnOutcome> OutcomeAsync(Turn turn)
    {
        if (turn.Terminated is not null)
            return TurnOutcome.Nothing;
        if (!orchestrators.TryGetValue(turn.Row.Name, out var factory))
        {
            return TurnOutcome.Failed(Failures.NotFound(Failures.OrchestratorNotFound, "orchestrator", turn.Row.Name));
        }

        await using var scope = engine.Services.CreateAsyncScope();
        ITaskOrchestrator orchestrator;
        try
        {
            orchestrator = factory(scope.ServiceProvider);
        }
#pragma warning disable CA1031 // An orchestrator that cannot be made would be tried for ever otherwise.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return TurnOutcome.Failed(Failures.From(error));
        }

        return await RunAsync(orchestrator, turn);
    }

    /// <summary>Runs the orchestrator's code, for so long and no longer: one that spins would hold up its worker, and in the end all of them.</summary>
    private async Task<TurnOutcome> RunAsync(ITaskOrchestrator orchestrator, Turn turn)
    {
        var row = turn.Row;
        var identity = new RunIdentity(row.InstanceId, engine.Converter, engine.Loggers);
        var run = Task.Run(() => OrchestrationRun.Run(orchestrator, identity, turn.Past, turn.Events));
        try
        {
            // Time in which the machine works, whatever clock the engine goes by. At a breakpoint there is no hurry.
            return await run.WaitAsync(Debugger.IsAttached ? Timeout.InfiniteTimeSpan : longestTurn, TimeProvider.System);
        }
        catch (TimeoutException) when (!run.IsCompleted)
        {
            engine.Log.TurnTooLong(row.Name, row.InstanceId, longestTurn);
            return TurnOutcome.Failed(Failures.From(new InvalidOperationException(
                $"The orchestrator '{row.Name}' has been running for {longestTurn} without waiting for anything durable. Does it spin, or block its thread? "
                + "Work that takes time belongs into an activity.")));
        }
    }

    private void Report(TurnCommit commit, TurnOutcome outcome, InstanceRow row)
    {
        if (outcome.Completion?.Failure is { } failure && commit.Status == OrchestrationRuntimeStatus.Failed)
            engine.Log.InstanceFailed(row.Name, row.InstanceId, failure.ErrorType, failure.ErrorMessage);
        else if (commit.Status.IsEnd() && outcome.Next is null)
            engine.Log.InstanceEnded(row.Name, row.InstanceId, commit.Status);
    }
}
