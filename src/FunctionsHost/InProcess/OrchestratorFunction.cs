using FunctionsHost.InProcess.Functions;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.InProcess;

/// <summary>A function with an orchestration trigger, as the engine runs it.</summary>
internal sealed class OrchestratorFunction(FunctionMethod function, PreparedFunction run, ILoggerFactory loggers)
    : ITaskOrchestrator
{
    /// <summary><c>object</c>: the function takes its input from the context, which knows the type asked for.</summary>
    public Type InputType => typeof(object);

    public Type OutputType => function.ResultType == typeof(void) ? typeof(object) : function.ResultType;

    public Task<object?> RunAsync(TaskOrchestrationContext context, object? input) =>
        run(new InProcessContext(context, loggers), http: null);
}
