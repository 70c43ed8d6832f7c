using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace FunctionsHost.InProcess.Functions;

/// <summary>A method that carries <see cref="FunctionAttribute"/>, with the parameter that its trigger fills.</summary>
/// <param name="Name">As in the attribute; unique in the app, compared without case.</param>
/// <param name="Class">The class the function is found on; instances of it are made per invocation.</param>
/// <param name="Method">The method itself, of the class or of a base class.</param>
/// <param name="TriggerParameter">The parameter with the trigger attribute.</param>
/// <param name="Trigger">The trigger attribute.</param>
internal sealed record FunctionMethod(
    string Name,
    Type Class,
    MethodInfo Method,
    ParameterInfo TriggerParameter,
    TriggerBindingAttribute Trigger
)
{
    /// <summary>Type and method, for definitions and messages.</summary>
    public string EntryPoint => $"{Class.FullName}.{Method.Name}";

    /// <summary>
    /// What the function gives: <c>void</c> for nothing, else the type inside of the task, if it is one.
    /// </summary>
    public Type ResultType => FunctionResult.TypeOf(Method.ReturnType);
}
