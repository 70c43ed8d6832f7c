using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Reports;

namespace Deploy.Tests.Azure;

/// <summary>The alert rules read the very lines that the app logs.</summary>
[Collection(nameof(BicepTemplates))]
public sealed class AlertTests(BicepTemplates templates)
{
    private static readonly DateTime Night = new(2025, 10, 28, 4, 30, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void NoRun_NightThatIsComplete_Counts(bool byHost)
    {
        var log = new TraceLog(byHost);
        log.NightCompleted(new(2025, 10, 28), "commerce-2025-10-28");

        Rows("no-run", log, Night.AddHours(25)).ShouldBe(1);
        Rows("no-run", log, Night.AddHours(27)).ShouldBe(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void NoRun_AnyOtherRunThatSucceeded_DoesNotCount(bool byHost)
    {
        var log = new TraceLog(byHost);
        log.RunStarted("commerce-2025-10-28-2", 1, 1);
        log.RunEnded("commerce-2025-10-28-2", ReportStatus.Succeeded, "1 of 1 tables published; NightCompleted 1026");

        Rows("no-run", log, Night.AddHours(1)).ShouldBe(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void FailedRun_AnyDelayAndEvaluationsThatAreNotPunctual_OpensItsAlertOnce(bool byHost)
    {
        for (var second = 0; second < 900; second += 37)
        {
            var log = new TraceLog(byHost)
            {
                Now = Night.AddSeconds(second),
                Delay = TimeSpan.FromSeconds(second * 7 % 1500),
            };
            log.RunEnded("commerce-2025-10-28", ReportStatus.Failed, "1 of 14 tables failed");
            log.RunFailed("commerce-2025-10-28", "1 of 14 tables failed");
            log.Now = log.Now.AddMinutes(20);
            log.RunFailed("commerce-2025-10-28", "1 of 14 tables failed");

            var seen = Enumerable
                .Range(0, 12)
                .Select(at => Night.AddSeconds(-700).AddMinutes(15 * at).AddSeconds(at * second % 600))
                .Select(now => Rows("failed-run", log, now))
                .ToList();
            seen.ShouldAllBe(rows => rows <= 1);
            seen.Zip(seen.Skip(1)).Count(pair => pair.First < pair.Second).ShouldBe(1);
            seen[^1].ShouldBe(0);
        }
    }

    [Fact]
    public void FailedRun_HasAnAlertForEachRun_WhichResolves()
    {
        var rule = templates.Production.Named("Microsoft.Insights/scheduledQueryRules", "failed-run")["properties"]!;

        rule["autoMitigate"]!.GetValue<bool>().ShouldBeTrue();
        var criterion = rule["criteria"]!["allOf"]![0]!;
        criterion["dimensions"]!
            .ToJsonString()
            .ShouldBe("""[{"name":"Subject","operator":"Include","values":["*"]}]""");
        criterion.Text("query").ShouldContain("by Subject");
    }

    [Fact]
    public void FailedRun_OneRunInOtherWords_IsOneRow()
    {
        var log = new TraceLog(isByHost: false);
        log.RunFailed("commerce-2025-10-28", "1 of 14 tables failed");
        log.RunFailed("commerce-2025-10-28", "2 of 14 tables failed");

        Rows("failed-run", log, Night.AddMinutes(16)).ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void FailedRun_NightThatWasMissedOrNotStarted_Counts(bool byHost)
    {
        var log = new TraceLog(byHost);
        log.ScheduleNotStarted(new(2025, 10, 28), "AccessDenied", "no");
        log.NightMissed("commerce-2025-10-27", new(2025, 10, 27), "Night 2025-10-27 did not begin");
        log.RunEnded("commerce-2025-10-26", ReportStatus.Cancelled, "cancelled");

        Rows("failed-run", log, Night.AddMinutes(16)).ShouldBe(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Throttled_RefusedSubmission_CountsWhereItWasThrottled(bool byHost)
    {
        var log = new TraceLog(byHost);
        log.SubmissionThrottled("commerce-2025-10-28", "theshop_brand_commerce_hourly_traffic_summary", "busy");
        log.SubmissionRefused(
            "commerce-2025-10-28",
            "theshop_brand_commerce_hourly_traffic_summary",
            "Unavailable",
            "later"
        );

        Rows("throttled", log, Night.AddMinutes(5)).ShouldBe(1);
    }

    [Fact]
    public void Rules_TellSomebody()
    {
        var rules = templates.Production.OfType("Microsoft.Insights/scheduledQueryRules");

        rules.Count.ShouldBe(3);
        rules.ShouldAllBe(rule => rule["properties"]!["actions"]!["actionGroups"]!.AsArray().Count == 1);
        templates.Production.OfType("Microsoft.Insights/actionGroups").Single()["properties"]!["emailReceivers"]!
            .AsArray()
            .ShouldNotBeEmpty();
    }

    [Fact]
    public void Traces_ThatRulesCount_AreNotSampledAway() =>
        File.ReadAllText(Repository.Path("host.json"))
            .ShouldContain("Trace\"", customMessage: "excludedTypes must name Trace");

    private int Rows(string rule, TraceLog log, DateTime now)
    {
        var criterion = templates.Production.Named("Microsoft.Insights/scheduledQueryRules", rule)["properties"]![
            "criteria"
        ]!["allOf"]![0]!;
        return Kusto.Count(criterion.Text("query"), log.Rows, now);
    }
}
