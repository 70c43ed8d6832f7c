using System.Text.Json;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Tests.Reports;

public class RunReportJsonTests
{
    private static readonly TableReport Published = new()
    {
        QueryType = "product_ranking",
        Table = "theshop_brand_commerce_product_ranking_summary",
        Status = TableStatus.Published,
        Rows = 100,
        Location = "s3://b/p/",
        Attempts = 1,
        QueryExecutionId = "q-1",
        QueueMs = 5,
        EngineMs = 900,
        DataScannedBytes = 20L << 20,
        Warnings = [new("MissingAttribute", "상품", "Add it.")],
        FiguresScannedBytes = [1L << 20, 1L << 20],
        ActivityExecutions = 5,
        ApiCalls = new(4, 3, 2),
    };

    private static readonly TableReport Failed = new()
    {
        QueryType = "search_analytics",
        Table = "t",
        Status = TableStatus.Failed,
        Attempts = 2,
        QueryExecutionId = "q-2",
        DataScannedBytes = 1,
        Error = new("QueryTimeout", "It took too long.", "Raise QueryTimeoutMinutes."),
    };

    private static readonly ExtractQueryReport Query = new()
    {
        FirstDay = new(2025, 10, 1),
        LastDay = new(2025, 10, 1),
        Days = 1,
        Services = 1,
        Status = TableStatus.Published,
    };

    private static readonly RunReport Report = new(
        "commerce-2025-10-28",
        new(2025, 10, 28),
        ReportStatus.Failed,
        new(2025, 10, 28, 4, 0, 0, TimeSpan.Zero),
        null,
        [new("theshop-brand", ReportStatus.Failed, [Published, Failed])],
        ReportTotals.Of([Published, Failed], own: new(3, new(0, 1, 0)))
    )
    {
        Warnings = [new("RunLate", "Late.", "Look.")],
    };

    // Wrapped here for the eye; the report itself is one line.
    private static readonly string OneLine = """
        {"run_id":"commerce-2025-10-28","execution_date":"2025-10-28","status":"failed","started_at":"2025-10-28T04:00:00+00:00","finished_at":null,
        "services":[{"service_name":"theshop-brand","status":"failed","tables":[
        {"query_type":"product_ranking","table":"theshop_brand_commerce_product_ranking_summary","status":"published","rows":100,"location":"s3://b/p/",
        "attempts":1,"query_execution_id":"q-1","queue_ms":5,"engine_ms":900,"data_scanned_bytes":20971520,"error":null,
        "warnings":[{"code":"MissingAttribute","message":"상품","advice":"Add it."}],"findings":[],"figures_scanned_bytes":[1048576,1048576],
        "activity_executions":5,"api_calls":{"athena":4,"glue":3,"s3":2}},
        {"query_type":"search_analytics","table":"t","status":"failed","rows":null,"location":null,
        "attempts":2,"query_execution_id":"q-2","queue_ms":null,"engine_ms":null,"data_scanned_bytes":1,
        "error":{"code":"QueryTimeout","message":"It took too long.","advice":"Raise QueryTimeoutMinutes."},"warnings":[],"findings":[],"figures_scanned_bytes":null}]}],
        "totals":{"tables":2,"published":1,"failed":1,"rows":100,"data_scanned_bytes":23068673,"estimated_cost_usd":0.000238,
        "activity_executions":8,"api_calls":{"athena":4,"glue":4,"s3":2}},
        "kind":"refresh","warnings":[{"code":"RunLate","message":"Late.","advice":"Look."}]}
        """.ReplaceLineEndings("");

    [Fact]
    public void Write_Report_IsOneLineOfTheDocumentedShape() => RunReportJson.Write(Report).ShouldBe(OneLine);

    [Fact]
    public void Read_WhatWasWritten_IsTheSame() =>
        RunReportJson.Write(RunReportJson.Read(RunReportJson.Write(Report))).ShouldBe(RunReportJson.Write(Report));

    [Fact]
    public void Read_ReportOfTheTimeBeforeEffortWasCounted_HasNone()
    {
        var old = OneLine
            .Replace(""","activity_executions":5,"api_calls":{"athena":4,"glue":3,"s3":2}""", "")
            .Replace(""","activity_executions":8,"api_calls":{"athena":4,"glue":4,"s3":2}""", "");

        var report = RunReportJson.Read(old);

        report.Totals.ActivityExecutions.ShouldBeNull();
        report.Totals.ApiCalls.ShouldBeNull();
        report.Services[0].Tables[0].ApiCalls.ShouldBeNull();
        RunReportJson.Write(report).ShouldBe(old);
    }

    [Fact]
    public void Totals_Effort_IsThatOfTablesExtractionAndTheRunItself()
    {
        var extract = new ExtractReport
        {
            Status = ReportStatus.Succeeded,
            ActivityExecutions = 1,
            ApiCalls = new(0, 2, 0),
            Queries = [Query with { ActivityExecutions = 10, ApiCalls = new(20, 30, 40) }, Query],
        };

        var totals = ReportTotals.Of([Published, Failed], extract, new(100, new(1000, 2000, 3000)));

        totals.ActivityExecutions.ShouldBe(116);
        totals.ApiCalls.ShouldBe(new(1024, 2035, 3042));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    public void Read_AnythingElse_IsRefused(string text) => Should.Throw<JsonException>(() => RunReportJson.Read(text));

    [Fact]
    public void Totals_QueryOfFewBytes_CostsAthenasMinimum() =>
        ReportTotals.Of([Failed]).EstimatedCostUsd.ShouldBe(decimal.Round(5m * 10 / (1 << 20), 6));

    [Fact]
    public void Totals_QueryForFigures_IsPaidForToo() =>
        ReportTotals
            .Of([Failed with { FiguresScannedBytes = [0, 0] }])
            .EstimatedCostUsd.ShouldBe(decimal.Round(3 * 5m * 10 / (1 << 20), 6));

    [Fact]
    public void Errors_OneCauseHitsManyTables_IsSaidOnce()
    {
        var second = Failed with { Table = "u", Error = Failed.Error! with { Message = "It took too long as well." } };
        var other = Failed with { Table = "v", Error = new("AccessDenied", "No.", "Allow it.") };
        var report = Report with
        {
            Services = [new("a", ReportStatus.Failed, [Failed, other]), new("b", ReportStatus.Failed, [second])],
        };

        var causes = ReportCause.Errors(report);

        causes.Select(cause => cause.Code).ShouldBe(["QueryTimeout", "AccessDenied"]);
        causes[0].Tables.ShouldBe(["t", "u"]);
        causes[0].Message.ShouldBe("t: It took too long.");
        causes[1].Message.ShouldBe("No.");
    }

    [Fact]
    public void Totals_TableThatWasNeverSubmitted_CostsNothing() =>
        ReportTotals
            .Of([Failed with { QueryExecutionId = null, DataScannedBytes = null }])
            .EstimatedCostUsd.ShouldBe(0);
}
