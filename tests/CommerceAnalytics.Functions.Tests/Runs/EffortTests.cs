using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Functions.Tests.Runs;

/// <summary>
/// What a run says that it has spent is what it has spent, whatever was replayed, retried or started anew.
/// </summary>
public class EffortTests
{
    // Their own writing comes after the last report is written.
    private const string WriteReport = FunctionNames.WriteReport;

    [Fact]
    public void Totals_OfARun_AreAllItsActivitiesAndCalls() => ShouldAddUp(new Pipeline());

    [Fact]
    public void Totals_OfARunWithAnExtraction_AreAllItsActivitiesAndCalls() =>
        ShouldAddUp(new Pipeline(settings => settings with { ScanMode = ScanMode.Extract }));

    [Fact]
    public void Totals_QueueStartedAnew_LoseNothing()
    {
        var pipeline = new Pipeline();
        pipeline.Athena.Duration = (_, type, _) => TimeSpan.FromSeconds(300 + type.Length);
        ShouldAddUp(pipeline);
        pipeline
            .Hub.Instances.Values.Single(instance => instance.Name == FunctionNames.QueryQueueOrchestrator)
            .Past.ShouldNotBeEmpty();
    }

    [Fact]
    public void Totals_RefusedAndFailedQueries_AreCountedToo()
    {
        var pipeline = new Pipeline();
        pipeline.Athena.Limit = 1;
        pipeline.Athena.Ending = (_, type, attempt) =>
            (type, attempt) switch
            {
                ("hourly_traffic", _) => new Failure("SyntaxError", "no", "Mend it."),
                ("product_ranking", 1) => new Failure("EngineError", "no", "Again.", RetryAdvice.Once),
                _ => null,
            };
        ShouldAddUp(pipeline).Failed.ShouldBe(2);
    }

    private static ReportTotals ShouldAddUp(Pipeline pipeline)
    {
        var totals = pipeline.RunToEnd().Totals;
        var activities = pipeline.Hub.Activities;
        totals.ActivityExecutions.ShouldBe(activities.LastIndexOf(WriteReport));
        totals.ApiCalls!.Athena.ShouldBe(pipeline.Athena.Submissions + pipeline.Athena.Looks.Count);
        return totals;
    }
}
