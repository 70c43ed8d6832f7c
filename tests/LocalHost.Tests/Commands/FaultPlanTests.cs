using CommerceAnalytics.LocalHost.Commands;

namespace CommerceAnalytics.LocalHost.Tests.Commands;

/// <summary>Fault plans in the pipeline's words, and rules that were for nothing.</summary>
public sealed class FaultPlanTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Run_ARuleMatchedNothing_IsWarnedOfThatOneAtTheEnd()
    {
        await SampleAsync();

        var outcome = await RunAsync(
            """
            { "rules": [ { "fault": "delay", "service": "glue", "operation": "UpdateTabel", "name": "slow" },
                         { "fault": "delay", "service": "athena" } ] }
            """,
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

    [Fact]
    public async Task Run_RuleForAShopAndAQueryType_FailsThatTableAlone()
    {
        await SampleAsync();

        var outcome = await RunAsync(
            """
            { "rules": [ { "fault": "query_failure", "shop": "theshop-brand", "query_type": "hourly_traffic",
                           "retryable": false, "message": "no more" } ] }
            """,
            "--query-type",
            "hourly_traffic",
            "--query-type",
            "button_interaction"
        );

        outcome.ExitCode.ShouldBe(ExitCode.Failed, outcome.ToString());
        var failed = outcome.Output.Split('\n').Where(line => line.Contains("│ failed", StringComparison.Ordinal));
        failed.ShouldHaveSingleItem().ShouldContain("theshop_brand_commerce_hourly_traffic_summary");
        outcome.Error.ShouldNotContain("matched nothing");
    }

    [Fact]
    public async Task Run_RulesForWhatIsNotKnown_AreRefusedAllAtOnceWithTheNames()
    {
        await SampleAsync();

        var outcome = await RunAsync(
            """
            { "rules": [ { "fault": "drop", "shop": "theshop-brant" },
                         { "fault": "drop", "query_type": "traffic", "nth": 0 },
                         { "fault": "drop", "shop": "theshop-brand", "target": "*" },
                         { "fault": "drop", "shop": "theshop-brand", "query_type": "overview" } ] }
            """
        );

        outcome.ExitCode.ShouldBe(ExitCode.Refused, outcome.ToString());
        outcome.Error.ShouldContain(
            "Rule 1 of the fault plan: shop \"theshop-brant\" is not known: name one of theshop-brand, theshop-pharmacy."
        );
        outcome.Error.ShouldContain(
            "Rule 2 of the fault plan: query_type \"traffic\" is not known: name one of button_interaction, "
        );
        outcome.Error.ShouldContain("Rule 2 of the fault plan: nth 0 must be at least 1.");
        outcome.Error.ShouldContain("Rule 3 of the fault plan: it has a target and a shop or query_type");
        outcome.Error.ShouldContain("Rule 4 of the fault plan: the overview is one for all shops");
    }

    public void Dispose() => _folder.Dispose();

    private async Task SampleAsync()
    {
        string[] sample = ["sample", "--lake", _folder.At("lake"), "--days", "2", "--events-per-day", "50"];
        (await Shell.RunLiveAsync(sample)).ExitCode.ShouldBe(ExitCode.Done);
    }

    private async Task<Outcome> RunAsync(string plan, params string[] options)
    {
        await File.WriteAllTextAsync(_folder.At("faults.json"), plan);
        string[] run = ["run", "--lake", _folder.At("lake"), "--faults", _folder.At("faults.json"), .. options];
        return await Shell.RunLiveAsync(run);
    }
}
