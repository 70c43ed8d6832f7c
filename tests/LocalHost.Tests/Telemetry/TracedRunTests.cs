using System.Diagnostics;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.LocalHost.Tests.Telemetry;

public sealed class TracedRunTests(TracedRun run) : IClassFixture<TracedRun>
{
    private IReadOnlyList<TableReport> Tables => run.Report.Services.ShouldHaveSingleItem().Tables;

    [Fact]
    public void Trace_OfARun_IsOneWholeTree()
    {
        var trace = run.Trace;
        var root = trace.Where(span => span.Parent is null && span.ParentSpanId == default).ShouldHaveSingleItem();
        root.OperationName.ShouldBe("create_orchestration:RunOrchestrator");
        var known = trace.Select(span => span.SpanId).ToHashSet();
        var orphans = trace.Where(span => span != root && !known.Contains(span.ParentSpanId));
        orphans.Select(span => $"{span.Source.Name} {span.OperationName}, {span.Kind}").ShouldBeEmpty();
        trace.Select(span => span.SpanId).Distinct().Count().ShouldBe(trace.Count);
    }

    [Theory]
    [InlineData("orchestration:RunOrchestrator", "create_orchestration:RunOrchestrator", 1)]
    [InlineData("orchestration:QueryQueueOrchestrator", "orchestration:QueryQueueOrchestrator", 1)]
    [InlineData("orchestration:ServiceOrchestrator", "orchestration:ServiceOrchestrator", 1)]
    [InlineData("orchestration:RefreshTableOrchestrator", "orchestration:RefreshTableOrchestrator", 2)]
    [InlineData("activity:PublishTable", "activity:PublishTable", 2)]
    public void Trace_ServerSpans_HangUnderTheirCalls(string name, string parent, int count)
    {
        var served = run.Trace.Where(span => span.OperationName == name && span.Kind == ActivityKind.Server).ToList();
        served.Count.ShouldBe(count);
        served.ShouldAllBe(span =>
            run.Trace.Single(other => other.SpanId == span.ParentSpanId).OperationName == parent
        );
    }

    [Fact]
    public void Trace_AwsCalls_HangUnderTheActivitiesThatMadeThem()
    {
        var calls = run.Trace.Where(span => span.Source.Name == "CommerceAnalytics.Aws").ToList();
        var submitted = calls.Where(span => span.OperationName == "Athena.StartQueryExecution").ToList();
        submitted.ShouldAllBe(span => Parent(span).OperationName == "function SubmitQuery");
        calls
            .Where(span => span.OperationName == "Glue.UpdateTable" || span.OperationName == "Glue.CreateTable")
            .ShouldNotBeEmpty();
        calls.ShouldContain(span =>
            span.OperationName == "S3.PutObject"
            && (string?)span.GetTagItem("aws.s3.key") == $"commerce-summary/pipeline/runs/{TracedRun.RunId}.json"
        );
        calls.ShouldAllBe(span =>
            (string?)span.GetTagItem("rpc.system") == "aws-api" && span.Kind == ActivityKind.Client
        );
        // Its parents up to the root: what a person sees who opens the call.
        Path(submitted[0])
            .ShouldBe([
                "Athena.StartQueryExecution",
                "function SubmitQuery",
                "activity:SubmitQuery",
                "activity:SubmitQuery",
                "orchestration:QueryQueueOrchestrator",
                "orchestration:QueryQueueOrchestrator",
                "orchestration:RunOrchestrator",
                "create_orchestration:RunOrchestrator",
            ]);
    }

    [Fact]
    public void Trace_EachTable_IsFoundByItsQueryExecutionId()
    {
        foreach (var table in Tables)
        {
            var mine = run
                .Trace.Where(span => table.QueryExecutionId!.Equals(span.GetTagItem("aws.athena.query_execution_id")))
                .ToList();
            mine.ShouldContain(span => span.OperationName == "Athena.StartQueryExecution");
            var submitted = mine.Where(span => span.OperationName == "function SubmitQuery").ShouldHaveSingleItem();
            submitted.GetTagItem("commerce.run_id").ShouldBe(TracedRun.RunId);
            submitted.GetTagItem("commerce.service").ShouldBe(TracedRun.Service);
            submitted.GetTagItem("commerce.query_type").ShouldBe(table.QueryType);
            submitted.GetTagItem("commerce.table").ShouldBe(table.Table);
        }
    }

    [Fact]
    public void Metrics_OfTheRun_AreThoseOfItsReport()
    {
        foreach (var table in Tables)
        {
            run.Sum("commerce.tables", table.QueryType).ShouldBe(1);
            run.Sum("commerce.table.rows", table.QueryType).ShouldBe(table.Rows!.Value);
            run.Sum("commerce.query.data_scanned", table.QueryType).ShouldBe(table.DataScannedBytes!.Value);
            run.Sum("commerce.query.engine.duration", table.QueryType).ShouldBe(table.EngineMs!.Value / 1000.0);
            run.Sum("commerce.query.queue.duration", table.QueryType).ShouldBe(table.QueueMs!.Value / 1000.0);
            run.Values("commerce.refresh.duration", table.QueryType).ShouldHaveSingleItem().ShouldBeGreaterThan(0);
        }
    }

    [Theory]
    [InlineData("/v1/traces", "create_orchestration:RunOrchestrator", "Athena.StartQueryExecution", "night-shift")]
    [InlineData("/v1/metrics", "commerce.runs", "commerce.aws.call.duration", "night-shift")]
    [InlineData("/v1/logs", "{RunId}", "commerce-2025-10-12", "night-shift")]
    public void Export_AddressInTheSettings_ReceivesTheSignal(string path, params string[] expected)
    {
        var received = run.Receiver.Of(path);
        expected.ShouldAllBe(text => received.Contains(text));
    }

    private Activity Parent(Activity span) => run.Trace.Single(other => other.SpanId == span.ParentSpanId);

    private List<string> Path(Activity span) =>
        span.ParentSpanId == default ? [span.OperationName] : [span.OperationName, .. Path(Parent(span))];
}
