using CommerceAnalytics.LocalHost.Hosting.Functions;
using Microsoft.DurableTask;

namespace CommerceAnalytics.LocalHost.Hosting.Durable;

/// <summary>A function with an activity trigger, as the task hub runs it.</summary>
internal sealed class ActivityFunction(FunctionMethod function, FunctionInvoker invoker) : ITaskActivity
{
    private readonly PreparedFunction _run = invoker.Prepare(function);

    public Type InputType => function.TriggerParameter.ParameterType;

    public Type OutputType => function.ResultType == typeof(void) ? typeof(object) : function.ResultType;

    public Task<object?> RunAsync(TaskActivityContext context, object? input) => _run(input, http: null);
}
