using CommerceAnalytics.LocalHost.Commands;

namespace CommerceAnalytics.LocalHost.Tests.Commands;

public class SurroundingsTests
{
    [Theory]
    [InlineData(false, "", "warning: look\n")]
    [InlineData(true, "1", "warning: look\n")]
    public void TellWarning_NoTerminalOrNoColor_IsPlain(bool isTerminal, string noColor, string expected)
    {
        using var error = new StringWriter();
        Of(error, isTerminal, noColor).TellWarning("look");
        error.ToString().ReplaceLineEndings("\n").ShouldBe(expected);
    }

    [Fact]
    public void TellError_LongerThanALine_IsNotBroken()
    {
        using var error = new StringWriter();
        var text = new string('x', 500);
        Of(error, isTerminal: true, "1").TellError(text);
        error.ToString().ShouldContain(text);
    }

    private static Surroundings Of(StringWriter error, bool isTerminal, string noColor) =>
        new()
        {
            Out = TextWriter.Null,
            Error = error,
            ErrorIsTerminal = isTerminal,
            Variables = new Dictionary<string, string> { ["NO_COLOR"] = noColor },
        };
}
