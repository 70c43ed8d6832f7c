using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Aws.Tests.Support;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Aws.Tests.S3;

public sealed class S3ExtractBuildsTests
{
    private const string Key = "commerce-summary/pipeline/events/2025-10-28/commerce-2025-10-28-0a1b2c3d-1-1/";
    private const string Location = $"s3://results/{Key}";
    private const string Record = "commerce-summary/pipeline/extracts/2025-10-28/commerce-2025-10-28-0a1b2c3d-1-1.json";
    private const string First = "day=2025-10-26/service=shop-a/";
    private const string Second = "day=2025-10-27/service=shop-a/";
    private static readonly CancellationToken None = CancellationToken.None;

    // Beside, above and below what the extraction writes, and within it what Athena would not have written.
    private static readonly string[] Foreign =
    [
        $"{Key}readme.txt",
        $"{Key}{First}.hidden",
        $"{Key}{First}deeper/file",
        $"{Key}day=x/service=shop-a/file",
        $"{Key[..^1]}0/{First}file",
        "commerce-summary/pipeline/events/file",
        "summary/file",
        "commerce-summary/pipeline/extracts/other.json",
    ];

    private readonly FakeBucket _bucket = new() { PageSize = 3 };
    private readonly S3ExtractBuilds _builds;

    public S3ExtractBuildsTests()
    {
        _builds = new(
            _bucket.S3,
            Options.Create(new CommerceSettings { ResultsBucket = "results" }),
            NullLogger<S3ExtractBuilds>.Instance
        );
        foreach (var key in Foreign.Append($"{Key}{First}a").Append($"{Key}{First}b").Append($"{Key}{Second}c"))
            _bucket.Objects[key] = "data";
    }

    [Fact]
    public async Task RemoveParts_OfARecordedBuild_DeletesTheirObjectsAndInTheEndTheRecord()
    {
        await RecordAsync(ExtractBuildState.Checked);

        (await _builds.RemovePartsAsync(Location, [First], None)).ShouldBe(2);
        _bucket.Objects.Keys.ShouldBe([.. Foreign, Record, $"{Key}{Second}c"], ignoreOrder: true);
        (await _builds.ListAsync(None)).ShouldHaveSingleItem().Parts!.Keys.ShouldBe([Second]);

        (await _builds.RemovePartsAsync(Location, [First, Second], None)).ShouldBe(1);
        _bucket.Objects.Keys.ShouldBe(Foreign, ignoreOrder: true);
    }

    [Fact]
    public async Task Remove_NeverChecked_DeletesWhatAthenaWroteAndThenItsRecord()
    {
        await RecordAsync(ExtractBuildState.Started);

        (await _builds.RemoveAsync(Location, stands => stands.State == ExtractBuildState.Started, None)).ShouldBe(3);
        (await _builds.ChangeAsync(Location, _ => null, None))!.State.ShouldBe(ExtractBuildState.Removed);
        (await _builds.RemoveAsync(Location, _ => false, None)).ShouldBe(0);
        _bucket.Objects.Keys.ShouldBe(Foreign, ignoreOrder: true);
    }

    [Fact]
    public async Task Remove_ClaimedMeanwhile_DeletesNothing()
    {
        await RecordAsync(ExtractBuildState.Started);
        _bucket.BeforePut = key =>
        {
            _bucket.BeforePut = null;
            _bucket.Objects[key] = _bucket.Objects[key].Replace("started", "checked");
        };

        (await _builds.RemoveAsync(Location, stands => stands.State == ExtractBuildState.Started, None)).ShouldBe(0);
        _bucket.Objects.ShouldContainKey($"{Key}{First}a");
    }

    [Fact]
    public async Task AnyRemoval_NotRecordedOrRecordedElsewhere_DeletesNothing()
    {
        await RecordAsync(ExtractBuildState.Checked);
        _bucket.Objects["commerce-summary/pipeline/extracts/2025-10-29/copy-1-1.json"] = _bucket.Objects[Record];
        _bucket.Objects.Remove(Record);
        var before = _bucket.Objects.Keys.ToList();

        (await _builds.ListAsync(None)).ShouldBeEmpty();
        (await _builds.RemovePartsAsync(Location, [First], None)).ShouldBe(0);
        (await _builds.RemoveAsync(Location, _ => true, None)).ShouldBe(0);
        _bucket.Objects.Keys.ShouldBe(before);
    }

    [Theory]
    [InlineData("s3://results/commerce-summary/pipeline/events/")]
    [InlineData("s3://results/commerce-summary/pipeline/events/2025-10-28/")]
    [InlineData("s3://results/commerce-summary/pipeline/events/2025-10-28/x-1-1/day=2025-10-27/")]
    [InlineData("s3://results/commerce-summary/pipeline/tables/shop_commerce_hourly_traffic/2025-10-28/run-1-1/")]
    [InlineData("s3://other/commerce-summary/pipeline/events/2025-10-28/x-1-1/")]
    [InlineData("s3://results/summary/pipeline/events/2025-10-28/x-1-1/")]
    public async Task AnyMethod_LocationThatIsNoExtractionsOfOurs_IsRefused(string location)
    {
        await Should.ThrowAsync<ArgumentException>(() => _builds.ListPartsAsync(location, None));
        await Should.ThrowAsync<ArgumentException>(() => _builds.RemovePartsAsync(location, [First], None));
        await Should.ThrowAsync<ArgumentException>(() => _builds.RemoveAsync(location, _ => true, None));
    }

    private async Task RecordAsync(ExtractBuildState state)
    {
        var build = new ExtractBuild(Location, "commerce-2025-10-28", new(2025, 10, 28, 4, 0, 0, TimeSpan.Zero))
        {
            State = state,
        };
        await _builds.RecordAsync(
            state == ExtractBuildState.Started
                ? build
                : build with
                {
                    Parts = await _builds.ListPartsAsync(Location, None),
                },
            None
        );
    }
}
