using CommerceAnalytics.Functions.Retry;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Tests.Retry;

public class CallFailuresTests
{
    private static readonly string Contradiction = typeof(NonDeterministicOrchestrationException).FullName!;

    /// <summary>The engine's, FunctionsHost's and the Durable Functions extension's word for it.</summary>
    public static TheoryData<string, string> OfChangedCode =>
        new()
        {
            { Contradiction, "Non-Deterministic workflow detected" },
            { "FunctionNotFound", "The app has no activity function with the name 'Measure'." },
            {
                "System.ArgumentException",
                "The function 'Measure' doesn't exist, is disabled, or is not an activity function."
            },
        };

    [Theory]
    [MemberData(nameof(OfChangedCode))]
    public void Of_CodeThatIsNotThatOfTheHistory_IsCodeChanged(string type, string message)
    {
        CallFailures.Of("Refresh", Details(type, message)).Code.ShouldBe(CallFailures.CodeChanged);
        CallFailures
            .Of("Refresh", Details("Any", "any", Details(type, message)))
            .Code.ShouldBe(CallFailures.CodeChanged);
    }

    [Fact]
    public void Of_AnyOtherException_IsUnexpectedAndSaysWhich()
    {
        var failure = CallFailures.Of("Refresh", Details("System.FormatException", "no number"));
        failure.Code.ShouldBe("Unexpected");
        failure.Message.ShouldBe("Refresh ended with System.FormatException: no number");
    }

    private static TaskFailureDetails Details(string type, string message, TaskFailureDetails? cause = null) =>
        new(type, message, null, cause, null);
}
