using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.Functions.Tests.Tables;

/// <summary>What the audit holds, published by hand: the table, its history, and the nights after it.</summary>
public class PublicationTests
{
    private const string Table = "shop_a_commerce_product_ranking_summary";
    private const string Type = "product_ranking";

    private readonly Pipeline _pipeline = new(settings => settings with { ServiceNames = ["shop-a"] });

    [Fact]
    public void Publish_HeldTable_PointsItAtWhatWasKeptWithoutAQuery()
    {
        var held = HeldNight(0);
        var queries = _pipeline.Athena.Queries.Count + _pipeline.Athena.FigureQueries.Count;

        var report = Publish(held);

        (report.Kind, report.Status, report.RunId).ShouldBe(
            (RunKind.Publication, ReportStatus.Succeeded, "commerce-2025-10-28-2")
        );
        (report.PublicationOf, report.AskedBy).ShouldBe((held.RunId, "Kim"));
        Live().ShouldBe(LocationIn(held));
        Nights().ShouldContain(LocationIn(held));
        (_pipeline.Athena.Queries.Count + _pipeline.Athena.FigureQueries.Count).ShouldBe(queries);
        var version = Version(held);
        (version.State, version.IsHeld, version.ReleasedBy).ShouldBe((VersionState.Checked, false, report.RunId));
        var note = report.AllTables().ShouldHaveSingleItem().Warnings.ShouldHaveSingleItem();
        note.Code.ShouldBe("PublishedByHand");
        note.Message.ShouldBe(
            $"{Table} shows 2025-10-28 of run {held.RunId}, which the audit had held; Kim asked for it. Accepted with it: KeyRepeated."
        );
    }

    [Fact]
    public void Run_SameFindingAfterAPublicationByHand_OnlyWarnsUntilANightWithoutIt()
    {
        Publish(HeldNight(0));

        foreach (var day in (int[])[1, 2])
        {
            var finding = Ranking(Night(day)).Findings.ShouldHaveSingleItem();
            (finding.Code, finding.Severity).ShouldBe(("KeyRepeated", FindingSeverity.Warn));
        }

        _pipeline.Athena.Built = (_, _) => [];
        Ranking(Night(3)).Findings.ShouldBeEmpty();
        _pipeline.Athena.Built = KeysRepeated;
        Ranking(Night(4)).Status.ShouldBe(TableStatus.Held);
    }

    [Fact]
    public void Run_AnotherFindingHoldsTheTableOnANightWithoutTheAcceptedOne_AcceptsThatNoLonger()
    {
        Publish(HeldNight(0));
        var live = Live();
        _pipeline.Athena.Built = (_, type) => type == Type ? [("count_below_zero", "cart_add_count", "1")] : [];
        Ranking(Night(1)).Error!.Code.ShouldBe("OutOfRange");
        Live().ShouldBe(live);

        _pipeline.Athena.Built = KeysRepeated;

        Ranking(Night(2)).Status.ShouldBe(TableStatus.Held);
    }

    [Fact]
    public void Publish_LiveTableShowsALaterDate_GoesToHistoryAlone()
    {
        var held = HeldNight(0);
        _pipeline.Athena.Built = (_, _) => [];
        Night(1);
        var live = Live();

        var report = Publish(held);

        report.Status.ShouldBe(ReportStatus.Succeeded);
        Live().ShouldBe(live);
        Nights().ShouldContain(LocationIn(held));
        report.AllTables().Single().Warnings.Single().Message.ShouldContain("entered into history alone");
    }

    [Fact]
    public void Publish_LaterVersionOfTheSameDateWasPublished_IsRefused()
    {
        var held = HeldNight(0);
        _pipeline.Athena.Built = (_, _) => [];
        _pipeline.Time.Advance(TimeSpan.FromHours(1));
        _pipeline.RunToEnd();

        Ask(held).Refusal!.Code.ShouldBe("HeldVersionSuperseded");
    }

    [Fact]
    public void Publish_ClearedUpMeanwhile_IsTold()
    {
        var held = HeldNight(0);
        _pipeline.Store.Versions.RemoveAll(version => version.Location == LocationIn(held));

        Ask(held).Refusal!.Code.ShouldBe("HeldVersionCleared");
    }

    [Fact]
    public void Publish_Twice_IsRefusedTheSecondTime()
    {
        var held = HeldNight(0);
        Publish(held);

        Ask(held).Refusal!.Code.ShouldBe("HeldVersionPublished");
    }

    [Fact]
    public void Publish_FilesAreGone_LeavesTheTable()
    {
        var held = HeldNight(0);
        var live = Live();
        _pipeline.Store.Files.Remove(LocationIn(held));

        var report = Publish(held);

        report.AllTables().Single().Error!.Code.ShouldBe("VersionIncomplete");
        Live().ShouldBe(live);
    }

    [Theory]
    [InlineData("publish")]
    [InlineData("after")]
    [InlineData("history")]
    public void Publish_ActivityDiesAtAnyLine_EndsTheSame(string line)
    {
        var held = HeldNight(0);
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
        Live().ShouldBe(LocationIn(held));
        Nights().ShouldContain(LocationIn(held));
    }

    [Fact]
    public void Rollback_AfterAPublicationByHand_GoesBackToWhatReadersSawBefore()
    {
        var before = Night(-1);
        _pipeline.Athena.Built = KeysRepeated;
        var held = Night(0);
        Publish(held);

        var back = _pipeline.RunToEnd(RunInput.Rollback(_pipeline.Input().Request with { QueryTypes = [Type] }));

        back.Status.ShouldBe(ReportStatus.Succeeded);
        Live().ShouldBe(LocationIn(before));
        Nights().ShouldNotContain(LocationIn(held));
    }

    private RunReport HeldNight(int day)
    {
        Night(day - 1);
        _pipeline.Athena.Built = KeysRepeated;
        var held = Night(day);
        Ranking(held).Status.ShouldBe(TableStatus.Held);
        return held;
    }

    private RunReport Night(int day)
    {
        _pipeline.Time.Advance(TimeSpan.FromDays(1));
        return _pipeline.RunToEnd(_pipeline.Input(Pipeline.Today.AddDays(day)));
    }

    private HeldRequest Ask(RunReport held)
    {
        var tables = _pipeline.Services.GetRequiredService<HeldTables>();
        var asked = tables.FindAsync(_pipeline.Hub.Client, held.RunId, [], "Kim", CancellationToken.None);
        asked.IsCompleted.ShouldBeTrue();
        return asked.GetAwaiter().GetResult();
    }

    private RunReport Publish(RunReport held) => _pipeline.RunToEnd(Ask(held).Input.ShouldNotBeNull());

    private List<string> Nights() =>
        [.. _pipeline.History.Nights.Where(night => night.Key.QueryType == Type).Select(night => night.Value.Location)];

    private string? Live() => _pipeline.Catalog.Tables[Table].Location;

    private TableVersion Version(RunReport report) =>
        _pipeline.Store.Versions.Single(version => version.Location == LocationIn(report));

    private static string LocationIn(RunReport report) => Ranking(report).Location!;

    private static TableReport Ranking(RunReport report) => report.AllTables().Single(table => table.Table == Table);

    private static IEnumerable<(string, string, string)> KeysRepeated(string service, string queryType) =>
        queryType == Type ? [("rows_with_key_of_another", "", "2")] : [];
}
