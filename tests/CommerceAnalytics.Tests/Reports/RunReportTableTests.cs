using CommerceAnalytics.Reports;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Tests.Reports;

public class RunReportTableTests
{
    private const string Notice = "struct<code:string,message:string,advice:string>";
    private const string Calls = "struct<athena:bigint,glue:bigint,s3:bigint>";

    private const string SkippedDay =
        "struct<day:string,lines:bigint,skipped:bigint,"
        + "files:array<struct<file:string,lines:bigint,skipped:bigint,first_line:bigint,fault:string>>>";

    private const string SkippedSum = $"struct<days:int,lines:bigint,skipped:bigint,worst:{SkippedDay}>";

    [Theory]
    [InlineData("run_id", "string")]
    [InlineData("execution_date", "string")]
    [InlineData("status", "string")]
    [InlineData("started_at", "string")]
    [InlineData("finished_at", "string")]
    [InlineData("kind", "string")]
    [InlineData("rerun_of", "string")]
    [InlineData("warnings", $"array<{Notice}>")]
    [InlineData(
        "totals",
        "struct<tables:int,published:int,failed:int,rows:bigint,data_scanned_bytes:bigint,estimated_cost_usd:double,"
            + $"activity_executions:int,api_calls:{Calls}>"
    )]
    public void Columns_OfAReport_HaveTheTypesThatHiveReads(string name, string type) =>
        RunReportTable.Columns.ShouldContain(new Column(name, type));

    [Fact]
    public void Columns_OfATable_HaveWhatCouldNotBeRead()
    {
        var services = RunReportTable.Columns.Single(column => column.Name == "services").Type;

        services.ShouldStartWith(
            "array<struct<service_name:string,status:string,tables:array<struct<query_type:string,"
        );
        services.ShouldContain($",skipped_lines:{SkippedSum},excluded_days:array<string>,");
    }

    [Fact]
    public void Columns_OfTheExtract_HaveWhatCouldNotBeRead()
    {
        var extract = RunReportTable.Columns.Single(column => column.Name == "extract").Type;

        extract.ShouldContain(
            $"error:{Notice},skipped_lines:array<{SkippedDay}>,activity_executions:int,api_calls:{Calls}>>"
        );
        extract.ShouldEndWith($",skipped_lines:array<{SkippedDay}>,activity_executions:int,api_calls:{Calls}>");
    }
}
