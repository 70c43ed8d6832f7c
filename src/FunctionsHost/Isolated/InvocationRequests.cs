using FunctionsHost.Isolated.Rpc;
using FunctionsHost.Workers;

namespace FunctionsHost.Isolated;

/// <summary>Makes what a worker is sent to run a function.</summary>
/// <param name="durable">Describes durable clients.</param>
/// <param name="newId">Makes the ids.</param>
internal sealed class InvocationRequests(IDurableProtocol durable, Func<Guid> newId)
{
    /// <summary>A request in a trace, with the inputs that every invocation of the function has.</summary>
    public InvocationRequest Create(FunctionDefinition function, RpcTraceContext trace)
    {
        var request = new InvocationRequest
        {
            InvocationId = $"{newId()}",
            FunctionId = function.Id,
            TraceContext = trace,
        };
        foreach (var input in function.Inputs)
            request.AddInput(input.Parameter, Text(durable.DescribeClient(input)));
        return request;
    }

    /// <summary>A value as the worker takes it, JSON or not.</summary>
    public static TypedData Text(string text) => new() { String = text };
}
