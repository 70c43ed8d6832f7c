using DurableTask.Core.Middleware;
using FunctionsHost.Workers;

namespace FunctionsHost.Isolated;

/// <summary>How orchestrators, activities and durable clients of an isolated worker are spoken to.</summary>
public interface IDurableProtocol
{
    /// <summary>The value of a <c>durableClient</c> input: how the worker's client reaches this host.</summary>
    string DescribeClient(InputBinding binding);

    /// <summary>Runs a turn of an orchestration and sets its result.</summary>
    Task RunOrchestratorAsync(IFunctionInvoker invoker, FunctionDefinition function, DispatchMiddlewareContext context);

    /// <summary>Runs an activity and sets its result.</summary>
    Task RunActivityAsync(IFunctionInvoker invoker, FunctionDefinition function, DispatchMiddlewareContext context);
}
