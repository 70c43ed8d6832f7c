using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Functions.Tests.Services;

/// <summary>Sums that disagree: held, unless the log changed between the overview's statement and the table's.</summary>
public class LogChangeTests
{
    private const string Type = "category_performance";
    private static readonly DateOnly Late = Pipeline.Today.AddDays(-3);

    private readonly Pipeline _pipeline = new();

    [Fact]
    public void Run_SumsAgree_ListsNothing()
    {
        _pipeline.RunToEnd().Status.ShouldBe(ReportStatus.Succeeded);

        _pipeline.Log.Listed.ShouldBeEmpty();
    }

    [Fact]
    public void Run_SumsDisagreeAndAnObjectIsNewerThanTheOverview_WarnsAndPublishes()
    {
        Disagree();
        _pipeline.Log.Last = (Late, _pipeline.Time.GetUtcNow().AddSeconds(3600));

        var report = _pipeline.RunToEnd();

        report.Status.ShouldBe(ReportStatus.Succeeded);
        var finding = Table(report).Findings.ShouldHaveSingleItem();
        (finding.Code, finding.Severity).ShouldBe(("SumsDisagree", FindingSeverity.Warn));
        finding.Message.ShouldContain("The log changed between the two statements");
        var listed = _pipeline.Log.Listed.ShouldHaveSingleItem();
        listed.Count.ShouldBe(27, "of the 30 days those since MinDataDate");
        listed.Max().ShouldBe(Pipeline.Today.AddDays(-1));
    }

    [Fact]
    public void Run_SumsDisagreeAndAllObjectsAreOlder_Holds()
    {
        Disagree();
        _pipeline.Log.Last = (Late, _pipeline.Time.GetUtcNow().AddSeconds(-1));

        ShouldBeHeld(_pipeline.RunToEnd()).Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Run_SumsDisagreeAndOnlyADayOutsideTheWindowChanged_Holds()
    {
        Disagree();
        _pipeline.Log.Last = (Pipeline.Today, _pipeline.Time.GetUtcNow().AddSeconds(3600));

        ShouldBeHeld(_pipeline.RunToEnd());
    }

    [Fact]
    public void Run_LogMayNotBeListed_HoldsAndSaysSo()
    {
        Disagree();
        _pipeline.Log.Refusal = new("AccessDenied", "s3:ListBucket", "Allow it.");

        ShouldBeHeld(_pipeline.RunToEnd()).Warnings.ShouldHaveSingleItem().Code.ShouldBe("AccessDenied");
    }

    [Fact]
    public void Run_FromTheExtract_HoldsWithoutALook()
    {
        var pipeline = new Pipeline(settings => settings with { ScanMode = ScanMode.Extract });
        Disagree(pipeline);
        pipeline.Log.Last = (Late, pipeline.Time.GetUtcNow().AddSeconds(3600));

        ShouldBeHeld(pipeline.RunToEnd());

        pipeline.Log.Listed.ShouldBeEmpty();
    }

    /// <summary>After a sound night: a first publication would only warn.</summary>
    private void Disagree() => Disagree(_pipeline);

    private static void Disagree(Pipeline pipeline)
    {
        pipeline.RunToEnd(pipeline.Input(Pipeline.Today.AddDays(-1)));
        pipeline.Athena.Built = (service, queryType) =>
            (service, queryType) == ("shop-a", Type) ? [("cart_adds", "", "999999")] : [];
    }

    private static TableReport ShouldBeHeld(RunReport report)
    {
        report.Status.ShouldBe(ReportStatus.Failed);
        var table = Table(report);
        (table.Status, table.Error!.Code).ShouldBe((TableStatus.Held, "SumsDisagree"));
        return table;
    }

    private static TableReport Table(RunReport report) =>
        report.Services[0].Tables.Single(table => table.QueryType == Type);
}
