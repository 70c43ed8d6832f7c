using CommerceAnalytics.LocalHost.Commands;

namespace CommerceAnalytics.LocalHost.Tests.Commands;

/// <summary>A rule of a fault plan that was for nothing is told.</summary>
public sealed class IdleFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Run_ARuleMatchedNothing_IsWarnedOfThatOneAtTheEnd()
    {
        await File.WriteAllTextAsync(
            _folder.At("faults.json"),
            """
            { "rules": [ { "fault": "delay", "service": "glue", "operation": "UpdateTabel", "name": "slow" },
                         { "fault": "delay", "service": "athena" } ] }
            """
        );
        string[] sample = ["sample", "--lake", _folder.At("lake"), "--days", "2", "--events-per-day", "50"];
        (await Shell.RunLiveAsync(sample)).ExitCode.ShouldBe(ExitCode.Done);

        var outcome = await Shell.RunLiveAsync(
            "run",
            "--lake",
            _folder.At("lake"),
            "--faults",
            _folder.At("faults.json"),
            "--query-type",
            "hourly_traffic",
            "--service",
            "theshop-brand"
        );

        outcome.ExitCode.ShouldBe(ExitCode.Done, outcome.ToString());
        var warned = outcome
            .Error.Split('\n')
            .Where(line => line.Contains("matched nothing", StringComparison.Ordinal));
        warned
            .ShouldHaveSingleItem()
            .ShouldStartWith("warning: rule 1 'slow' (Delay glue UpdateTabel) of the fault plan matched nothing");
    }

    public void Dispose() => _folder.Dispose();
}
