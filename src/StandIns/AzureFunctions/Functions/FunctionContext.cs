using System.Collections.Immutable;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>One invocation of a function.</summary>
public abstract class FunctionContext
{
    /// <summary>Unique per invocation.</summary>
    public abstract string InvocationId { get; }

    /// <summary>Stable for the function.</summary>
    public abstract string FunctionId { get; }

    /// <summary>The distributed trace that the invocation belongs to.</summary>
    public abstract TraceContext TraceContext { get; }

    /// <summary>The trigger's data.</summary>
    public abstract BindingContext BindingContext { get; }

    /// <summary>Which attempt of a function-level retry this is.</summary>
    public abstract RetryContext RetryContext { get; }

    /// <summary>The invocation's services, one scope each.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>The function's definition.</summary>
    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>What middleware passes on.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>What the host offers for this invocation.</summary>
    public abstract IInvocationFeatures Features { get; }

    /// <summary>Fires when the invocation should stop.</summary>
    public virtual CancellationToken CancellationToken { get; }
}

/// <summary>The W3C trace that an invocation belongs to.</summary>
public abstract class TraceContext
{
    /// <summary>The <c>traceparent</c> header.</summary>
    public abstract string TraceParent { get; }

    /// <summary>The <c>tracestate</c> header.</summary>
    public abstract string TraceState { get; }
}

/// <summary>The trigger's data.</summary>
public abstract class BindingContext
{
    /// <summary>Name and value of each datum.</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}

/// <summary>Which attempt of a function-level retry an invocation is.</summary>
public abstract class RetryContext
{
    /// <summary>Retries made so far.</summary>
    public abstract int RetryCount { get; }

    /// <summary>Retries allowed.</summary>
    public abstract int MaxRetryCount { get; }
}

/// <summary>What the host offers for an invocation, by type.</summary>
public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    /// <summary>Offers a feature.</summary>
    void Set<T>(T instance);

    /// <summary>The feature, or null.</summary>
    T? Get<T>();
}

/// <summary>What a function is.</summary>
public abstract class FunctionDefinition
{
    /// <summary>Parameters of the method.</summary>
    public abstract ImmutableArray<FunctionParameter> Parameters { get; }

    /// <summary>The assembly's file.</summary>
    public abstract string PathToAssembly { get; }

    /// <summary>Type and method.</summary>
    public abstract string EntryPoint { get; }

    /// <summary>Stable for the function.</summary>
    public abstract string Id { get; }

    /// <summary>The name given by <see cref="FunctionAttribute"/>.</summary>
    public abstract string Name { get; }

    /// <summary>Trigger and inputs by parameter name.</summary>
    public abstract IImmutableDictionary<string, BindingMetadata> InputBindings { get; }

    /// <summary>Outputs by name.</summary>
    public abstract IImmutableDictionary<string, BindingMetadata> OutputBindings { get; }
}

/// <summary>A parameter of a function.</summary>
public class FunctionParameter(string name, Type type)
{
    /// <summary>The parameter's name.</summary>
    public string Name { get; } = name;

    /// <summary>The parameter's type.</summary>
    public Type Type { get; } = type;
}

/// <summary>A binding of a function.</summary>
public abstract class BindingMetadata
{
    /// <summary>The parameter's name.</summary>
    public abstract string Name { get; }

    /// <summary>The kind of binding, such as <c>httpTrigger</c>.</summary>
    public abstract string Type { get; }

    /// <summary>Into or out of the function.</summary>
    public abstract BindingDirection Direction { get; }
}

/// <summary>Into or out of a function.</summary>
public enum BindingDirection
{
    /// <summary>Into the function.</summary>
    In = 0,

    /// <summary>Out of the function.</summary>
    Out = 1,
}
