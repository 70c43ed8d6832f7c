using CommerceAnalytics.LocalHost.Commands;

namespace CommerceAnalytics.LocalHost.Tests.Commands;

public sealed class ShellTextTests
{
    [Theory]
    [InlineData("/home/me/lake", "/home/me/lake")]
    [InlineData("ServiceNames=a,b", "ServiceNames=a,b")]
    [InlineData("my lake", "'my lake'")]
    [InlineData("$(id)", "'$(id)'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("", "''")]
    public void Quoted_IsOneWordOfAShell(string value, string expected) => ShellText.Quoted(value).ShouldBe(expected);
}
