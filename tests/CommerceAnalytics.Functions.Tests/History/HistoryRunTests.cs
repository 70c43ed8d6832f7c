using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Functions.Cleanup;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.History;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Functions.Tests.History;

/// <summary>What runs enter into history, and what leaves it.</summary>
public class HistoryRunTests
{
    private const string Hourly = "hourly_traffic";
    private static readonly TimeSpan AfterTheHour = TimeSpan.FromMinutes(66);

    [Fact]
    public void Run_SeveralNights_EachIsANightOfHistory()
    {
        var pipeline = Nights(versionsToKeep: 1);

        Run(pipeline, 0, 1, 2);

        pipeline.History.Shown(Hourly).Select(Night).ShouldBe(["10-28", "10-29", "10-30"]);
        pipeline.History.Shown("purchase_analytics", "shop-b").Count().ShouldBe(3);
        ShouldBeReadable(pipeline);
    }

    [Fact]
    public void Run_Ends_ShowsTheLiveVersionWithItsColumnsAndFigures()
    {
        var pipeline = Nights();

        Run(pipeline, 0);

        var night = pipeline.History.Nights[(Hourly, new("shop-a", Pipeline.Today))];
        var live = pipeline.Catalog.Tables["shop_a_commerce_hourly_traffic_summary"];
        night.Location.ShouldBe(live.Location);
        night.Columns.ShouldBe(live.Columns);
        night.Parameters.ShouldBe(live.Parameters);
    }

    [Fact]
    public void Run_OfASummaryThatIsOffByDefault_IsANightToo()
    {
        var pipeline = new Pipeline(settings => settings with { Summaries = EverySummary.Enabled("cart_source") });

        pipeline.RunToEnd().Totals.Published.ShouldBe(16);

        pipeline.History.Shown("cart_source").Count().ShouldBe(1);
    }

    [Fact]
    public void Run_TableFailed_HasNoNight()
    {
        var pipeline = Nights();
        pipeline.Athena.Ending = (_, type, _) => type == Hourly ? new Failure("SyntaxError", "no", "Mend it.") : null;

        Run(pipeline, 0);

        pipeline.History.Shown(Hourly).ShouldBeEmpty();
        pipeline.History.Shown("product_ranking").Count().ShouldBe(1);
    }

    [Fact]
    public void Rerun_OfADate_ReplacesItsNightAndKeepsTheOldDataForAnHour()
    {
        var pipeline = Nights(versionsToKeep: 1);
        Run(pipeline, 0);
        var before = pipeline.History.Shown(Hourly).Single();

        pipeline.RunToEnd();

        var after = pipeline.History.Shown(Hourly).ShouldHaveSingleItem();
        after.ShouldNotBe(before);
        pipeline.Archive.On(ArchiveShelf.Retired).Count().ShouldBe(15, "the versions that history showed before");
        Places(pipeline).Count.ShouldBe(28, "queries may still read them");
        pipeline.Time.Advance(AfterTheHour);
        Clean(pipeline);
        Places(pipeline).Count.ShouldBe(14);
        pipeline.Archive.On(ArchiveShelf.Retired).ShouldBeEmpty();
    }

    [Fact]
    public void Rerun_OfADateThatIsOnlyInHistory_ReplacesItsNightAndItsDataGoes()
    {
        var pipeline = Nights(versionsToKeep: 1);
        Run(pipeline, 0, 1, 2);
        var before = pipeline.History.Shown(Hourly).First();

        pipeline.RunToEnd(pipeline.Input(Pipeline.Today, force: true));

        pipeline.History.Shown(Hourly).First().ShouldNotBe(before);
        pipeline.History.Shown(Hourly).Select(Night).ShouldBe(["10-28", "10-29", "10-30"]);
        pipeline.Time.Advance(AfterTheHour);
        Clean(pipeline);
        ShouldBeReadable(pipeline);
        Places(pipeline).Count.ShouldBe(42, "three nights of fourteen tables");
    }

