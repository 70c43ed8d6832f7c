using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Tests.Runs;

/// <summary>What a run says of lines of the log that could not be read.</summary>
public sealed class UnreadLinesTests
{
    [Fact]
    public void Run_NoLineOfADayCanBeRead_FailsTheTablesThatReadIt()
    {
        var pipeline = new Pipeline();
        var day = new SkippedDay("2025-10-27", 20, 20, [new("s3://log/a.json", 20, 20, 1, "it is no JSON")]);
        pipeline.Athena.Skipped = (type, _) => type == "hourly_traffic" ? [day] : null;
        var report = pipeline.RunToEnd();
        var tables = report.Services.SelectMany(service => service.Tables).ToLookup(table => table.Status);
        tables[TableStatus.Published].Count().ShouldBe(12);
        tables[TableStatus.Failed]
            .Select(table => (table.QueryType, table.Error!.Code))
            .ShouldBe([("hourly_traffic", "LinesUnreadable"), ("hourly_traffic", "LinesUnreadable")]);
        tables[TableStatus.Failed].First().Error!.Message.ShouldEndWith("s3://log/a.json line 1: it is no JSON");
    }

    [Fact]
    public void Run_FewLinesOfTwoDaysCannotBeRead_TheTableSaysHowManyAndWhichDayIsTheWorst()
    {
        var pipeline = new Pipeline();
        var few = new SkippedDay("2025-10-26", 2000, 1, [new("s3://log/a.json", 2000, 1, 7, "it is no JSON")]);
        var more = new SkippedDay("2025-10-27", 1000, 3, [new("s3://log/b.json", 1000, 3, 9, "it is no JSON")]);
        pipeline.Athena.Skipped = (type, _) => type == "hourly_traffic" ? [few, more] : null;

        var told = pipeline
            .RunToEnd()
            .Services.SelectMany(service => service.Tables)
            .Where(table => table.SkippedLines is not null)
            .ToList();

        told.ShouldAllBe(table => table.QueryType == "hourly_traffic" && table.Warnings.Count == 0);
        told.Count.ShouldBe(2);
        var sum = told[0].SkippedLines!;
        (sum.Days, sum.Lines, sum.Skipped, sum.Worst.Day).ShouldBe((2, 3000, 4, "2025-10-27"));
    }
}
