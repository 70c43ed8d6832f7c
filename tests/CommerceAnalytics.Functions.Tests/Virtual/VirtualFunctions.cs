using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Tests.Virtual;

/// <summary>The functions of the app, as the worker finds them.</summary>
internal static class VirtualFunctions
{
    public static Dictionary<string, MethodInfo> Activities() => Find<ActivityTriggerAttribute>();

    public static Dictionary<string, ITaskOrchestrator> Orchestrators()
    {
        var methods = Find<OrchestrationTriggerAttribute>();
        return methods.ToDictionary(pair => pair.Key, Orchestrator, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>What an activity is given.</summary>
    public static ParameterInfo Input(MethodInfo activity) =>
        activity.GetParameters().Single(Has<ActivityTriggerAttribute>);

    /// <summary>What an activity or orchestrator answers; <c>object</c> where it answers nothing.</summary>
    public static Type Output(MethodInfo function)
    {
        var task = function.ReturnType;
        return task.IsGenericType ? task.GetGenericArguments()[0] : typeof(object);
    }

    /// <summary>Values of an activity's parameters.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="input">What it is given.</param>
    /// <param name="client">For those that take a durable client.</param>
    public static object?[] Arguments(MethodInfo activity, object? input, DurableTaskClient client)
    {
        return [.. activity.GetParameters().Select(Argument)];

        object? Argument(ParameterInfo parameter)
        {
            if (Has<ActivityTriggerAttribute>(parameter))
                return input;
            return parameter.ParameterType == typeof(DurableTaskClient) ? client : CancellationToken.None;
        }
    }

    private static ITaskOrchestrator Orchestrator(KeyValuePair<string, MethodInfo> named)
    {
        var input = FunctionInputs.Of(named.Key);
        input.ShouldNotBeNull($"{nameof(FunctionInputs)} lacks {named.Key}");
        return new FunctionOrchestrator(named.Value, input);
    }

    private static bool Has<T>(ParameterInfo parameter)
        where T : Attribute => parameter.GetCustomAttribute<T>() is not null;

    private static Dictionary<string, MethodInfo> Find<TTrigger>()
        where TTrigger : Attribute
    {
        const BindingFlags Public = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance;
        var methods = typeof(CommerceAnalyticsApp).Assembly.GetTypes().SelectMany(type => type.GetMethods(Public));
        var functions = methods.Where(method =>
            method.GetParameters().Any(Has<TTrigger>) && NameOf(method) is not null
        );
        return functions.ToDictionary(method => NameOf(method)!, StringComparer.OrdinalIgnoreCase);
    }

    private static string? NameOf(MethodInfo method) => method.GetCustomAttribute<FunctionAttribute>()?.Name;
}
