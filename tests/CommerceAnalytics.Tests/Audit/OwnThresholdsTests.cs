using CommerceAnalytics.Audit;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries.Parsing;
using CommerceAnalytics.Tests.Summaries;
using static CommerceAnalytics.Tests.Audit.Nights;

namespace CommerceAnalytics.Tests.Audit;

/// <summary>What a summary's file wants of the audit goes over the settings, for that summary alone.</summary>
public class OwnThresholdsTests
{
    [Theory]
    [InlineData("", 30, "Warn")]
    [InlineData("shrank_warn_below: 0.2", 30, null)]
    [InlineData("shrank_warn_below: 0.2", 15, "Warn")]
    [InlineData("shrank_hold_below: 0.4", 30, "Hold")]
    [InlineData("table_shrank: warn", 0, "Warn")]
    [InlineData("table_shrank: off", 0, null)]
    [InlineData("usual_nights: 4", 0, null)]
    [InlineData("shrank_usual: 101", 0, null)]
    public void Findings_ThresholdInTheFile_IsTheOneThatCounts(string line, long total, string? severity)
    {
        var found = TableAudit.Findings(Own(line, new()) with { Figures = new() { Watched = total } });

        found
            .Select(finding => $"{finding.Severity} {finding.Code}")
            .ShouldBe(severity is null ? [] : [$"{severity} TableShrank"]);
    }

    [Fact]
    public void Findings_SettingOfAll_GivesWayToTheFile()
    {
        var settings = new AuditSettings { TableShrank = FindingSeverity.Off, ShrankUsual = 1000 };

        var found = TableAudit.Findings(Own("table_shrank: hold\n  shrank_usual: 50", settings));

        found.ShouldHaveSingleItem().Severity.ShouldBe(FindingSeverity.Hold);
        TableAudit.Findings(Own("table_shrank: hold", settings)).ShouldBeEmpty("1000 is usual at least");
    }

    private static AuditedTable Own(string line, AuditSettings settings)
    {
        var block = line.Length == 0 ? "" : $"\naudit:\n  {line}";
        var text = BrokenFiles.Sound.Replace("watched: adds", $"watched: adds{block}", StringComparison.Ordinal);
        var reading = SummaryFile.Read("cart_pages.sql", text);
        reading.Problems.ShouldBeEmpty();
        var nights = Enumerable.Range(1, 3).Select(before => new NightFigures(Date.AddDays(-before), 30, 100));
        return new(Service(settings: settings), new(reading.Summary!), new())
        {
            WindowFirstDay = Ago(30),
            WindowDays = 30,
            Nights = [.. nights],
        };
    }
}
