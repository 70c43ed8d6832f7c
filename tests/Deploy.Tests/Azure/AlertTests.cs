using System.Text.RegularExpressions;
using CommerceAnalytics.Functions;
using CommerceAnalytics.Reports;

namespace Deploy.Tests.Azure;

/// <summary>The alert rules read the very lines that the app logs.</summary>
[Collection(nameof(BicepTemplates))]
public sealed class AlertTests(BicepTemplates templates)
{
    private readonly LineLog _log = new();

    [Theory]
    [InlineData("commerce-2025-10-28", ReportStatus.Succeeded, true)]
    [InlineData("commerce-2025-10-28-2", ReportStatus.Succeeded, true)]
    [InlineData("commerce-2025-10-28", ReportStatus.Failed, false)]
    [InlineData("commerce-2025-10-28", ReportStatus.Cancelled, false)]
    public void SucceededRuns_Counts(string runId, ReportStatus status, bool counted)
    {
        _log.RunEnded(runId, status, "14 of 14 tables published; report: s3://b/r.json");

        Matches("no-run").ShouldBe(counted);
    }

    [Theory]
    [InlineData(ReportStatus.Failed, true)]
    [InlineData(ReportStatus.Succeeded, false)]
    [InlineData(ReportStatus.Cancelled, false)]
    public void FailedRuns_Counts(ReportStatus status, bool counted)
    {
        _log.RunEnded("commerce-2025-10-28", status, "1 of 14 tables failed");

        Matches("failed-run").ShouldBe(counted);
    }

    [Fact]
    public void FailedRuns_NightThatWasNotStarted_Counts()
    {
        _log.ScheduleNotStarted(new(2025, 10, 28), "AccessDenied", "no");

        Matches("failed-run").ShouldBeTrue();
    }

    [Fact]
    public void Throttles_RefusedSubmission_Counts()
    {
        _log.SubmissionRefused("commerce-2025-10-28", "theshop_brand_commerce_hourly_traffic_summary", "TooManyRequests", "busy");

        Matches("throttled").ShouldBeTrue();
    }

    [Fact]
    public void Rules_TellSomebody()
    {
        var rules = templates.Production.OfType("Microsoft.Insights/scheduledQueryRules");

        rules.Count.ShouldBe(3);
        rules.ShouldAllBe(rule => rule["properties"]!["actions"]!["actionGroups"]!.AsArray().Count == 1);
        templates.Production.OfType("Microsoft.Insights/actionGroups").Single()["properties"]!["emailReceivers"]!.AsArray().ShouldNotBeEmpty();
    }

    [Fact]
    public void Traces_ThatRulesCount_AreNotSampledAway() =>
        File.ReadAllText(Repository.Path("host.json")).ShouldContain("Trace\"", customMessage: "excludedTypes must name Trace");

    // The rules' queries use RE2 patterns in @"..." literals, plain enough to mean the same in .NET.
    private bool Matches(string rule)
    {
        var query = templates.Production.Named("Microsoft.Insights/scheduledQueryRules", rule)["properties"]!["criteria"]!["allOf"]![0]!.Text("query");
        var patterns = Regex.Matches(query, "matches regex @\"([^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(match => match.Groups[1].Value).ToList();
        patterns.ShouldNotBeEmpty();
        return patterns.Any(pattern => Regex.IsMatch(_log.Last, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)));
    }
}
