using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;
using HttpRequest = Microsoft.AspNetCore.Http.HttpRequest;

namespace FunctionsHost.InProcess.Functions;

/// <summary>Finds the functions of an app by reflection, as the Functions SDK does when it builds one.</summary>
internal static class FunctionDiscovery
{
    /// <summary>The functions of the public classes in <paramref name="types"/>, by name.</summary>
    /// <exception cref="InvalidOperationException">
    /// Functions that this host cannot run: all of them, one a line.
    /// </exception>
    public static IReadOnlyList<FunctionMethod> Find(IEnumerable<Type> types)
    {
        List<string> problems = [];
        FunctionMethod[] found =
        [
            .. types
                .Where(MayHoldFunctions)
                .SelectMany(type => OfClass(type, problems))
                .OrderBy(function => function.Name, StringComparer.Ordinal),
        ];
        problems.AddRange(
            found
                .GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase)
                .Where(same => same.Count() > 1)
                .Select(same =>
                    $"Function '{same.Key}' is there more than once: {string.Join(", ", same.Select(function => function.EntryPoint))}."
                )
        );
        return problems.Count == 0
            ? found
            : throw new InvalidOperationException(string.Join(Environment.NewLine, problems));
    }

    // A static class is abstract and sealed.
    private static bool MayHoldFunctions(Type type) =>
        type is { IsClass: true, IsVisible: true } && (!type.IsAbstract || type.IsSealed);

    private static IEnumerable<FunctionMethod> OfClass(Type type, List<string> problems) =>
        from method in type.GetMethods(
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy
        )
        let attribute = method.GetCustomAttribute<FunctionAttribute>()
        where attribute is not null
        let function = OfMethod(type, method, attribute.Name, problems)
        where function is not null
        select function;

    private static FunctionMethod? OfMethod(Type type, MethodInfo method, string name, List<string> problems)
    {
        var triggers = method
            .GetParameters()
            .SelectMany(
                parameter => parameter.GetCustomAttributes<TriggerBindingAttribute>(),
                (parameter, trigger) => (parameter, trigger)
            )
            .ToArray();
        if (triggers is not [var (triggered, attribute)])
        {
            problems.Add(
                $"Function '{name}' ({type.FullName}.{method.Name}) has {triggers.Length} parameters with a trigger; it needs exactly one."
            );
            return null;
        }

        FunctionMethod function = new(name, type, method, triggered, attribute);
        if (TriggerProblem(function) is not { } problem)
            return function;
        problems.Add($"Function '{name}' ({function.EntryPoint}): {problem}");
        return null;
    }

    private static string? TriggerProblem(FunctionMethod function) =>
        function.Trigger switch
        {
            HttpTriggerAttribute => function.Wants(typeof(HttpRequest)) ?? HttpResultProblem(function.ResultType),
            TimerTriggerAttribute => function.Wants(typeof(TimerInfo)),
            OrchestrationTriggerAttribute => function.Wants(typeof(TaskOrchestrationContext)),
            ActivityTriggerAttribute => null,
            var other => $"this host knows no trigger {other.GetType().Name}.",
        } ?? ParameterBinding.Problem(function);

    private static string? HttpResultProblem(Type result) =>
        FunctionResult.IsHttp(result) ? null : $"this host runs HTTP functions that give an IResult, not {result}.";

    private static string? Wants(this FunctionMethod function, Type type) =>
        function.TriggerParameter.ParameterType == type
            ? null
            : $"the trigger's parameter '{function.TriggerParameter.Name}' must be a {type.Name}.";
}
