using Amazon.Athena;
using CommerceAnalytics.OneMachine.Hosting;

namespace CommerceAnalytics.OneMachine.Tests.Hosting;

public class AwsErrorsTests
{
    [Fact]
    public void Answer_FailureOfAws_KeepsItsCodeAndAdvice() =>
        AwsErrors
            .Answer(new FailureException(new("AccessDenied", "Read x: no.", "Allow it.")))
            .ShouldBe(new(502, "AccessDenied", "Read x: no.", "Allow it."));

    [Fact]
    public void Answer_ErrorOfAthena_IsABadGatewayWithItsCode()
    {
        var answer = AwsErrors.Answer(
            new AmazonAthenaException("Rate exceeded") { ErrorCode = "ThrottlingException" }
        )!;
        (answer.Status, answer.Code, answer.Message).ShouldBe((502, "ThrottlingException", "Rate exceeded"));
        answer.Advice.ShouldContain("Ask again");
    }

    [Fact]
    public void Answer_AnyOtherError_IsNotKnown() =>
        AwsErrors.Answer(new InvalidOperationException("x")).ShouldBeNull();
}
