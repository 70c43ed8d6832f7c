using System.Reflection;
using LocalDurableTask;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.Functions.Tests.Virtual;

/// <summary>JSON as the Durable client and worker write it.</summary>
internal static class Json
{
    public static string? Text(object? value) => LocalTaskHub.DefaultConverter.Serialize(value);

    public static T Value<T>(string? text) => LocalTaskHub.DefaultConverter.Deserialize<T>(text)!;
}

/// <summary>The functions of the app, as the worker finds them.</summary>
internal static class VirtualFunctions
{
    public static Dictionary<string, MethodInfo> Activities() => Find<ActivityTriggerAttribute>();

    public static Dictionary<string, ITaskOrchestrator> Orchestrators() => Find<OrchestrationTriggerAttribute>()
        .ToDictionary(pair => pair.Key, ITaskOrchestrator (pair) => new FunctionOrchestrator(pair.Value), StringComparer.OrdinalIgnoreCase);

    public static object? Invoke(MethodInfo method, IServiceProvider services, string? input, DurableTaskClient client)
    {
        var target = method.IsStatic ? null : ActivatorUtilities.CreateInstance(services, method.DeclaringType!);
        var arguments = method.GetParameters().Select(parameter => Argument(parameter, input, client)).ToArray();
        var task = (Task)method.Invoke(target, arguments)!;
        task.IsCompleted.ShouldBeTrue("the fakes answer at once");
        task.GetAwaiter().GetResult();
        return task.GetType().GetProperty("Result")!.GetValue(task);
    }

    /// <summary>What an activity is given.</summary>
    public static ParameterInfo Input(MethodInfo activity) => activity.GetParameters().Single(Has<ActivityTriggerAttribute>);

    private static object? Argument(ParameterInfo parameter, string? input, DurableTaskClient client) => parameter switch
    {
        _ when Has<ActivityTriggerAttribute>(parameter) => LocalTaskHub.DefaultConverter.Deserialize(input, parameter.ParameterType),
        { ParameterType: var type } when type == typeof(DurableTaskClient) => client,
        _ => CancellationToken.None,
    };

    private static bool Has<T>(ParameterInfo parameter)
        where T : Attribute => parameter.GetCustomAttribute<T>() is not null;

    private static Dictionary<string, MethodInfo> Find<TTrigger>()
        where TTrigger : Attribute => typeof(CommerceAnalyticsApp).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance))
        .Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null && method.GetParameters().Any(Has<TTrigger>))
        .ToDictionary(method => method.GetCustomAttribute<FunctionAttribute>()!.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>An orchestrator function as the engine runs it: it reads its input itself.</summary>
    private sealed class FunctionOrchestrator(MethodInfo method) : ITaskOrchestrator
    {
        private readonly Func<TaskOrchestrationContext, Task> function = method.CreateDelegate<Func<TaskOrchestrationContext, Task>>();

        public Type InputType => typeof(object);

        public Type OutputType => method.ReturnType.IsGenericType ? method.ReturnType.GetGenericArguments()[0] : typeof(object);

        public async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
        {
            var work = function(context);
            await work;
            return method.ReturnType.IsGenericType ? work.GetType().GetProperty("Result")!.GetValue(work) : null;
        }
    }
}
