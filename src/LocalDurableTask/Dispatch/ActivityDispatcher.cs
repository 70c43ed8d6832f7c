using System.Threading.Channels;
using LocalDurableTask.Execution;
using LocalDurableTask.History;
using LocalDurableTask.Store;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace LocalDurableTask.Dispatch;

/// <summary>Runs activities and reports what came of them. One that has not reported when the process dies is run again.</summary>
internal sealed class ActivityDispatcher(EngineServices engine, StoreWriter writer, Action<StoreUnusableException> lose)
{
    // After an answer that could not be written, as on a full disk.
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly Channel<ActivityWork> queue = Channel.CreateUnbounded<ActivityWork>();
    private readonly Dictionary<TaskName, Func<IServiceProvider, ITaskActivity>> activities = new(engine.Registry.GetActivities());

    public void Add(ActivityWork work) => queue.Writer.TryWrite(work);

    /// <summary>Works until told to stop; an activity that has begun is ended first.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            ActivityWork work;
            try
            {
                work = await queue.Reader.ReadAsync(stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await ReportAsync(work, await TracedAsync(work), stop);
        }
    }

    private async Task<HistoryEvent> TracedAsync(ActivityWork work)
    {
        using var span = engine.Spans.Run(work);
        var answer = await AnswerAsync(work);
        engine.Spans.End(span, answer);
        return answer;
    }

    private async Task<HistoryEvent> AnswerAsync(ActivityWork work)
    {
        if (!activities.TryGetValue(work.Name, out var factory))
            return Failed(work, Failures.NotFound(Failures.ActivityNotFound, "activity", work.Name));
        try
        {
            await using var scope = engine.Services.CreateAsyncScope();
            var activity = factory(scope.ServiceProvider);
            var input = engine.Converter.Deserialize(work.Input, activity.InputType);
            var output = await activity.RunAsync(new LocalActivityContext(work), input);
            return new TaskCompleted(work.TaskId, engine.Converter.Serialize(output)) { Timestamp = engine.Time.GetUtcNow() };
        }
#pragma warning disable CA1031 // Whatever an activity throws is its answer.
        catch (Exception error)
#pragma warning restore CA1031
        {
            engine.Log.ActivityFailed(error, work.Name, work.InstanceId, work.TaskId);
            return Failed(work, Failures.From(error));
        }
    }

    private TaskFailed Failed(ActivityWork work, FailureData failure) => new(work.TaskId, failure) { Timestamp = engine.Time.GetUtcNow() };

    // The work is done: what is tried again, until the hub closes, is only the writing.
    private async Task ReportAsync(ActivityWork work, HistoryEvent answer, CancellationToken stop)
    {
        while (!await TryReportAsync(work, answer))
        {
            try
            {
                await Task.Delay(RetryDelay, engine.Time, stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task<bool> TryReportAsync(ActivityWork work, HistoryEvent answer)
    {
        try
        {
            await writer.WriteAsync(tx =>
            {
                if (tx.Finish(work))
                    tx.Answer(work.InstanceId, work.Generation, work.TaskId, answer);
                return true;
            });
        }
        catch (ObjectDisposedException)
        {
            // The store is closed: the activity is run again at the next start.
        }
        catch (StoreUnusableException error) when (error.Fault == StoreFault.Damaged)
        {
            lose(error);
        }
#pragma warning disable CA1031 // The answer is kept and written later; the engine goes on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            engine.Log.ActivityNotReported(error, work.Name, work.InstanceId, work.TaskId, RetryDelay);
            return false;
        }

        return true;
    }

    private sealed class LocalActivityContext(ActivityWork work) : TaskActivityContext
    {
        public override TaskName Name => new(work.Name);

        public override string InstanceId => work.InstanceId;
    }
}
