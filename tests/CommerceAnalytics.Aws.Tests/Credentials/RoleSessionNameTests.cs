using CommerceAnalytics.Aws.Credentials;

namespace CommerceAnalytics.Aws.Tests.Credentials;

public sealed class RoleSessionNameTests
{
    [Theory]
    [InlineData("commerce-2025-10-28-2", "commerce-analytics.commerce-2025-10-28-2")]
    [InlineData("a b/c:d한", "commerce-analytics.a-b-c-d-")]
    public void UseRun_AnyId_GivesANameThatStsTakes(string runId, string expected)
    {
        var name = new RoleSessionName();
        name.UseRun(runId);

        name.Current.ShouldBe(expected);
    }

    [Fact]
    public void UseRun_LongId_IsCutTo64()
    {
        var name = new RoleSessionName();
        name.UseRun(new string('x', 100));

        name.Current.Length.ShouldBe(64);
    }

    [Fact]
    public void UseRun_Blank_IsRefused() => Should.Throw<ArgumentException>(() => new RoleSessionName().UseRun(" "));
}
