using CommerceAnalytics.LocalHost.Hosting.Functions;
using Microsoft.DurableTask;

namespace CommerceAnalytics.LocalHost.Hosting.Durable;

/// <summary>A function with an orchestration trigger, as the task hub runs it.</summary>
internal sealed class OrchestratorFunction(FunctionMethod function, FunctionInvoker invoker) : ITaskOrchestrator
{
    private readonly PreparedFunction _run = invoker.Prepare(function);

    /// <summary><c>object</c>: the function takes its input from the context, which knows the type asked for.</summary>
    public Type InputType => typeof(object);

    public Type OutputType => function.ResultType == typeof(void) ? typeof(object) : function.ResultType;

    public Task<object?> RunAsync(TaskOrchestrationContext context, object? input) => _run(context, http: null);
}
