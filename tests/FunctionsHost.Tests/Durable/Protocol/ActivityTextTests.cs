using FunctionsHost.Durable.Protocol;
using FunctionsHost.Workers;

namespace FunctionsHost.Tests.Durable.Protocol;

public sealed class ActivityTextTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("[null]", null)]
    [InlineData("[\"a, [b] \\u00fc\"]", "\"a, [b] \\u00fc\"")]
    [InlineData(
        "[ {\"at\": \"2031-05-01T02:00:00Z\", \"sum\": 1.50} ]",
        "{\"at\": \"2031-05-01T02:00:00Z\", \"sum\": 1.50}"
    )]
    [InlineData("[[1,2]]", "[1,2]")]
    public void Unwrap_AnArrayOfOne_IsTheElementAsItWasWritten(string? input, string? expected) =>
        ActivityValues.Unwrap(input).ShouldBe(expected);

    [Theory]
    [InlineData("[]")]
    [InlineData("[1,2]")]
    [InlineData("{}")]
    public void Unwrap_AnythingElse_IsRefused(string input) =>
        Should
            .Throw<FormatException>(() => ActivityValues.Unwrap(input))
            .Message.ShouldBe("An activity's input must be an array of one.");

    [Fact]
    public void Result_OfAText_IsJsonOfIt() =>
        ActivityValues
            .Result(new InvocationResult("{\"not\": \"json\"}", null))
            .ShouldBe("\"{\\u0022not\\u0022: \\u0022json\\u0022}\"");

    [Fact]
    public void Result_OfJson_IsLeftAsItIs() =>
        ActivityValues
            .Result(new InvocationResult("{ \"a\": 1.50 }", null) { IsJson = true })
            .ShouldBe("{ \"a\": 1.50 }");

    [Fact]
    public void Result_OfNothing_IsNothing() => ActivityValues.Result(new InvocationResult(null, null)).ShouldBeNull();

    [Fact]
    public void Failure_WithDetailsInItsFirstLine_HasThemAll()
    {
        const string message = """
            { "errorType": "A.BException", "errorMessage": "no\nway", "stackTrace": "at A", "isNonRetriable": true, "innerFailure": { "errorType": "C", "errorMessage": "inner" }, "properties": { "code": 7, "list": ["x", null, {"y": true}] } }
               at somewhere else
            """;

        var details = ActivityFailures.Read(new InvocationFailure(message, null, "at B"));

        details.ErrorType.ShouldBe("A.BException");
        details.ErrorMessage.ShouldBe("no\nway");
        details.StackTrace.ShouldBe("at A");
        details.IsNonRetriable.ShouldBeTrue();
        details.InnerFailure!.ErrorMessage.ShouldBe("inner");
        details.Properties!["code"].ShouldBe(7.0);
        ((List<object?>)details.Properties["list"]!)[0].ShouldBe("x");
    }

    [Theory]
    [InlineData("System.TimeoutException: too late: 5 s\n   at X", null, "System.TimeoutException", "too late: 5 s")]
    [InlineData("{ no details: here", null, "{ no details", "here")]
    [InlineData("just a text", null, "(unknown)", "just a text")]
    [InlineData("message: of the app", "My.Exception", "My.Exception", "message: of the app")]
    public void Failure_WithoutDetails_IsReadFromItsText(
        string message,
        string? type,
        string errorType,
        string errorMessage
    )
    {
        var details = ActivityFailures.Read(new InvocationFailure(message, type, "at X"));

        details.ErrorType.ShouldBe(errorType);
        details.ErrorMessage.ShouldBe(errorMessage);
        details.StackTrace.ShouldBe("at X");
    }
}
