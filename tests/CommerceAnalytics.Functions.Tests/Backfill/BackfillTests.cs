using CommerceAnalytics.Backfills;
using CommerceAnalytics.Functions.Backfill;
using CommerceAnalytics.Functions.Cleanup;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Reports;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Tests.Backfill;

/// <summary>Nights of a range into history, on the virtual hub.</summary>
public class BackfillTests
{
    private const string Hourly = "hourly_traffic";
    private static readonly DateOnly First = Pipeline.Today.AddDays(-5);
    private static readonly DateOnly Last = Pipeline.Today.AddDays(-3);

    private readonly Pipeline _pipeline = new();

    [Fact]
    public void Run_NightsThatHistoryLacks_AreEnteredNewestFirstAndNoLiveTableIsTouched()
    {
        _pipeline.RunToEnd();
        var live = LiveTables();

        var backfill = RunToEnd(First, Last);

        backfill.Status.ShouldBe("succeeded");
        (backfill.Nights.Done, backfill.Nights.Left, backfill.Tables).ShouldBe((3, 0, 42));
        Shown().ShouldBe(["10-23", "10-24", "10-25", "10-28"]);
        LiveTables().ShouldBe(live);
        BuiltOn("10-25").ShouldBeLessThan(BuiltOn("10-24"));
        BuiltOn("10-24").ShouldBeLessThan(BuiltOn("10-23"));
        _pipeline.History.Nights.Values.ShouldAllBe(night => _pipeline.Store.Files.ContainsKey(night.Location));
        _pipeline.Catalog.Tables.Keys.ShouldNotContain(name => name.StartsWith("pipeline_staging"));
    }

    [Fact]
    public void Run_ASecondTime_SendsNoQuery()
    {
        _pipeline.RunToEnd();
        RunToEnd(First, Last);
        var submissions = _pipeline.Athena.Submissions;

        var again = RunToEnd(First, Last);

        (again.Status, again.Nights.All, again.CostUsd).ShouldBe(("succeeded", 0, 0m));
        _pipeline.Athena.Submissions.ShouldBe(submissions);
    }

    [Fact]
    public void Run_SomeTablesOfANightAreThere_BuildsTheOthersAlone()
    {
        _pipeline.RunToEnd();
        RunToEnd(Last, Last, types: [Hourly]);
        var before = _pipeline.Athena.Queries.Count;

        RunToEnd(Last, Last).Tables.ShouldBe(12);

        var built = _pipeline.Athena.Queries.Skip(before).ToList();
        built.Count.ShouldBe(12);
        built.ShouldNotContain(query => query.QueryType == Hourly);
    }

    [Fact]
    public void Run_Forced_BuildsNightsAnew()
    {
        _pipeline.RunToEnd();
        RunToEnd(Last, Last);
        var before = _pipeline.History.Shown(Hourly).First();
        _pipeline.Time.Advance(TimeSpan.FromMinutes(10));

        RunToEnd(Last, Last, force: true).Tables.ShouldBe(14);

        _pipeline.History.Shown(Hourly).First().ShouldNotBe(before);
        Shown().ShouldBe(["10-25", "10-28"]);
    }

    [Fact]
    public void Run_LiveVersionsOwnNightIsLacking_EntersItWithoutAQuery()
    {
        _pipeline.History.Refusal = () => new("AccessDenied", "glue:BatchCreatePartition", "Allow it.");
        _pipeline.RunToEnd();
        _pipeline.History.Refusal = () => null;
        var submissions = _pipeline.Athena.Submissions;

        var backfill = RunToEnd(Pipeline.Today, Pipeline.Today);

        (backfill.Status, backfill.Tables, backfill.Estimate.Entered).ShouldBe(("succeeded", 14, 14));
        _pipeline.Athena.Submissions.ShouldBe(submissions);
        Shown().ShouldBe(["10-28"]);
        _pipeline.History.Nights.Values.ShouldContain(night =>
            night.Location == _pipeline.Catalog.Tables["shop_a_commerce_hourly_traffic_summary"].Location
        );
    }

