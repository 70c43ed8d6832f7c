using System.Reflection;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.Functions.Tests.Virtual;

/// <summary>An activity function as the official shim runs it.</summary>
/// <param name="method">The function.</param>
/// <param name="services">What its class is made with.</param>
/// <param name="client">For those that take a durable client.</param>
internal sealed class FunctionActivity(MethodInfo method, IServiceProvider services, DurableTaskClient client)
    : ITaskActivity
{
    public Type InputType => VirtualFunctions.Input(method).ParameterType;

    public Type OutputType => VirtualFunctions.Output(method);

    public async Task<object?> RunAsync(TaskActivityContext context, object? input)
    {
        var target = method.IsStatic ? null : ActivatorUtilities.CreateInstance(services, method.DeclaringType!);
        var task = (Task)method.Invoke(target, VirtualFunctions.Arguments(method, input, client))!;
        await task;
        return task.GetType().GetProperty("Result")!.GetValue(task);
    }
}
