using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Functions.Cleanup;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.History;
using CommerceAnalytics.Functions.Tables;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Functions.Tests.Tables;
using CommerceAnalytics.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.Functions.Tests.History;

/// <summary>Versions that no live table ever shows: history alone does.</summary>
public class HistoryOnlyTests
{
    private const string Hourly = "hourly_traffic";
    private static readonly DateOnly Night = Pipeline.Today.AddDays(-10);
    private static readonly TimeSpan AfterTheHour = TimeSpan.FromMinutes(66);

    private readonly Pipeline _pipeline = new(settings => settings with { VersionsToKeep = 2 });
    private readonly BuiltTables _tables;

    public HistoryOnlyTests() => _tables = new(_pipeline);

    [Fact]
    public async Task Enter_OlderNight_IsANightAndTheLiveTableStays()
    {
        _pipeline.RunToEnd();
        var live = Live();

        var built = await EnterAsync("commerce-2025-10-18-2");

        Shown().ShouldBe([$"10-18 {Attempt(built)}", $"10-28 {Folder(live)}"]);
        Live().ShouldBe(live);
        _pipeline.Archive.On(ArchiveShelf.Kept).ShouldHaveSingleItem().Version.IsHistoryOnly.ShouldBeTrue();
        _pipeline.Store.Versions.ShouldNotContain(version => version.IsHistoryOnly, "it is archived at once");
    }

    [Fact]
    public async Task Enter_Twice_HasOneEffect()
    {
        _pipeline.RunToEnd();
        var built = await EnterAsync("commerce-2025-10-18-2");
        var shown = Shown();

        (await KeepAsync("again")).ShouldBe(new KeptNights(0, 0));

        Shown().ShouldBe(shown);
        _pipeline.Store.Files.ShouldContainKey(BuiltTables.Location(built));
    }

    [Fact]
    public async Task Enter_NoLiveTable_IsANightAllTheSame()
    {
        EnsureTable();

        var built = await EnterAsync("commerce-2025-10-18-2");

        Shown().ShouldBe([$"10-18 {Attempt(built)}"]);
        _pipeline.Catalog.Tables.Keys.ShouldNotContain(BuiltTables.Table);
    }

    [Fact]
    public async Task Run_NightsLater_TheNightStaysReadableBesideTheVersionsToKeep()
    {
        _pipeline.RunToEnd();
        var built = await EnterAsync("commerce-2025-10-18-2");

        foreach (var day in new[] { 1, 2, 3 })
            NextNight(day);

        Clean();
        Shown()[0].ShouldBe($"10-18 {Attempt(built)}");
        _pipeline.History.Nights.Values.ShouldAllBe(night => _pipeline.Store.Files.ContainsKey(night.Location));
        _pipeline.Store.Versions.Count(version => version.Table == BuiltTables.Table).ShouldBe(2);
    }

    [Fact]
    public async Task Rollback_OfALaterNight_GoesToTheOneThatWasLive()
    {
        _pipeline.RunToEnd();
        var before = Live();
        await EnterAsync("commerce-2025-10-18-2", keep: false);
        NextNight(1);

        var request = _pipeline.Input().Request with { ServiceNames = ["shop-a"], QueryTypes = [Hourly] };
        _pipeline.RunToEnd(RunInput.Rollback(request)).Status.ShouldBe(ReportStatus.Succeeded);

        Live().ShouldBe(before);
        Shown().Select(night => night.Split(' ')[0]).ShouldBe(["10-18", "10-28"]);
    }

    [Fact]
    public async Task Rollback_NoVersionBeforeWasLive_IsRefused()
    {
        await EnterAsync("commerce-2025-10-18-2", keep: false);
        _pipeline.RunToEnd();

        var request = _pipeline.Input().Request with { ServiceNames = ["shop-a"], QueryTypes = [Hourly] };
        var report = _pipeline.RunToEnd(RunInput.Rollback(request));

        report.Services[0].Tables[0].Error!.Code.ShouldBe("NoVersionBefore");
    }

