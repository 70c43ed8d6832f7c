using CommerceAnalytics.LocalHost.Commands;

namespace CommerceAnalytics.LocalHost.Tests.Commands;

public class ProgramNameTests
{
    [Theory]
    [InlineData(
        "/home/me/repo/src/LocalHost/bin/Release/net10.0/",
        "/home/me/repo",
        "dotnet run -c Release --project src/LocalHost --"
    )]
    [InlineData(
        "/home/me/repo/src/LocalHost/bin/Debug/net10.0/",
        "/home/me/repo",
        "dotnet run --project src/LocalHost --"
    )]
    [InlineData(
        "/home/me/repo/src/LocalHost/bin/Debug/net10.0/",
        "/home/me/repo/src",
        "dotnet run --project LocalHost --"
    )]
    [InlineData(
        "/home/me/repo/src/LocalHost/bin/Debug/net10.0/",
        "/tmp",
        "dotnet run --project /home/me/repo/src/LocalHost --"
    )]
    [InlineData(
        "/home/me/my shop/src/LocalHost/bin/Debug/net10.0/",
        "/tmp",
        "dotnet run --project '/home/me/my shop/src/LocalHost' --"
    )]
    [InlineData(
        "/home/me/.dotnet/tools/.store/commerce-analytics/1.0.0/commerce-analytics/1.0.0/tools/net10.0/any/",
        "/home/me/repo",
        "commerce-analytics"
    )]
    [InlineData("/opt/commerce/", "/home/me", "commerce-analytics")]
    [InlineData("/", "/", "commerce-analytics")]
    public void Of_HowItWasStarted_IsWhatAPersonTypes(string program, string current, string expected) =>
        ProgramName.Of(program, current).ShouldBe(expected);
}
