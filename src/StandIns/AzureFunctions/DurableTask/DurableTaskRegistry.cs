namespace Microsoft.DurableTask;

/// <summary>The orchestrators and activities that an engine can run, by name.</summary>
public sealed class DurableTaskRegistry
{
    private readonly Dictionary<TaskName, Func<IServiceProvider, ITaskOrchestrator>> orchestrators = [];
    private readonly Dictionary<TaskName, Func<IServiceProvider, ITaskActivity>> activities = [];

    /// <summary>The orchestrators.</summary>
    public IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, ITaskOrchestrator>>> GetOrchestrators() => orchestrators;

    /// <summary>The activities.</summary>
    public IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, ITaskActivity>>> GetActivities() => activities;

    /// <summary>Adds an orchestrator that is made anew for each turn.</summary>
    /// <exception cref="ArgumentException">The name is taken or empty.</exception>
    public DurableTaskRegistry AddOrchestrator(TaskName name, Func<ITaskOrchestrator> factory) =>
        Add(orchestrators, name, _ => factory(), nameof(ITaskOrchestrator));

    /// <summary>Adds one orchestrator for all turns.</summary>
    /// <exception cref="ArgumentException">The name is taken or empty.</exception>
    public DurableTaskRegistry AddOrchestrator(TaskName name, ITaskOrchestrator orchestrator) => AddOrchestrator(name, () => orchestrator);

    /// <summary>Adds a function as an orchestrator.</summary>
    public DurableTaskRegistry AddOrchestratorFunc<TInput, TOutput>(
        TaskName name, Func<TaskOrchestrationContext, TInput, Task<TOutput>> orchestrator) =>
        AddOrchestrator(name, FuncTaskOrchestrator.Create(orchestrator));

    /// <summary>Adds a function without a result.</summary>
    public DurableTaskRegistry AddOrchestratorFunc<TInput>(TaskName name, Func<TaskOrchestrationContext, TInput, Task> orchestrator) =>
        AddOrchestratorFunc<TInput, object?>(name, async (context, input) =>
        {
            await orchestrator(context, input);
            return null;
        });

    /// <summary>Adds a function without input.</summary>
    public DurableTaskRegistry AddOrchestratorFunc<TOutput>(TaskName name, Func<TaskOrchestrationContext, Task<TOutput>> orchestrator) =>
        AddOrchestratorFunc<object?, TOutput>(name, (context, _) => orchestrator(context));

    /// <summary>Adds a function without input and result.</summary>
    public DurableTaskRegistry AddOrchestratorFunc(TaskName name, Func<TaskOrchestrationContext, Task> orchestrator) =>
        AddOrchestratorFunc<object?>(name, (context, _) => orchestrator(context));

    /// <summary>Adds an activity that is made anew for each call.</summary>
    /// <exception cref="ArgumentException">The name is taken or empty.</exception>
    public DurableTaskRegistry AddActivity(TaskName name, Func<IServiceProvider, ITaskActivity> factory) =>
        Add(activities, name, factory, nameof(ITaskActivity));

    /// <summary>Adds one activity for all calls.</summary>
    /// <exception cref="ArgumentException">The name is taken or empty.</exception>
    public DurableTaskRegistry AddActivity(TaskName name, ITaskActivity activity) => AddActivity(name, _ => activity);

    /// <summary>Adds a function as an activity.</summary>
    public DurableTaskRegistry AddActivityFunc<TInput, TOutput>(
        TaskName name, Func<TaskActivityContext, TInput, Task<TOutput>> activity) => AddActivity(name, FuncTaskActivity.Create(activity));

    /// <summary>Adds a function that does not wait.</summary>
    public DurableTaskRegistry AddActivityFunc<TInput, TOutput>(TaskName name, Func<TaskActivityContext, TInput, TOutput> activity) =>
        AddActivityFunc<TInput, TOutput>(name, (context, input) => Task.FromResult(activity(context, input)));

    /// <summary>Adds a function without a result.</summary>
    public DurableTaskRegistry AddActivityFunc<TInput>(TaskName name, Func<TaskActivityContext, TInput, Task> activity) =>
        AddActivityFunc<TInput, object?>(name, async (context, input) =>
        {
            await activity(context, input);
            return null;
        });

    /// <summary>Adds a function without input.</summary>
    public DurableTaskRegistry AddActivityFunc<TOutput>(TaskName name, Func<TaskActivityContext, Task<TOutput>> activity) =>
        AddActivityFunc<object?, TOutput>(name, (context, _) => activity(context));

    /// <summary>Adds a function without input and result.</summary>
    public DurableTaskRegistry AddActivityFunc(TaskName name, Func<TaskActivityContext, Task> activity) =>
        AddActivityFunc<object?>(name, (context, _) => activity(context));

    private DurableTaskRegistry Add<T>(Dictionary<TaskName, T> all, TaskName name, T factory, string kind)
    {
        ArgumentException.ThrowIfNullOrEmpty(name.Name);
        if (!all.TryAdd(name, factory))
            throw new ArgumentException($"An {kind} named '{name}' is already added.", nameof(name));
        return this;
    }
}
