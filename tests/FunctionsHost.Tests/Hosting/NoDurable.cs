using DurableTask.Core.Middleware;
using FunctionsHost.Isolated;
using FunctionsHost.Workers;

namespace FunctionsHost.Tests.Hosting;

/// <summary>For apps whose durable functions are not run.</summary>
internal sealed class NoDurable : IDurableProtocol
{
    public string DescribeClient(InputBinding binding) => $$"""{"declared":{{binding.Json}}}""";

    public Task RunOrchestratorAsync(IFunctionInvoker invoker, FunctionDefinition function, DispatchMiddlewareContext context) =>
        throw new NotSupportedException();

    public Task RunActivityAsync(IFunctionInvoker invoker, FunctionDefinition function, DispatchMiddlewareContext context) =>
        throw new NotSupportedException();
}
