using CommerceAnalytics.Aws.Extracts;
using CommerceAnalytics.Functions.Cleaning;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.Functions.Tests.Cleaning;

public class ExtractLeftoversTests
{
    private const string Day = "day=2025-10-27/service=shop-a/";

    private readonly Pipeline _pipeline = new(settings =>
        settings with
        {
            ServiceNames = ["shop-a"],
            ScanMode = ScanMode.Extract,
        }
    );

    private Leftovers Service => _pipeline.Services.GetRequiredService<Leftovers>();

    [Fact]
    public void Run_EachNight_LeavesVersionsToKeepBuildsOfADayAndWhatTheCatalogShows()
    {
        _pipeline.RunToEnd().Status.ShouldBe(ReportStatus.Succeeded);
        for (var night = 1; night <= 3; night++)
        {
            _pipeline.Time.Advance(TimeSpan.FromDays(1));
            _pipeline.RunToEnd(_pipeline.Input(Pipeline.Today.AddDays(night))).Status.ShouldBe(ReportStatus.Succeeded);
        }

        // What a night supersedes is cleared up by the next.
        _pipeline.Time.Advance(TimeSpan.FromDays(1));
        _pipeline.RunToEnd(_pipeline.Input(Pipeline.Today.AddDays(4))).Status.ShouldBe(ReportStatus.Succeeded);

        var byPart = _pipeline
            .ExtractBuilds.Builds.Values.SelectMany(build => build.Parts!.Keys, (build, part) => (build.Location, part))
            .ToLookup(one => one.part, one => one.Location);
        byPart[Day].Count().ShouldBe(3, "of five: two that stay, and that of the last night");
        foreach (var live in _pipeline.Extracts.Days.Values)
            byPart[$"day={live.Day:yyyy-MM-dd}/service={live.ServiceName}/"]
                .ShouldContain(location => live.Location.StartsWith(location, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Remove_DayExtractedThreeTimes_RemovesTheOldestAndNothingElse()
    {
        var (first, second, third) = (await BuildAsync(1), await BuildAsync(2), await BuildAsync(3));
        Show(third);
        var foreign = ("s3://results/commerce-summary/pipeline/events/2025-10-28/somebody-s-1-1/", Day);
        _pipeline.ExtractBuilds.Files[foreign] = ["theirs"];

        var found = await Service.FindAsync(_pipeline.Hub.Client, CancellationToken.None);
        found.ShouldHaveSingleItem().ShouldBe(new(LeftoverKind.SupersededExtract, first.RunId, first.Location, 1, 100));
        (await Service.RemoveAsync(_pipeline.Hub.Client, CancellationToken.None)).ShouldBe(found);

        _pipeline.ExtractBuilds.Files.Keys.ShouldBe(
            [(second.Location, Day), (third.Location, Day), foreign],
            ignoreOrder: true
        );
        _pipeline.ExtractBuilds.Builds.Keys.ShouldBe([second.Location, third.Location], ignoreOrder: true);
        (await Service.RemoveAsync(_pipeline.Hub.Client, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Remove_CatalogShowsTheOldestOrNothing_RemovesNothing()
    {
        var oldest = await BuildAsync(1);
        await BuildAsync(2);
        await BuildAsync(3);
        (await Service.RemoveAsync(_pipeline.Hub.Client, CancellationToken.None)).ShouldBeEmpty();
        Show(oldest);
        (await Service.RemoveAsync(_pipeline.Hub.Client, CancellationToken.None)).ShouldBeEmpty();
        _pipeline.ExtractBuilds.Files.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Remove_RunThatExtractedItAnewGoesOn_LeavesWhatItsReadersMayStillRead()
    {
        await BuildAsync(1);
        await BuildAsync(2);
        var going = _pipeline.Start();
        _pipeline.Hub.Run(() => _pipeline.Hub.Activities.Contains(FunctionNames.PrepareRun));
        Show(await BuildAsync(3, going));
        (await Service.RemoveAsync(_pipeline.Hub.Client, CancellationToken.None)).ShouldNotContain(one =>
            one.Kind == LeftoverKind.SupersededExtract
        );
        _pipeline.ExtractBuilds.Files.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Remove_ExtractionOfARunThatIsOver_RemovesWhatItNeverPublished()
    {
        var begun = await BuildAsync(1);
        _pipeline.ExtractBuilds.Builds[begun.Location] = begun with { State = ExtractBuildState.Started, Parts = null };
        (await Service.RemoveAsync(_pipeline.Hub.Client, CancellationToken.None))
            .ShouldHaveSingleItem()
            .Kind.ShouldBe(LeftoverKind.Extract);
        _pipeline.ExtractBuilds.Files.ShouldBeEmpty();
        _pipeline.ExtractBuilds.Builds[begun.Location].State.ShouldBe(ExtractBuildState.Removed);
        await Service.RemoveAsync(_pipeline.Hub.Client, CancellationToken.None);
        _pipeline.ExtractBuilds.Builds.ShouldBeEmpty();
    }

    /// <summary>What a run of long ago extracted of one day.</summary>
    private async Task<ExtractBuild> BuildAsync(int number, string? runId = null)
    {
        var location =
            $"s3://results/commerce-summary/pipeline/events/2025-10-1{number}/commerce-2025-10-1{number}-0a1b2c3d-1-1/";
        _pipeline.ExtractBuilds.Files[(location, Day)] = [$"file-{number}"];
        var parts = await _pipeline.ExtractBuilds.ListPartsAsync(location, CancellationToken.None);
        return await _pipeline.ExtractBuilds.RecordAsync(
            new(location, runId ?? $"commerce-2025-10-1{number}", new(2025, 10, 10 + number, 4, 0, 0, TimeSpan.Zero))
            {
                State = ExtractBuildState.Checked,
                Parts = parts,
            },
            CancellationToken.None
        );
    }

    private void Show(ExtractBuild build) =>
        _pipeline.Extracts.Days[(new(2025, 10, 27), "shop-a")] = new(
            new(2025, 10, 27),
            "shop-a",
            Pipeline.Today,
            "f",
            true,
            build.Location + Day
        );
}
