using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace CommerceAnalytics.Functions.Tests;

/// <summary>What the Worker SDK's generators need and only tell at run time.</summary>
public class FunctionShapeTests
{
    private static readonly List<MethodInfo> Functions =
    [
        .. typeof(CommerceAnalyticsApp)
            .Assembly.GetTypes()
            .SelectMany(type =>
                type.GetMethods(
                    BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance
                )
            )
            .Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null),
    ];

    [Fact]
    public void Functions_All_ArePublicMethodsOfPublicClassesWithPublicTypes()
    {
        Functions.Count.ShouldBe(61);
        Functions.ShouldAllBe(method => method.IsPublic && method.DeclaringType!.IsVisible);
        Functions
            .SelectMany(method => method.GetParameters())
            .ShouldAllBe(parameter => parameter.ParameterType.IsVisible);
        Functions.ShouldAllBe(method => method.ReturnType.IsVisible);
    }

    [Fact]
    public void Functions_All_HaveNamesOfTheirOwnAndNoOverloads()
    {
        Functions
            .Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Count()
            .ShouldBe(Functions.Count);
        foreach (var function in Functions)
            function
                .DeclaringType!.GetMethods()
                .Count(method => method.Name == function.Name)
                .ShouldBe(1, function.DeclaringType.Name + "." + function.Name);
    }

    [Fact]
    public void Functions_All_HaveOneTriggerEach() =>
        Functions.ShouldAllBe(method => method.GetParameters().Count(IsTrigger) == 1);

    private static bool IsTrigger(ParameterInfo parameter) =>
        parameter
            .GetCustomAttributes()
            .Any(attribute => attribute.GetType().Name.EndsWith("TriggerAttribute", StringComparison.Ordinal));
}
