using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsHost.InProcess.Functions;

/// <summary>One invocation's context, with exactly the members that the official class leaves abstract.</summary>
internal sealed class LocalFunctionContext(
    LocalFunctionDefinition definition,
    Guid invocationId,
    IServiceProvider services,
    CancellationToken cancelled
) : FunctionContext
{
    /// <summary>
    /// Where the worker's ASP.NET Core integration keeps the request: <c>GetHttpContext()</c> looks here.
    /// </summary>
    public const string HttpContextItem = "HttpRequestContext";

    public override string InvocationId { get; } = invocationId.ToString();

    public override string FunctionId => definition.Id;

    public override TraceContext TraceContext { get; } = new CurrentTrace(Activity.Current);

    public override BindingContext BindingContext { get; } = new NoBindingData();

    public override RetryContext RetryContext { get; } = new NoRetry();

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override FunctionDefinition FunctionDefinition => definition;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features { get; } = new InvocationFeatures();

    public override CancellationToken CancellationToken => cancelled;

    private sealed class CurrentTrace(Activity? activity) : TraceContext
    {
        public override string TraceParent => activity?.Id ?? "";

        public override string TraceState => activity?.TraceStateString ?? "";
    }

    private sealed class NoBindingData : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData { get; } = new Dictionary<string, object?>();
    }

    private sealed class NoRetry : RetryContext
    {
        public override int RetryCount => 0;

        public override int MaxRetryCount => 0;
    }
}