    [Fact]
    public void Run_NightsAfterTheLiveTables_AreTheNightlyRunsToBring()
    {
        _pipeline.RunToEnd(_pipeline.Input(Last));

        RunToEnd(Last.AddDays(-1), Pipeline.Today).Nights.Done.ShouldBe(1);

        Shown().ShouldBe(["10-24", "10-25"]);
    }

    [Fact]
    public void Run_NoLiveTable_BuildsUpToToday()
    {
        RunToEnd(Pipeline.Today.AddDays(-1), Pipeline.Today).Nights.Done.ShouldBe(2);

        Shown().ShouldBe(["10-27", "10-28"]);
        LiveTables().ShouldBeEmpty();
    }

    [Fact]
    public void Run_InvariantIsBroken_LeavesTheNightOutAndSaysSo()
    {
        _pipeline.RunToEnd();
        _pipeline.Athena.Built = (service, type) =>
            (service, type) == ("shop-a", "product_ranking") ? [("rows_with_key_of_another", "", "2")] : [];

        var backfill = RunToEnd(First, Last);

        backfill.Status.ShouldBe("failed");
        (backfill.Nights.Done, backfill.Nights.Held, backfill.Tables).ShouldBe((0, 3, 39));
        backfill.Held[0].Tables.ShouldBe(["shop_a_commerce_product_ranking_summary"]);
        backfill.Held[0].Why.ShouldStartWith("KeyRepeated");
        _pipeline.History.Shown("product_ranking").Count().ShouldBe(1);
        _pipeline.History.Shown("product_ranking", "shop-b").Count().ShouldBe(4);
    }

    [Fact]
    public void Run_AskedOfNoLogAndNoOtherNight_JudgesByTheTableAlone()
    {
        _pipeline.RunToEnd();
        var (lookUps, audits) = (_pipeline.Athena.LookUps.Count, _pipeline.Athena.FigureQueries.Count);

        RunToEnd(Last, Last);

        _pipeline.Athena.LookUps.Count.ShouldBe(lookUps);
        _pipeline.Athena.FigureQueries.Count.ShouldBeGreaterThan(audits);
        _pipeline.Athena.FigureQueries.Skip(audits).ShouldAllBe(query => query.OverviewPart == null);
        _pipeline.Athena.Overviews.Count.ShouldBe(1, "the night's own");
    }

    [Fact]
    public void Run_EveryNightFails_StopsAfterThree()
    {
        _pipeline.Athena.Ending = (_, _, _) => new Failure("SyntaxError", "no", "Mend it.");

        var backfill = RunToEnd(Pipeline.Today.AddDays(-9), Pipeline.Today);

        (backfill.Status, backfill.Nights.Failed, backfill.Nights.Left).ShouldBe(("failed", 3, 7));
        backfill.Line.ShouldContain("BackfillStopped");
    }

    [Fact]
    public void Run_OneTableFailsOnOneNight_GoesOnWithTheOthersAndEndsAsFailed()
    {
        var failing = 1;
        _pipeline.Athena.Ending = (service, type, _) =>
            (service, type) == ("shop-a", Hourly) && failing-- > 0
                ? new Failure("SyntaxError", "no", "Mend it.")
                : null;

        var backfill = RunToEnd(First, Last);

        (backfill.Status, backfill.Nights.Done, backfill.Nights.Failed).ShouldBe(("failed", 2, 1));
        backfill.Failed.ShouldHaveSingleItem().Night.ShouldBe(Last);
        Shown().ShouldBe(["10-23", "10-24"]);
        RunToEnd(First, Last).Tables.ShouldBe(1, "only what is lacking");
        Shown().ShouldBe(["10-23", "10-24", "10-25"]);
    }

