using System.Reflection;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Tests.Virtual;

/// <summary>An orchestrator function as the official shim runs it.</summary>
/// <param name="method">The function.</param>
/// <param name="input">What it asks its context for.</param>
internal sealed class FunctionOrchestrator(MethodInfo method, Type input) : ITaskOrchestrator
{
    private readonly Func<TaskOrchestrationContext, Task> _function = method.CreateDelegate<
        Func<TaskOrchestrationContext, Task>
    >();

    public Type InputType => input;

    public Type OutputType => VirtualFunctions.Output(method);

    public async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        var work = _function(context);
        await work;
        return method.ReturnType.IsGenericType ? work.GetType().GetProperty("Result")!.GetValue(work) : null;
    }
}
