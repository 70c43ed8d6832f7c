using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace FunctionsHost.InProcess.Functions;

/// <summary>Takes the value out of what a function returns: nothing, a value, a task or a task of a value.</summary>
internal static class FunctionResult
{
    private static readonly MethodInfo OfTaskMethod = typeof(FunctionResult).GetMethod(
        nameof(OfTask),
        BindingFlags.NonPublic | BindingFlags.Static
    )!;
    private static readonly MethodInfo OfValueTaskMethod = typeof(FunctionResult).GetMethod(
        nameof(OfValueTask),
        BindingFlags.NonPublic | BindingFlags.Static
    )!;

    /// <summary>The type of the value; <c>void</c> for none.</summary>
    public static Type TypeOf(Type returned) =>
        returned switch
        {
            _ when returned == typeof(Task) || returned == typeof(ValueTask) => typeof(void),
            _ when IsTaskOfValue(returned, typeof(Task<>)) || IsTaskOfValue(returned, typeof(ValueTask<>)) =>
                returned.GetGenericArguments()[0],
            _ => returned,
        };

    public static bool IsHttp(Type result) => typeof(IResult).IsAssignableFrom(result) || result == typeof(void);

    /// <summary>Makes, once per method, the function that awaits what it returns.</summary>
    public static Func<object?, Task<object?>> ReaderFor(Type returned)
    {
        if (returned == typeof(Task))
            return OfPlainTask;
        if (returned == typeof(ValueTask))
            return OfPlainValueTask;
        if (IsTaskOfValue(returned, typeof(Task<>)))
            return Bind(OfTaskMethod, returned);
        return IsTaskOfValue(returned, typeof(ValueTask<>)) ? Bind(OfValueTaskMethod, returned) : Task.FromResult;
    }

    private static bool IsTaskOfValue(Type type, Type open) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == open;

    private static Func<object?, Task<object?>> Bind(MethodInfo method, Type task) =>
        method.MakeGenericMethod(task.GetGenericArguments()).CreateDelegate<Func<object?, Task<object?>>>();

    private static async Task<object?> OfPlainTask(object? returned)
    {
        await (Task)returned!;
        return null;
    }

    private static async Task<object?> OfPlainValueTask(object? returned)
    {
        await (ValueTask)returned!;
        return null;
    }

    private static async Task<object?> OfTask<T>(object? returned) => await (Task<T>)returned!;

    private static async Task<object?> OfValueTask<T>(object? returned) => await (ValueTask<T>)returned!;
}
