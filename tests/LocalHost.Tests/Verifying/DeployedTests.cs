using System.Text.Json;
using CommerceAnalytics.LocalHost.Commands;
using CommerceAnalytics.LocalHost.Tests.Commands;

namespace CommerceAnalytics.LocalHost.Tests.Verifying;

/// <summary><c>status</c> and <c>check</c> of a deployment: in the role of the app, not on a lake.</summary>
public sealed class DeployedTests(Deployment deployment) : IClassFixture<Deployment>, IDisposable
{
    public void Dispose() => deployment.Restore();

    [Fact]
    public async Task Status_OfADeployment_ShowsItsTables()
    {
        var outcome = await deployment.AskAsync(["status", "--date", deployment.Date]);

        outcome.ExitCode.ShouldBe(ExitCode.Done, outcome.ToString());
        var tables = JsonDocument.Parse(outcome.Output).RootElement.GetProperty("tables").EnumerateArray().ToList();
        tables.Count.ShouldBe(7);
        tables.ShouldAllBe(table =>
            table.GetProperty("state").GetString() == "current" && table.GetProperty("age_minutes").GetInt64() >= 0
        );
    }

    [Fact]
    public async Task Check_OfADeployment_ReadsItsLog()
    {
        var outcome = await deployment.AskAsync(["check", "--date", deployment.Date]);

        outcome.ExitCode.ShouldBe(ExitCode.Done, outcome.ToString());
        var checks = JsonDocument.Parse(outcome.Output).RootElement.GetProperty("checks").EnumerateArray().ToList();
        checks
            .Single(check => check.GetProperty("check").GetString() == "events_per_day")
            .GetProperty("status")
            .GetString()
            .ShouldBe("pass");
    }

    [Theory]
    [InlineData("status")]
    [InlineData("check")]
    public async Task RoleThatIsRefused_SaysSoWithoutAStack(string command)
    {
        deployment.PutRole(subject: "somebody-else");

        var outcome = await deployment.AskAsync([command, "--date", deployment.Date]);

        outcome.ExitCode.ShouldBe(ExitCode.Failed, outcome.ToString());
        (outcome.Output + outcome.Error).ShouldContain("Aws:RoleArn");
        outcome.Error.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("status")]
    [InlineData("check")]
    [InlineData("verify")]
    [InlineData("compare", "--left", "old_db")]
    public async Task LakeAndDeployed_TogetherAreRefused(string command, params string[] more)
    {
        var outcome = await Shell.RunAsync([command, "--deployed", "--lake", "somewhere", .. more]);

        outcome.ExitCode.ShouldBe(ExitCode.Refused, outcome.ToString());
        outcome.Error.ShouldContain("give one of them");
    }
}
