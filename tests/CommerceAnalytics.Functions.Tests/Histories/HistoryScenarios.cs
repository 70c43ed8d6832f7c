using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.QueryQueue;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Functions.Tests.Virtual;
using CommerceAnalytics.Settings;
using DurableTask.Core.History;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Tests.Histories;

/// <summary>
/// What the kept histories are recordings of: finished runs of every kind, and runs stopped half-way, as an upgrade
/// meets them.
/// </summary>
internal static partial class HistoryScenarios
{
    private static readonly Failure Wrong = new("SyntaxError", "line 1:1: no", "Mend it.");

    private static readonly Failure Full = new("TooManyRequests", "slow down", "Wait.", RetryAdvice.AfterWaiting);

    public static IEnumerable<KeptHistory> Record() =>
        [
            .. Published(),
            .. HalfDone(),
            .. PartialFailure(),
            .. Held(),
            .. Cancelled(),
            .. Waiting(),
            .. NotPrepared(),
            .. Throttled(),
            .. TimedOut(),
            .. MayNotLook(),
            .. StartedAnew(),
            .. Extracted(),
            .. RolledBack(),
            .. Backfilled(),
            .. Late(),
            .. Alerted(),
            .. Told(),
            .. QueueGone(),
        ];

    private static IEnumerable<KeptHistory> Published()
    {
        var pipeline = New();
        pipeline.RunToEnd();
        pipeline.Hub.Run();
        yield return Run("run-published", "a run of one service that published all its tables", pipeline);
        yield return KeptHistory.Of(
            "overview-published",
            "an overview that was published",
            Only(pipeline, FunctionNames.OverviewOrchestrator)
        );
        yield return Queue("queue-closed", "the queue of a run that published all its tables", pipeline);
        yield return Service("service-published", "a service whose tables were all published", pipeline);
        yield return Refresh("refresh-published", "a table that was published", pipeline, "hourly_traffic");
    }

    private static IEnumerable<KeptHistory> HalfDone()
    {
        var pipeline = New();
        pipeline.Start();
        pipeline.Hub.Run(() => pipeline.Hub.Activities.Contains(FunctionNames.StopLeftovers));
        yield return Run("run-preparing", "half-way: before it is known what there is to do", pipeline);
        pipeline.Hub.Run(() => pipeline.Athena.Active == 1);
        yield return KeptHistory.Of(
            "overview-building",
            "half-way: its query runs",
            Only(pipeline, FunctionNames.OverviewOrchestrator)
        );
        yield return Run("run-building-the-overview", "half-way: the overview's query runs", pipeline);
        pipeline.Hub.Run(() => pipeline.Athena.Active == 2);
        yield return Run("run-in-batch-1", "half-way: the first batch's queries run", pipeline);
        yield return Queue("queue-in-batch-1", "half-way: the first batch's queries run", pipeline);
        yield return Service("service-in-batch-1", "half-way: the first batch's queries run", pipeline);
        yield return Refresh("refresh-building", "half-way: the query runs", pipeline, "hourly_traffic");
        pipeline.Hub.Run(() => pipeline.Athena.Queries.Count == 7);
        yield return Run("run-in-batch-3", "half-way: the last batch's queries run", pipeline);
        yield return Queue("queue-in-batch-3", "half-way: the last batch's queries run", pipeline);
        yield return Service("service-in-batch-3", "half-way: the last batch's queries run", pipeline);
    }

    private static IEnumerable<KeptHistory> Extracted()
    {
        var pipeline = New(settings => settings with { ScanMode = ScanMode.Extract });
        pipeline.Start();
        pipeline.Hub.Run(() => pipeline.Athena.Active == 3);
        yield return Run("run-extracting", "half-way: days of the raw log are being extracted", pipeline);
        yield return KeptHistory.Of(
            "extraction-running",
            "half-way: its queries run",
            Only(pipeline, FunctionNames.ExtractOrchestrator)
        );
        yield return KeptHistory.Of(
            "extract-building",
            "half-way: the query runs",
            First(pipeline, FunctionNames.ExtractStepOrchestrator)
        );
        pipeline.Hub.Run();
        yield return Run("run-extracted", "a run that extracted days of the raw log first", pipeline);
        yield return KeptHistory.Of(
            "extraction-done",
            "an extraction of all that was missing",
            Only(pipeline, FunctionNames.ExtractOrchestrator)
        );
        yield return KeptHistory.Of(
            "extract-published",
            "days that were extracted and published",
            First(pipeline, FunctionNames.ExtractStepOrchestrator)
        );
    }

