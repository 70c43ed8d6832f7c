namespace Microsoft.DurableTask;

/// <summary>An orchestrator as an engine sees it.</summary>
public interface ITaskOrchestrator
{
    /// <summary>What the input is deserialised to.</summary>
    Type InputType { get; }

    /// <summary>What it returns.</summary>
    Type OutputType { get; }

    /// <summary>Runs a turn: from the start, replaying what has happened.</summary>
    Task<object?> RunAsync(TaskOrchestrationContext context, object? input);
}

/// <summary>An activity as an engine sees it.</summary>
public interface ITaskActivity
{
    /// <summary>What the input is deserialised to.</summary>
    Type InputType { get; }

    /// <summary>What it returns.</summary>
    Type OutputType { get; }

    /// <summary>Runs it; may happen more than once for one call.</summary>
    Task<object?> RunAsync(TaskActivityContext context, object? input);
}

/// <summary>An orchestrator as a class.</summary>
public abstract class TaskOrchestrator<TInput, TOutput> : ITaskOrchestrator
{
    Type ITaskOrchestrator.InputType => typeof(TInput);

    Type ITaskOrchestrator.OutputType => typeof(TOutput);

    /// <summary>Orchestrates.</summary>
    public abstract Task<TOutput> RunAsync(TaskOrchestrationContext context, TInput input);

    async Task<object?> ITaskOrchestrator.RunAsync(TaskOrchestrationContext context, object? input) =>
        await RunAsync(context, TaskInput.Cast<TInput>(input));
}

/// <summary>An activity as a class.</summary>
public abstract class TaskActivity<TInput, TOutput> : ITaskActivity
{
    Type ITaskActivity.InputType => typeof(TInput);

    Type ITaskActivity.OutputType => typeof(TOutput);

    /// <summary>Works.</summary>
    public abstract Task<TOutput> RunAsync(TaskActivityContext context, TInput input);

    async Task<object?> ITaskActivity.RunAsync(TaskActivityContext context, object? input) =>
        await RunAsync(context, TaskInput.Cast<TInput>(input));
}

/// <summary>Orchestrators from functions.</summary>
public static class FuncTaskOrchestrator
{
    /// <summary>An orchestrator that is this function.</summary>
    public static TaskOrchestrator<TInput, TOutput> Create<TInput, TOutput>(
        Func<TaskOrchestrationContext, TInput, Task<TOutput>> implementation) => new Implementation<TInput, TOutput>(implementation);

    private sealed class Implementation<TInput, TOutput>(Func<TaskOrchestrationContext, TInput, Task<TOutput>> run)
        : TaskOrchestrator<TInput, TOutput>
    {
        public override Task<TOutput> RunAsync(TaskOrchestrationContext context, TInput input) => run(context, input);
    }
}

/// <summary>Activities from functions.</summary>
public static class FuncTaskActivity
{
    /// <summary>An activity that is this function.</summary>
    public static TaskActivity<TInput, TOutput> Create<TInput, TOutput>(
        Func<TaskActivityContext, TInput, Task<TOutput>> implementation) => new Implementation<TInput, TOutput>(implementation);

    private sealed class Implementation<TInput, TOutput>(Func<TaskActivityContext, TInput, Task<TOutput>> run)
        : TaskActivity<TInput, TOutput>
    {
        public override Task<TOutput> RunAsync(TaskActivityContext context, TInput input) => run(context, input);
    }
}

internal static class TaskInput
{
    public static T Cast<T>(object? input) => input switch
    {
        T typed => typed,
        null => default!,
        _ => throw new ArgumentException($"Input type '{input.GetType()}' does not match expected type '{typeof(T)}'."),
    };
}