    [Fact]
    public void Run_NobodyIsWokenByItsNights()
    {
        _pipeline.Athena.Ending = (_, type, _) => type == Hourly ? new Failure("SyntaxError", "no", "Mend it.") : null;

        RunToEnd(Last, Last);

        _pipeline.Hub.Activities.ShouldNotContain(FunctionNames.RaiseAlert);
    }

    [Fact]
    public void Cancel_InTheMiddleOfANight_StopsItsQueriesAndKeepsWhatIsThere()
    {
        _pipeline.RunToEnd();
        var id = Start(First, Last).Id;
        _pipeline.Hub.Run(() => Shown().Contains("10-25") && _pipeline.Athena.Queries.Exists(IsOf("2025-10-24")));

        _pipeline.Hub.SendEvent(id, RunEvents.Cancel, "\"test\"");
        _pipeline.Hub.Run();

        var backfill = Read(id);
        (backfill.Status, backfill.Nights.Done, backfill.Nights.Left).ShouldBe(("cancelled", 1, 2));
        _pipeline.Status(id).ShouldBe(OrchestrationRuntimeStatus.Completed);
        Shown().ShouldBe(["10-25", "10-28"]);
        _pipeline.Athena.Queries.ShouldNotContain(query => IsOf("2025-10-23")(query));
        RunToEnd(First, Last).Status.ShouldBe("succeeded");
        Shown().ShouldBe(["10-23", "10-24", "10-25", "10-28"]);
    }

    [Fact]
    public void NightlyRun_StartedInTheMiddleOfABackfill_GoesBeforeItsNextNight()
    {
        var id = Start(First, Last).Id;
        _pipeline.Hub.Run(() => _pipeline.Athena.Queries.Exists(IsOf("2025-10-25")));

        var nightly = _pipeline.Start(kind: StartKind.Scheduled);
        _pipeline.Hub.Run();

        _pipeline.Report(nightly).Status.ShouldBe(ReportStatus.Succeeded);
        var order = _pipeline.Athena.Queries.Select(DateOf).Distinct().ToList();
        order.ShouldBe(["2025-10-25", "2025-10-28", "2025-10-24", "2025-10-23"]);
        Read(id).Status.ShouldBe("succeeded");
    }

    [Fact]
    public void NightlyRun_WaitsBesideABackfillsNightThatWasStartedBefore_GoesFirst()
    {
        var busy = _pipeline.Start(_pipeline.Input(Pipeline.Today.AddDays(-1)));
        _pipeline.Hub.Run(() => _pipeline.Athena.Queries.Count > 0);
        Start(Last, Last);
        _pipeline.Hub.Run(() => _pipeline.Hub.Instances.ContainsKey("commerce-2025-10-25-2"));

        _pipeline.Start(kind: StartKind.Scheduled);
        _pipeline.Hub.Run();

        _pipeline.Run(busy).IsCompleted.ShouldBeTrue();
        var order = _pipeline.Athena.Queries.Select(DateOf).Distinct().ToList();
        order.ShouldBe(["2025-10-27", "2025-10-28", "2025-10-25"]);
    }

    [Fact]
    public void Run_AnotherRunOfTheDateGoesOn_WaitsForItAndThenBuildsWhatIsLacking()
    {
        var input = _pipeline.Input(Last);
        var other = _pipeline.Start(input with { Only = [new("shop-a", Hourly)] });
        _pipeline.Hub.Run(() => _pipeline.Athena.Queries.Count > 0);

        var backfill = RunToEnd(Last, Last);

        _pipeline.Run(other).IsCompleted.ShouldBeTrue();
        (backfill.Status, backfill.Nights.Done, backfill.Tables).ShouldBe(("succeeded", 1, 13));
    }

