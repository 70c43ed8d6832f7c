using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Functions.Tests.Tables;

/// <summary>What the audit holds, published by hand: the table, its history, and the nights after it.</summary>
public class PublicationTests
{
    private readonly Pipeline _pipeline = new(settings => settings with { ServiceNames = ["shop-a"] });
    private readonly RankingTable _table;

    public PublicationTests() => _table = new(_pipeline);

    [Fact]
    public void Publish_HeldTable_PointsItAtWhatWasKeptWithoutAQuery()
    {
        var held = _table.HeldNight(0);
        var queries = _pipeline.Athena.Queries.Count + _pipeline.Athena.FigureQueries.Count;

        var report = Publish(held);

        (report.Kind, report.Status, report.RunId).ShouldBe(
            (RunKind.Publication, ReportStatus.Succeeded, "commerce-2025-10-28-2")
        );
        (report.PublicationOf, report.AskedBy).ShouldBe((held.RunId, "Kim"));
        _table.Live.ShouldBe(RankingTable.LocationIn(held));
        _table.Nights.ShouldContain(RankingTable.LocationIn(held));
        (_pipeline.Athena.Queries.Count + _pipeline.Athena.FigureQueries.Count).ShouldBe(queries);
        var version = Version(held);
        (version.State, version.IsHeld, version.ReleasedBy).ShouldBe((VersionState.Checked, false, report.RunId));
        var note = report.AllTables().ShouldHaveSingleItem().Warnings.ShouldHaveSingleItem();
        note.Code.ShouldBe("PublishedByHand");
        note.Message.ShouldBe(
            $"{RankingTable.Name} shows 2025-10-28 of run {held.RunId}, which the audit had held; Kim asked for it. Accepted with it: KeyRepeated."
        );
    }

    [Fact]
    public void Run_SameFindingAfterAPublicationByHand_OnlyWarnsUntilANightWithoutIt()
    {
        Publish(_table.HeldNight(0));

        foreach (var day in (int[])[1, 2])
        {
            var finding = RankingTable.In(_table.Night(day)).Findings.ShouldHaveSingleItem();
            (finding.Code, finding.Severity).ShouldBe(("KeyRepeated", FindingSeverity.Warn));
        }

        _pipeline.Athena.Built = (_, _) => [];
        RankingTable.In(_table.Night(3)).Findings.ShouldBeEmpty();
        _table.RepeatKeys();
        RankingTable.In(_table.Night(4)).Status.ShouldBe(TableStatus.Held);
    }

    [Fact]
    public void Run_AnotherFindingHoldsTheTableOnANightWithoutTheAcceptedOne_AcceptsThatNoLonger()
    {
        Publish(_table.HeldNight(0));
        var live = _table.Live;
        _pipeline.Athena.Built = (_, type) =>
            type == RankingTable.Type ? [("count_below_zero", "cart_add_count", "1")] : [];
        RankingTable.In(_table.Night(1)).Error!.Code.ShouldBe("OutOfRange");
        _table.Live.ShouldBe(live);

        _table.RepeatKeys();

        RankingTable.In(_table.Night(2)).Status.ShouldBe(TableStatus.Held);
    }

    [Fact]
    public void Publish_LiveTableShowsALaterDate_GoesToHistoryAlone()
    {
        var held = _table.HeldNight(0);
        _pipeline.Athena.Built = (_, _) => [];
        _table.Night(1);
        var live = _table.Live;

        var report = Publish(held);

        report.Status.ShouldBe(ReportStatus.Succeeded);
        _table.Live.ShouldBe(live);
        _table.Nights.ShouldContain(RankingTable.LocationIn(held));
        report.AllTables().Single().Warnings.Single().Message.ShouldContain("entered into history alone");
    }

    [Fact]
    public void Publish_LaterVersionOfTheSameDateWasPublished_IsRefused()
    {
        var held = _table.HeldNight(0);
        _pipeline.Athena.Built = (_, _) => [];
        _pipeline.Time.Advance(TimeSpan.FromHours(1));
        _pipeline.RunToEnd();

        _table.Ask(held).Refusal!.Code.ShouldBe("HeldVersionSuperseded");
    }

    [Fact]
    public void Publish_ClearedUpMeanwhile_IsTold()
    {
        var held = _table.HeldNight(0);
        _pipeline.Store.Versions.RemoveAll(version => version.Location == RankingTable.LocationIn(held));

        _table.Ask(held).Refusal!.Code.ShouldBe("HeldVersionCleared");
    }

    [Fact]
    public void Publish_Twice_IsRefusedTheSecondTime()
    {
        var held = _table.HeldNight(0);
        Publish(held);

        _table.Ask(held).Refusal!.Code.ShouldBe("HeldVersionPublished");
    }

    [Fact]
    public void Publish_FilesAreGone_LeavesTheTable()
    {
        var held = _table.HeldNight(0);
        var live = _table.Live;
        _pipeline.Store.Files.Remove(RankingTable.LocationIn(held));

        var report = Publish(held);

        report.AllTables().Single().Error!.Code.ShouldBe("VersionIncomplete");
        _table.Live.ShouldBe(live);
    }

    [Theory]
    [InlineData("publish")]
    [InlineData("after")]
    [InlineData("history")]
    public void Publish_ActivityDiesAtAnyLine_EndsTheSame(string line)
    {
        var held = _table.HeldNight(0);
        var died = false;
        _pipeline.Catalog.OnChange = (what, _) =>
        {
            if (died || what != "publish" || line != "publish")
                return;
            died = true;
            throw new InvalidOperationException("the worker was lost");
        };
        var late = line == "history" ? FunctionNames.KeepHistory : FunctionNames.PublishHeld;
        _pipeline.Hub.ActivityDies = name => line != "publish" && name == late && !died && (died = true);

        Publish(held).Status.ShouldBe(ReportStatus.Succeeded);

        died.ShouldBeTrue();
        _table.Live.ShouldBe(RankingTable.LocationIn(held));
        _table.Nights.ShouldContain(RankingTable.LocationIn(held));
    }

    [Fact]
    public void Rollback_AfterAPublicationByHand_GoesBackToWhatReadersSawBefore()
    {
        var before = _table.Night(-1);
        _table.RepeatKeys();
        var held = _table.Night(0);
        Publish(held);

        var back = _pipeline.RunToEnd(
            RunInput.Rollback(_pipeline.Input().Request with { QueryTypes = [RankingTable.Type] })
        );

        back.Status.ShouldBe(ReportStatus.Succeeded);
        _table.Live.ShouldBe(RankingTable.LocationIn(before));
        _table.Nights.ShouldNotContain(RankingTable.LocationIn(held));
    }

    private RunReport Publish(RunReport held) => _pipeline.RunToEnd(_table.Ask(held).Input.ShouldNotBeNull());

    private TableVersion Version(RunReport report) =>
        _pipeline.Store.Versions.Single(version => version.Location == RankingTable.LocationIn(report));
}