    [Fact]
    public async Task Enter_TheSameNightAgain_ReplacesItAndTheOldDataGoesAfterTheHour()
    {
        _pipeline.RunToEnd();
        var first = await EnterAsync("commerce-2025-10-18-2");
        var second = await EnterAsync("commerce-2025-10-18-3", minutes: 5);

        Shown()[0].ShouldBe($"10-18 {Attempt(second)}");
        _pipeline.Store.Files.ShouldContainKey(BuiltTables.Location(first), "queries may still read it");
        _pipeline.Time.Advance(AfterTheHour);
        Clean();
        _pipeline.Store.Files.ShouldNotContainKey(BuiltTables.Location(first));
        _pipeline.Store.Files.ShouldContainKey(BuiltTables.Location(second));
    }

    [Fact]
    public async Task Rerun_OfTheNight_ReplacesIt()
    {
        _pipeline.RunToEnd();
        await EnterAsync("commerce-2025-10-18-2");
        _pipeline.Time.Advance(TimeSpan.FromMinutes(10));

        _pipeline.RunToEnd(_pipeline.Input(Night, force: true));

        Shown()[0].ShouldBe($"10-18 {Folder(Live())}");
    }

    [Fact]
    public async Task Enter_TheLiveVersionsOwnNight_LeavesTheLiveVersionToItsTable()
    {
        _pipeline.RunToEnd();
        var live = Live();

        var built = await EnterAsync("commerce-2025-10-28-2", date: Pipeline.Today, minutes: 5);

        Shown().ShouldBe([$"10-28 {Attempt(built)}"]);
        _pipeline.Time.Advance(AfterTheHour);
        Clean();
        _pipeline.Store.Files.ShouldContainKey(live);
    }

    [Fact]
    public async Task Publish_LiveTableWasDropped_CountsNoneOfHistoryAloneAsLive()
    {
        await EnterAsync("commerce-2025-10-18-2", keep: false);
        var published = _tables.Build("commerce-2025-10-28", Pipeline.Today, minutes: 5);

        await _tables.PublishAsync(published);

        var version = _pipeline.Store.Versions.Single(one => one.Location == BuiltTables.Location(published));
        version.Replaces.ShouldBeNull();
    }

    private async Task<PublishInput> EnterAsync(string runId, DateOnly? date = null, int minutes = 1, bool keep = true)
    {
        var built = _tables.Build(runId, date ?? Night, minutes);
        await Publisher().MarkForHistoryAsync(built.Version(), CancellationToken.None);
        if (keep)
            await KeepAsync(runId);
        return built;
    }

    private async Task<KeptNights> KeepAsync(string name)
    {
        var input = new KeepHistoryInput("run", name, Night, [new("shop-a", Hourly, null)], IsLast: false);
        var kept = await _pipeline.New<KeepHistoryActivity>().RunAsync(input, CancellationToken.None);
        kept.Failure.ShouldBeNull();
        return kept.Result!;
    }

    private void NextNight(int day)
    {
        _pipeline.Time.Advance(TimeSpan.FromDays(1));
        _pipeline.RunToEnd(_pipeline.Input(Pipeline.Today.AddDays(day)));
    }

    private void EnsureTable()
    {
        var columns = Summaries.SummarySet.Of(_pipeline.Settings).Get(Hourly).Columns;
        _pipeline.History.EnsureTableAsync(Hourly, columns, CancellationToken.None).IsCompleted.ShouldBeTrue();
    }

    private void Clean() =>
        _pipeline.New<Leftovers>().RemoveAsync(_pipeline.Hub.Client, CancellationToken.None).GetAwaiter().GetResult();

    private Publisher Publisher() => _pipeline.Services.GetRequiredService<Publisher>();

    private List<string> Shown() => [.. _pipeline.History.Shown(Hourly)];

    private string Live() => _pipeline.Catalog.Tables[BuiltTables.Table].Location!;

    private static string Attempt(PublishInput built) => Folder(BuiltTables.Location(built));

    private static string Folder(string location) => location.TrimEnd('/').Split('/')[^1];
}