    [Fact]
    public void Run_EveryKindOfActivityDiesTwiceAfterItsWork_PaysForNothingTwice()
    {
        _pipeline.RunToEnd();
        var deaths = new Dictionary<string, int>();
        _pipeline.Hub.ActivityDies = name => (deaths[name] = deaths.GetValueOrDefault(name) + 1) <= 2;

        var backfill = RunToEnd(First, Last);

        deaths.Keys.ShouldContain(FunctionNames.StartNight);
        (backfill.Status, backfill.Nights.Done, backfill.Tables).ShouldBe(("succeeded", 3, 42));
        _pipeline.Athena.Queries.Count.ShouldBe(14 * 4);
        Shown().ShouldBe(["10-23", "10-24", "10-25", "10-28"]);
    }

    [Fact]
    public void Run_HistoryCannotBeChanged_FailsAndTheNextOneEntersWhatWasBuilt()
    {
        _pipeline.RunToEnd();
        _pipeline.History.Refusal = () => new("AccessDenied", "glue:BatchCreatePartition", "Allow it.");
        RunToEnd(Last, Last).Status.ShouldBe("failed");
        _pipeline.History.Refusal = () => null;
        var queries = _pipeline.Athena.Queries.Count;

        RunToEnd(Last, Last).Status.ShouldBe("succeeded");

        _pipeline.Athena.Queries.Count.ShouldBe(queries, "it was built already");
        Shown().ShouldBe(["10-25", "10-28"]);
    }

    [Fact]
    public void NightsLater_BackfilledNightsStayReadable()
    {
        _pipeline.RunToEnd();
        RunToEnd(First, Last);
        for (var day = 1; day <= 3; day++)
        {
            _pipeline.Time.Advance(TimeSpan.FromDays(1));
            _pipeline.RunToEnd(_pipeline.Input(Pipeline.Today.AddDays(day)));
        }

        Clean();

        Shown().Count.ShouldBe(7);
        _pipeline.History.Nights.Values.ShouldAllBe(night => _pipeline.Store.Files.ContainsKey(night.Location));
    }

    [Fact]
    public void Run_OfTheNewestNights_TakesNoNightsOwnId()
    {
        RunToEnd(Pipeline.Today, Pipeline.Today);

        _pipeline.Hub.Instances.Keys.ShouldNotContain(RunIds.For(Pipeline.Today), "the schedule still asks for it");
        _pipeline.Hub.Instances.Keys.ShouldContain(RunIds.For(Pipeline.Today, 2));
    }

    private BackfillProgress RunToEnd(DateOnly from, DateOnly to, string[]? types = null, bool force = false)
    {
        var id = Start(from, to, types, force).Id;
        _pipeline.Hub.Run(() => _pipeline.Run(id).IsCompleted);
        return Read(id);
    }

    private BackfillStart Start(DateOnly from, DateOnly to, string[]? types = null, bool force = false)
    {
        var input = new BackfillRequestInput($"{from:yyyy-MM-dd}", $"{to:yyyy-MM-dd}", QueryTypes: types, Force: force);
        return _pipeline.StartBackfill(input);
    }

    private BackfillProgress Read(string id) =>
        BackfillReader.ReadAsync(_pipeline.Hub.Client, id, CancellationToken.None).GetAwaiter().GetResult()!;

    private void Clean() =>
        _pipeline.New<Leftovers>().RemoveAsync(_pipeline.Hub.Client, CancellationToken.None).GetAwaiter().GetResult();

    private List<string> Shown(string service = "shop-a") =>
        [.. _pipeline.History.Shown(Hourly, service).Select(night => night.Split(' ')[0])];

    private Dictionary<string, string?> LiveTables() =>
        _pipeline
            .Catalog.Tables.Values.Where(table => table.Name.EndsWith("_summary", StringComparison.Ordinal))
            .ToDictionary(table => table.Name, table => table.Location);

    private int BuiltOn(string night) => _pipeline.Athena.Queries.FindIndex(query => IsOf($"2025-{night}")(query));

    private static Predicate<FakeQuery> IsOf(string date) => query => DateOf(query) == date;

    /// <summary>The night that a query builds: it writes to a folder of that date.</summary>
    private static string DateOf(FakeQuery query) => query.Sql.Split("/tables/")[1].Split('/')[1];
}