    private static IEnumerable<KeptHistory> PartialFailure()
    {
        var pipeline = New();
        pipeline.Catalog.Lost.Add("category_performance");
        pipeline.Athena.Ending = (_, type, attempt) =>
            (type, attempt) switch
            {
                ("hourly_traffic", _) => Wrong,
                ("product_ranking", 1) => Wrong with { Retry = RetryAdvice.Once },
                _ => null,
            };
        pipeline.RunToEnd();
        yield return Run("run-partial-failure", "a run that ended failed: two tables were not published", pipeline);
        yield return Service(
            "service-partial-failure",
            "a service with two tables that failed and one that was built twice",
            pipeline
        );
        yield return Refresh("refresh-failed", "a table whose query failed", pipeline, "hourly_traffic");
        yield return Refresh(
            "refresh-retried",
            "a table that was built a second time, since Athena called the failure retryable",
            pipeline,
            "product_ranking"
        );
        yield return Refresh(
            "refresh-check-failed",
            "a table whose staging table was gone",
            pipeline,
            "category_performance"
        );
    }

    private static IEnumerable<KeptHistory> Held()
    {
        var pipeline = New();
        pipeline.Athena.Built = (_, type) => type == "hourly_traffic" ? [("rows_with_key_of_another", "", "2")] : [];
        var id = pipeline.Start();
        pipeline.Hub.Run(() => pipeline.Athena.FigureQueries.Count == 1);
        yield return Service("service-auditing", "half-way: the figures of its first batch are read", pipeline);
        yield return Refresh("refresh-audited", "half-way: it waits for its verdict", pipeline, "hourly_traffic");
        pipeline.Hub.Run();
        yield return Run("run-held", "a run that ended failed: the audit holds a table", pipeline);
        yield return Service("service-held", "a service with a table that the audit holds", pipeline);
        yield return Refresh("refresh-held", "a table that the audit holds", pipeline, "hourly_traffic");
        id = pipeline.Start(Publication(pipeline, id));
        pipeline.Hub.Run(() => pipeline.Hub.Activities.Contains(FunctionNames.PublishHeld));
        yield return Run("run-publishing-by-hand", "half-way: the held table is published", pipeline, id);
        pipeline.Hub.Run();
        yield return Run("run-published-by-hand", "a run that published by hand what the audit had held", pipeline, id);
    }

    private static IEnumerable<KeptHistory> Cancelled()
    {
        var pipeline = New();
        var id = pipeline.Start();
        pipeline.Hub.Run(() => pipeline.Athena.Active == 2);
        pipeline.Hub.SendEvent(id, RunEvents.Cancel, "\"enough\"");
        pipeline.Hub.Run(() =>
            pipeline.Run(id).History.OfType<EventRaisedEvent>().Any(e => e.Name == RunEvents.Cancel)
        );
        yield return Run("run-cancelling", "half-way: cancelled, and ending in order", pipeline);
        pipeline.Hub.Run();
        yield return Run("run-cancelled", "a run that was cancelled while its first queries ran", pipeline);
        yield return Queue("queue-cancelled", "the queue of a run that was cancelled", pipeline);
        yield return Service("service-cancelled", "a service of a run that was cancelled", pipeline);
        yield return Refresh("refresh-cancelled", "a table of a run that was cancelled", pipeline, "hourly_traffic");
    }

    private static IEnumerable<KeptHistory> Waiting()
    {
        var pipeline = New();
        pipeline.Start(pipeline.Input(Pipeline.Today.AddDays(-1)));
        var second = pipeline.Start();
        pipeline.Hub.Run(() => pipeline.Run(second).History.OfType<TimerFiredEvent>().Count() == 3);
        yield return Run("run-waits-its-turn", "half-way: another run goes on", pipeline, second);
        pipeline.Hub.SendEvent(second, RunEvents.Cancel, "null");
        pipeline.Hub.Run(() => pipeline.Run(second).IsCompleted);
        yield return Run(
            "run-cancelled-while-waiting",
            "a run that was cancelled before its turn came",
            pipeline,
            second
        );
    }

    private static IEnumerable<KeptHistory> NotPrepared()
    {
        var pipeline = New();
        var refusals = 0;
        pipeline.Catalog.ListRefusal = () => refusals++ < 5 ? Full : null;
        pipeline.RunToEnd();
        yield return Run("run-prepared-patiently", "a run that was throttled while it was prepared", pipeline);
        pipeline.Catalog.WorkGroup = new("primary", true, EnforcesConfiguration: true, null, null);
        var id = pipeline.Start();
        pipeline.Hub.Run();
        yield return Run("run-not-prepared", "a run that could not begin: the workgroup forbids it", pipeline, id);
    }

