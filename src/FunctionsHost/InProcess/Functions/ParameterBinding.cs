using System.Reflection;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsHost.InProcess.Functions;

/// <summary>Decides, once per function, where each parameter's value comes from.</summary>
internal static class ParameterBinding
{
    private static readonly MethodInfo GetInput = typeof(TaskOrchestrationContext).GetMethod(
        nameof(TaskOrchestrationContext.GetInput)
    )!;

    /// <summary>One source of a value for each parameter, in their order.</summary>
    public static Func<Invocation, object?>[] For(FunctionMethod function) =>
        [
            .. function
                .Method.GetParameters()
                .Select(parameter =>
                    Source(function, parameter) ?? throw new InvalidOperationException(Problem(function))
                ),
        ];

    /// <summary>Which parameters this host cannot fill, in one sentence; null when it can fill all.</summary>
    public static string? Problem(FunctionMethod function)
    {
        string[] unbound =
        [
            .. function
                .Method.GetParameters()
                .Where(parameter => Source(function, parameter) is null)
                .Select(parameter => $"'{parameter.Name}'"),
        ];
        return unbound.Length == 0 ? null : $"this host does not know what to give as {string.Join(", ", unbound)}.";
    }

    private static Func<Invocation, object?>? Source(FunctionMethod function, ParameterInfo parameter)
    {
        if (parameter.Position == function.TriggerParameter.Position)
            return invocation => invocation.Trigger;
        if (parameter.GetCustomAttribute<DurableClientAttribute>() is not null)
            return parameter.ParameterType == typeof(DurableTaskClient) ? invocation => invocation.Client() : null;
        if (parameter.ParameterType == typeof(FunctionContext))
            return invocation => invocation.Context;
        if (parameter.ParameterType == typeof(CancellationToken))
            return invocation => invocation.Context.CancellationToken;
        return TriggerData(function, parameter) ?? DefaultOf(parameter);
    }

    private static Func<Invocation, object?>? TriggerData(FunctionMethod function, ParameterInfo parameter) =>
        function.Trigger switch
        {
            HttpTriggerAttribute http when IsInRoute(http, parameter) => RouteValue.Source(parameter),
            OrchestrationTriggerAttribute => OrchestrationInput(parameter),
            _ => null,
        };

    private static bool IsInRoute(HttpTriggerAttribute http, ParameterInfo parameter) =>
        http.Route is { } route && TemplateParser.Parse(route).GetParameter(parameter.Name!) is not null;

    private static Func<Invocation, object?> OrchestrationInput(ParameterInfo parameter)
    {
        var read = GetInput.MakeGenericMethod(parameter.ParameterType);
        return invocation =>
            read.Invoke(
                invocation.Trigger,
                BindingFlags.DoNotWrapExceptions,
                binder: null,
                parameters: null,
                culture: null
            );
    }

    private static Func<Invocation, object?>? DefaultOf(ParameterInfo parameter) =>
        parameter.HasDefaultValue ? _ => parameter.DefaultValue : null;
}
