using DurableTask.Core;

namespace DurableTask.Sqlite.Workload;

/// <summary>Orchestrations and activities made of functions.</summary>
internal sealed class Code(TaskHubWorker worker)
{
    public Code Orchestration<TInput, TOutput>(string name, Func<Turns, TInput, Task<TOutput>> run)
    {
        worker.AddTaskOrchestrations(new Creator<TaskOrchestration>(name, () => new Body<TInput, TOutput>(run)));
        return this;
    }

    public Code Activity<TInput, TOutput>(string name, Func<TInput, Task<TOutput>> run)
    {
        worker.AddTaskActivities(new Creator<TaskActivity>(name, () => new Function<TInput, TOutput>(run)));
        return this;
    }

    public Code Activity<TInput, TOutput>(string name, Func<TInput, TOutput> run) =>
        Activity<TInput, TOutput>(name, input => Task.FromResult(run(input)));

    private sealed class Creator<T> : ObjectCreator<T>
    {
        private readonly Func<T> _create;

        public Creator(string name, Func<T> create)
        {
            (Name, Version) = (name, "");
            _create = create;
        }

        public override T Create() => _create();
    }

    private sealed class Function<TInput, TOutput>(Func<TInput, Task<TOutput>> run) : AsyncTaskActivity<TInput, TOutput>
    {
        protected override Task<TOutput> ExecuteAsync(TaskContext context, TInput input) => run(input);
    }

    private sealed class Body<TInput, TOutput>(Func<Turns, TInput, Task<TOutput>> run)
        : TaskOrchestration<TOutput, TInput, object, string>
    {
        private readonly Turns _turns = new();

        public override Task<TOutput> RunTask(OrchestrationContext context, TInput input)
        {
            _turns.Context = context;
            return run(_turns, input);
        }

        public override void OnEvent(OrchestrationContext context, string name, object input) =>
            _turns.Receive(name, input);

        public override string OnGetStatus() => _turns.Status!;
    }
}

/// <summary>What an orchestration may do, events included.</summary>
internal sealed class Turns
{
    private readonly Dictionary<string, Queue<TaskCompletionSource<object>>> _waiters = [];
    private readonly Dictionary<string, Queue<object>> _received = [];

    public OrchestrationContext Context { get; set; } = null!;

    public string? Status { get; set; }

    public string Id => Context.OrchestrationInstance.InstanceId;

    public Task<T> CallAsync<T>(string activity, object? input = null) => Context.ScheduleTask<T>(activity, "", input);

    public Task<T> CallChildAsync<T>(string name, string id, object? input = null) =>
        Context.CreateSubOrchestrationInstance<T>(name, "", id, input);

    public Task TimerAsync(TimeSpan wait) => Context.CreateTimer(Context.CurrentUtcDateTime + wait, true);

    public void Send(string id, string name, object? data) =>
        Context.SendEvent(new OrchestrationInstance { InstanceId = id }, name, data);

    public async Task<T> EventAsync<T>(string name)
    {
        if (_received.GetValueOrDefault(name) is { Count: > 0 } early)
            return Cast<T>(early.Dequeue());
        var waiter = new TaskCompletionSource<object>();
        Of(_waiters, name).Enqueue(waiter);
        return Cast<T>(await waiter.Task);
    }

    public void Receive(string name, object data)
    {
        if (_waiters.GetValueOrDefault(name) is { Count: > 0 } waiting)
            waiting.Dequeue().SetResult(data);
        else
            Of(_received, name).Enqueue(data);
    }

    private static T Cast<T>(object value) => (T)Convert.ChangeType(value, typeof(T));

    private static Queue<T> Of<T>(Dictionary<string, Queue<T>> queues, string name)
    {
        if (!queues.TryGetValue(name, out var queue))
            queues.Add(name, queue = new Queue<T>());
        return queue;
    }
}
