using FunctionsHost.InProcess.Functions;
using Microsoft.DurableTask;

namespace FunctionsHost.InProcess;

/// <summary>A function with an activity trigger, as the engine runs it.</summary>
internal sealed class ActivityFunction(FunctionMethod function, PreparedFunction run) : ITaskActivity
{
    public Type InputType => function.TriggerParameter.ParameterType;

    public Type OutputType => function.ResultType == typeof(void) ? typeof(object) : function.ResultType;

    public Task<object?> RunAsync(TaskActivityContext context, object? input) => run(input, http: null);
}