    private static IEnumerable<KeptHistory> Throttled()
    {
        var pipeline = New();
        var looks = 0;
        pipeline.Athena.Limit = 1;
        pipeline.Athena.LookRefusal = () =>
            looks++ switch
            {
                0 => throw new InvalidOperationException("the worker was lost"),
                < 4 => Full,
                _ => null,
            };
        pipeline.RunToEnd();
        yield return Queue(
            "queue-throttled",
            "a queue that Athena refuses submissions and looks, and whose worker is lost once",
            pipeline
        );
    }

    private static IEnumerable<KeptHistory> TimedOut()
    {
        var pipeline = New(settings => settings with { QueryTimeoutMinutes = 1 });
        pipeline.Athena.Duration = (_, type, _) => TimeSpan.FromSeconds(type == "hourly_traffic" ? 600 : 10);
        pipeline.RunToEnd();
        yield return Queue("queue-timed-out", "a queue that stops a query after QueryTimeoutMinutes", pipeline);
        yield return Refresh("refresh-timed-out", "a table whose query took too long", pipeline, "hourly_traffic");
    }

    private static IEnumerable<KeptHistory> MayNotLook()
    {
        var pipeline = New();
        pipeline.Athena.LookRefusal = () => new("AccessDenied", "athena:BatchGetQueryExecution", "Allow it.");
        pipeline.RunToEnd();
        yield return Queue("queue-may-not-look", "a queue that may not look at its queries and stops them", pipeline);
    }

    private static IEnumerable<KeptHistory> StartedAnew()
    {
        var pipeline = New();
        pipeline.Athena.Duration = (_, type, _) => TimeSpan.FromSeconds(300 + type.Length);
        pipeline.RunToEnd();
        var queue = Only(pipeline, FunctionNames.QueryQueueOrchestrator);
        yield return KeptHistory.Of(
            "queue-first-generation",
            "a queue up to where it starts anew",
            queue,
            queue.Past[0]
        );
        yield return KeptHistory.Of(
            "queue-last-generation",
            "a queue that started anew, with queries in hand, to its end",
            queue
        );
    }

    private static IEnumerable<KeptHistory> Late()
    {
        var pipeline = New(settings => settings with { RunDeadlineMinutes = 2 });
        pipeline.Athena.Duration = (_, _, _) => TimeSpan.FromSeconds(50);
        pipeline.RunToEnd();
        yield return Run("run-late", "a run that published all its tables after its deadline", pipeline);
    }

    private static IEnumerable<KeptHistory> QueueGone()
    {
        var pipeline = New();
        pipeline.Start();
        pipeline.Hub.Run(() => pipeline.Athena.Active == 2);
        pipeline.Hub.Orchestrators[FunctionNames.QueryQueueOrchestrator] = FuncTaskOrchestrator.Create<QueueState, int>(
            (_, _) => throw new InvalidDataException("broken")
        );
        pipeline.Hub.Run();
        yield return Run(
            "run-without-its-queue",
            "a run whose queue failed, and which ends what waits for it",
            pipeline
        );
        yield return Service("service-terminated", "a service that its run ended", pipeline);
    }

    private static Pipeline New(Func<CommerceSettings, CommerceSettings>? with = null) =>
        new(settings => (with ?? (s => s))(settings with { ServiceNames = ["shop-a"] }));

    private static KeptHistory Run(string name, string about, Pipeline pipeline, string id = "commerce-2025-10-28") =>
        KeptHistory.Of(name, about, pipeline.Run(id));

    private static KeptHistory Queue(string name, string about, Pipeline pipeline) =>
        KeptHistory.Of(name, about, Only(pipeline, FunctionNames.QueryQueueOrchestrator));

    private static KeptHistory Service(string name, string about, Pipeline pipeline) =>
        KeptHistory.Of(name, about, Only(pipeline, FunctionNames.ServiceOrchestrator));

    private static KeptHistory Refresh(string name, string about, Pipeline pipeline, string queryType) =>
        KeptHistory.Of(
            name,
            about,
            pipeline.Hub.Instances.Values.Single(instance =>
                instance.Id.EndsWith("-" + queryType, StringComparison.Ordinal)
            )
        );

    private static VirtualInstance Only(Pipeline pipeline, string orchestrator) =>
        pipeline.Hub.Instances.Values.Single(instance => instance.Name == orchestrator);

    private static VirtualInstance First(Pipeline pipeline, string orchestrator) =>
        pipeline
            .Hub.Instances.Values.Where(instance => instance.Name == orchestrator)
            .MinBy(instance => instance.Id, StringComparer.Ordinal)!;
}