    [Fact]
    public void Clean_WithinTheHour_DeletesNothingThatHistoryHasShown()
    {
        var pipeline = Nights(versionsToKeep: 1);
        Run(pipeline, 0);
        pipeline.RunToEnd();
        pipeline.Time.Advance(TimeSpan.FromMinutes(60));

        Clean(pipeline).ShouldNotContain(left => left.Kind == LeftoverKind.RetiredVersion);

        Places(pipeline).Count.ShouldBe(28);
    }

    [Fact]
    public void Clean_QueriesMayLastLonger_WaitsForThem()
    {
        var pipeline = Nights(versionsToKeep: 1, with: settings => settings with { QueryTimeoutMinutes = 120 });
        Run(pipeline, 0);
        pipeline.RunToEnd();
        pipeline.Time.Advance(TimeSpan.FromMinutes(121));
        Clean(pipeline);
        Places(pipeline).Count.ShouldBe(28);

        pipeline.Time.Advance(TimeSpan.FromMinutes(5));
        Clean(pipeline);

        Places(pipeline).Count.ShouldBe(14);
    }

    [Fact]
    public void Rollback_OfANight_TakesItOut()
    {
        var pipeline = Nights();
        Run(pipeline, 0, 1);

        RollBack(pipeline);

        pipeline.History.Shown(Hourly).Select(Night).ShouldBe(["10-28"]);
        pipeline.History.Shown(Hourly, "shop-b").Select(Night).ShouldBe(["10-28", "10-29"], "only one was rolled back");
    }

    [Fact]
    public void Rollback_OfARerun_ShowsTheVersionBefore()
    {
        var pipeline = Nights();
        Run(pipeline, 0);
        var before = pipeline.History.Shown(Hourly).Single();
        pipeline.RunToEnd();

        RollBack(pipeline);

        pipeline.History.Shown(Hourly).ShouldBe([before]);
    }

    [Fact]
    public void Run_AfterARollback_LeavesTheNightOutAndEntersItsOwn()
    {
        var pipeline = Nights();
        Run(pipeline, 0, 1);
        RollBack(pipeline);

        Run(pipeline, 2);

        pipeline.History.Shown(Hourly).Select(Night).ShouldBe(["10-28", "10-30"]);
        ShouldBeReadable(pipeline);
    }

    [Fact]
    public void Run_NightsBeyondTheLimit_LeaveHistoryAndTheirDataAfterTheHour()
    {
        var pipeline = Nights(versionsToKeep: 1, with: settings => settings with { HistoryNights = 2 });

        Run(pipeline, 0, 1, 2);

        pipeline.History.Shown(Hourly).Select(Night).ShouldBe(["10-29", "10-30"]);
        Places(pipeline).Count.ShouldBe(42);
        pipeline.Time.Advance(AfterTheHour);
        Clean(pipeline).Count(left => left.Kind == LeftoverKind.RetiredVersion).ShouldBe(15);
        Places(pipeline).Count.ShouldBe(28);
        ShouldBeReadable(pipeline);
    }

    [Fact]
    public void Run_NightsWereMissed_CountsCalendarNights()
    {
        var pipeline = Nights(versionsToKeep: 1, with: settings => settings with { HistoryNights = 3 });

        Run(pipeline, 0, 1, 4);

        pipeline.History.Shown(Hourly).Select(Night).ShouldBe(["11-01"]);
    }

    [Fact]
    public void Run_MoreVersionsThanNights_KeepsTheVersionsBesides()
    {
        var pipeline = Nights(versionsToKeep: 3, with: settings => settings with { HistoryNights = 1 });

        Run(pipeline, 0, 1, 2);

        pipeline.History.Shown(Hourly).Select(Night).ShouldBe(["10-30"]);
        pipeline.Store.Versions.Count(version => version.Table != OverviewTable.Name).ShouldBe(42);
        pipeline.Archive.Files.ShouldBeEmpty();
    }

