using FunctionsHost.Http;
using Microsoft.AspNetCore.Http;

namespace FunctionsHost.Tests.Http;

public class ErrorAnswerTests
{
    [Fact]
    public void Of_ConnectionLost_IsABadGateway() =>
        ErrorAnswer.Of(new HttpRequestException("refused"), "1").Code.ShouldBe("ConnectionLost");

    [Fact]
    public void Of_BodyThatIsTooLarge_KeepsItsStatus() =>
        ErrorAnswer.Of(new BadHttpRequestException("Request body too large.", 413), "1").Status.ShouldBe(413);

    [Fact]
    public void Of_FaultOfTheProgram_TellsNothingOfTheInside()
    {
        var answer = ErrorAnswer.Of(new InvalidOperationException("secret"), "request-1");
        (answer.Status, answer.Code).ShouldBe((500, "Unexpected"));
        answer.ToString().ShouldContain("request-1");
        answer.ToString().ShouldNotContain("secret");
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(415)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public void Of_Status_HasACodeAndAdvice(int status)
    {
        var answer = ErrorAnswer.Of(status, "1");
        answer.Status.ShouldBe(status);
        answer.Code.ShouldNotBeEmpty();
        answer.Advice.ShouldNotBeEmpty();
    }
}
