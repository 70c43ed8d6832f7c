using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Tables;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Tests.Tables;

public class PruneServiceTests
{
    private readonly Pipeline _pipeline = new(settings =>
        settings with
        {
            ServiceNames = ["shop-a"],
            HistoryNights = 0,
        }
    );
    private readonly BuiltTables _tables;

    public PruneServiceTests() => _tables = new(_pipeline);

    [Fact]
    public async Task Prune_ManyNights_KeepsAsManyVersionsAsToldAndNothingElseGoes()
    {
        var foreign = new TableVersion(
            "shop_b_commerce_hourly_traffic_summary",
            Pipeline.Today.AddDays(-9),
            "commerce-x",
            "s3://results/x/",
            1,
            default
        );
        _pipeline.Store.Versions.Add(foreign);
        for (var night = -4; night <= 0; night++)
            await _tables.PublishAndPruneAsync(Night(night));
        var own = _pipeline.Store.Versions.Where(version => version.Table == BuiltTables.Table);
        own.Select(version => version.ExecutionDate).ShouldBe([Pipeline.Today.AddDays(-1), Pipeline.Today]);
        _pipeline.Store.Versions.ShouldContain(foreign);
        _pipeline
            .Store.Files.Keys.Count(location =>
                location.Contains("/shop_a_commerce_hourly_traffic/", StringComparison.Ordinal)
            )
            .ShouldBe(2);
    }

    [Fact]
    public async Task Prune_SomeNightsCouldNotPublish_KeepsTheLastThatReadersSaw()
    {
        await _tables.PublishAndPruneAsync(Night(-3));
        var seen = Night(-2);
        await _tables.PublishAndPruneAsync(seen);
        var unpublished = Night(-1);
        _pipeline.Catalog.OnChange = (what, _) =>
        {
            if (what == "publish")
                throw new FailureException(new("AccessDenied", "glue:UpdateTable", "Allow it."));
        };
        (await _tables.PublishAsync(unpublished)).Failure!.Code.ShouldBe("AccessDenied");
        _pipeline.Catalog.OnChange = null;
        var today = Night(0);
        await _tables.PublishAndPruneAsync(today);
        _pipeline.Store.Files.Keys.ShouldBe([BuiltTables.Location(seen), BuiltTables.Location(today)]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("s3://others/copy/")]
    public async Task Prune_LiveTableWasDroppedOrMadeAnewByHand_KeepsTheVersionThatItShowed(string? madeAt)
    {
        await _tables.PublishAndPruneAsync(Night(-2));
        var seen = Night(-1);
        await _tables.PublishAndPruneAsync(seen);
        _pipeline.Catalog.Tables.Remove(BuiltTables.Table, out var dropped);
        if (madeAt is not null)
            _pipeline.Catalog.Tables[BuiltTables.Table] = dropped! with
            {
                Location = madeAt,
                Parameters = new Dictionary<string, string>(),
            };
        var today = Night(0);

        await _tables.PublishAndPruneAsync(today);

        _pipeline.Store.Files.Keys.ShouldBe([BuiltTables.Location(seen), BuiltTables.Location(today)]);
    }

    [Fact]
    public async Task Prune_AfterGoingBackToAnEarlierDate_KeepsWhatReadersSawAMomentAgo()
    {
        var today = _tables.Build("commerce-2025-10-28", Pipeline.Today);
        var back = _tables.Build("commerce-2025-10-27", Pipeline.Today.AddDays(-1), minutes: 30, force: true);
        var again = _tables.Build("commerce-2025-10-28-2", Pipeline.Today, minutes: 60);
        foreach (var built in new[] { today, back, again })
            await _tables.PublishAndPruneAsync(built);
        _pipeline.Store.Files.Keys.ShouldBe([BuiltTables.Location(back), BuiltTables.Location(again)]);
    }

    [Fact]
    public async Task Prune_ALaterDateWasLeftLive_RemovesTheStagingTableAndNoVersion()
    {
        await _tables.PublishAndPruneAsync(Night(0));
        var older = Night(-1);
        var plan = older.Run.Plan(older.ServiceName, older.QueryType, 1);
        _pipeline.Catalog.AddStaging(plan.StagingTable, older.QueryType, plan.Location);
        (await _tables.PruneAsync(older, isPublished: false)).ShouldBe(new Outcome<Done>(new()));
        _pipeline.Catalog.Tables.ShouldNotContainKey(plan.StagingTable);
        _pipeline.Store.Files.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Prune_OldVersionsCannotBeDeleted_SaysSo()
    {
        for (var night = -2; night <= 0; night++)
            await _tables.PublishAsync(Night(night));
        _pipeline.Store.DeleteRefusal = new("AccessDenied", "s3:DeleteObject", "Allow it.");
        (await _tables.PruneAsync(Night(0))).Failure!.Message.ShouldBe("s3:DeleteObject");
        _pipeline.Store.DeleteRefusal = new("StorageBusy", "SlowDown", "Wait.", RetryAdvice.AfterWaiting);
        (await _tables.PruneAsync(Night(0))).Failure!.Retry.ShouldBe(
            RetryAdvice.AfterWaiting,
            "it is worth another try"
        );
    }

    [Fact]
    public void Run_StagingTablesMayNotBeRemoved_SucceedsAndSaysSoOnce()
    {
        _pipeline.Catalog.OnChange = (what, _) =>
        {
            if (what == "delete")
                throw new FailureException(new("AccessDenied", "glue:BatchDeleteTable", "Allow it."));
        };
        var report = _pipeline.RunToEnd();
        report.Status.ShouldBe(ReportStatus.Succeeded);
        report
            .Services[0]
            .Tables.SelectMany(table => table.Warnings)
            .Single(warning => warning.Code != "AuditWithoutHistory")
            .ShouldBe(new("AccessDenied", "glue:BatchDeleteTable", "Allow it."));
    }

    [Fact]
    public void Run_WorkerIsLostWhilePruning_PrunesAllTheSame()
    {
        for (var night = -2; night < 0; night++)
        {
            _pipeline.RunToEnd(_pipeline.Input(Pipeline.Today.AddDays(night)));
            _pipeline.Hub.Run();
        }

        var died = false;
        _pipeline.Hub.ActivityDies = name => name == FunctionNames.PruneService && !died && (died = true);
        var report = _pipeline.RunToEnd();
        died.ShouldBeTrue();
        report.Status.ShouldBe(ReportStatus.Succeeded);
        _pipeline
            .Store.Files.Keys.Count(place => place.StartsWith("s3://", StringComparison.Ordinal))
            .ShouldBe(16, "two versions of seven tables and of the overview");
        _pipeline.Catalog.Tables.Keys.ShouldNotContain(name =>
            name.StartsWith("pipeline_staging_", StringComparison.Ordinal)
        );
    }

    private PublishInput Night(int days) =>
        _tables.Build(
            $"commerce-{Pipeline.Today.AddDays(days):yyyy-MM-dd}",
            Pipeline.Today.AddDays(days),
            minutes: days * 1440
        );
}