    [Fact]
    public void Run_NoHistoryWanted_MakesNoTableAndDeletesOldVersionsAtOnce()
    {
        var pipeline = Nights(versionsToKeep: 1, with: settings => settings with { HistoryNights = 0 });

        Run(pipeline, 0, 1);

        pipeline.History.Calls.ShouldBeEmpty();
        pipeline.Catalog.Tables.Keys.ShouldNotContain(name =>
            name.StartsWith(HistoryTable.Prefix, StringComparison.Ordinal)
        );
        Places(pipeline).Count.ShouldBe(14);
    }

    [Fact]
    public void Run_HistoryCannotBeChanged_PublishesAndSaysSoAndTheNextRunMakesUpForIt()
    {
        var pipeline = Nights(versionsToKeep: 1);
        pipeline.History.Refusal = () => new("AccessDenied", "glue:BatchCreatePartition", "Allow it.");

        var report = pipeline.RunToEnd();

        report.Status.ShouldBe(ReportStatus.Succeeded);
        report.Warnings.ShouldHaveSingleItem().Code.ShouldBe("HistoryNotKept");
        pipeline.History.Refusal = () => null;
        Run(pipeline, 1);
        pipeline.History.Shown(Hourly).Select(Night).ShouldBe(["10-28", "10-29"]);
        ShouldBeReadable(pipeline);
    }

    [Fact]
    public void Run_TypeOfAColumnChanged_IsRefusedBeforeAnyWork()
    {
        var pipeline = Nights();
        Run(pipeline, 0);
        var name = HistoryTable.Name(Hourly);
        var table = pipeline.Catalog.Tables[name];
        pipeline.Catalog.Tables[name] = table with
        {
            Columns = [.. table.Columns.Select(column => column.Name == "hour" ? new("hour", "string") : column)],
        };
        var (submissions, texts) = (pipeline.Athena.Submissions, pipeline.Store.Versions.Count);

        var report = pipeline.RunToEnd(pipeline.Input(Pipeline.Today, force: true));

        report.Status.ShouldBe(ReportStatus.Failed);
        report.Services[0].Tables[0].Error!.Code.ShouldBe("HistoryTypeChanged");
        pipeline.Athena.Submissions.ShouldBe(submissions);
        pipeline.Store.Versions.Count.ShouldBe(texts);
    }

    [Fact]
    public void Run_DefinitionHasGainedAColumn_AddsItBehindThoseThatAreThere()
    {
        var pipeline = Nights();
        Run(pipeline, 0);
        var name = HistoryTable.Name(Hourly);
        var (table, whole) = (pipeline.Catalog.Tables[name], pipeline.Catalog.Tables[name].Columns);
        pipeline.Catalog.Tables[name] = table with
        {
            Columns = [.. whole.Where(column => column.Name != "cart_adds"), new("gone", "bigint")],
        };

        Run(pipeline, 1);

        pipeline
            .Catalog.Tables[name]
            .Columns.Select(column => column.Name)
            .ShouldBe([
                .. whole.Select(column => column.Name).Where(column => column != "cart_adds"),
                "gone",
                "cart_adds",
            ]);
    }

    [Theory]
    [InlineData(25, 3)]
    [InlineData(10, 1)]
    [InlineData(2, 1)]
    public void Run_ManyServices_EntersTenAtATime(int services, int parts)
    {
        var pipeline = new Pipeline(settings =>
            settings with
            {
                ServiceNames = [.. Enumerable.Range(1, services).Select(n => $"shop-{n}")],
            }
        );

        pipeline.RunToEnd();

        pipeline
            .Hub.Activities.Count(name => name == FunctionNames.KeepHistory)
            .ShouldBe(parts + 1, "and the overview");
        pipeline.History.Nights.Count.ShouldBe((services * 7) + 1);
        pipeline.History.Calls["show"].ShouldBe((7 * ((services + 9) / 10)) + 1);
    }

    [Fact]
    public void Run_OldVersionsOfTenServices_GoToTheArchiveInOneObjectANightAtATime()
    {
        var pipeline = Nights(versionsToKeep: 1);
        Run(pipeline, 0);
        var steps = new List<string>();
        pipeline.Archive.OnStep = steps.Add;

        Run(pipeline, 1);

        steps.Count(step => step == "put Kept").ShouldBe(2, "of all query types of the services, and of the overview");
        pipeline.Archive.On(ArchiveShelf.Kept).Count().ShouldBe(15);
    }

    [Theory]
    [InlineData("put Kept")]
    [InlineData("forget Kept")]
    [InlineData("put Retired")]
    [InlineData("forget Retired")]
    [InlineData("drop Kept")]
    [InlineData("show hourly_traffic")]
    [InlineData("remove product_ranking")]
    public void Run_DiesInTheMiddleOfKeepingHistory_EndsAsIfItHadNot(string at)
    {
        var pipeline = Nights(versionsToKeep: 1, with: settings => settings with { HistoryNights = 2 });
        Run(pipeline, 0, 1);
        pipeline.RunToEnd(pipeline.Input(Pipeline.Today.AddDays(1)));
        pipeline.Time.Advance(TimeSpan.FromDays(1) - (pipeline.Time.GetUtcNow().TimeOfDay - TimeSpan.FromHours(4)));
        var died = false;
        pipeline.Archive.OnStep = Die;
        pipeline.History.OnChange = Die;

        pipeline.RunToEnd(pipeline.Input(Pipeline.Today.AddDays(2)));

        died.ShouldBeTrue();
        pipeline.History.Shown(Hourly).Select(Night).ShouldBe(["10-29", "10-30"]);
        pipeline.Time.Advance(AfterTheHour);
        Clean(pipeline);
        ShouldBeReadable(pipeline);
        Places(pipeline).Count.ShouldBe(28, "nothing is left that nobody shows");

        void Die(string step)
        {
            if (step != at || died)
                return;
            died = true;
            throw new InvalidOperationException("the worker is gone");
        }
    }

    private static Pipeline Nights(int versionsToKeep = 2, Func<CommerceSettings, CommerceSettings>? with = null) =>
        new(settings =>
        {
            var kept = settings with { VersionsToKeep = versionsToKeep };
            return with is null ? kept : with(kept);
        });

    /// <summary>Runs nights after today, each at its own time.</summary>
    private static void Run(Pipeline pipeline, params int[] nights)
    {
        foreach (var night in nights)
        {
            var due = new DateTimeOffset(Pipeline.Today.AddDays(night), new TimeOnly(4, 0), TimeSpan.Zero);
            if (due > pipeline.Time.GetUtcNow())
                pipeline.Time.Advance(due - pipeline.Time.GetUtcNow());
            pipeline.RunToEnd(pipeline.Input(Pipeline.Today.AddDays(night)));
        }
    }

    private static void RollBack(Pipeline pipeline)
    {
        var request = pipeline.Input().Request with { ServiceNames = ["shop-a"] };
        pipeline.RunToEnd(RunInput.Rollback(request)).Status.ShouldBe(ReportStatus.Succeeded);
    }

    private static IReadOnlyList<Leftover> Clean(Pipeline pipeline)
    {
        var leftovers = pipeline.New<Leftovers>();
        return leftovers.RemoveAsync(pipeline.Hub.Client, CancellationToken.None).GetAwaiter().GetResult();
    }

    private static void ShouldBeReadable(Pipeline pipeline) =>
        pipeline.History.Nights.Values.ShouldAllBe(night => pipeline.Store.Files.ContainsKey(night.Location));

    /// <summary>Of the services' tables: the overview is none of them.</summary>
    private static List<string> Places(Pipeline pipeline) =>
        [
            .. pipeline.Store.Files.Keys.Where(place =>
                place.Contains("/tables/", StringComparison.Ordinal)
                && !place.Contains($"/{OverviewTable.Name}/", StringComparison.Ordinal)
            ),
        ];

    private static string Night(string shown) => shown.Split(' ')[0];
}
