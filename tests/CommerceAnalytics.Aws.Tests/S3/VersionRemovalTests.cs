using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Aws.Tests.Support;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CommerceAnalytics.Aws.Tests.S3;

public sealed class VersionRemovalTests
{
    private const string Root = ExampleVersion.Root;
    private const string Record = ExampleVersion.Record;
    private static readonly TableVersion Version = ExampleVersion.Started;
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly FakeBucket _bucket = new();
    private readonly FakeTimeProvider _time = new(Version.WrittenAt.AddDays(2));
    private readonly S3SummaryStore _store;

    public VersionRemovalTests() =>
        _store = new S3SummaryStore(
            _bucket.S3,
            Options.Create(new CommerceSettings { ResultsBucket = "results" }),
            _time,
            NullLogger<S3SummaryStore>.Instance
        );

    [Fact]
    public async Task RemoveVersion_NeverChecked_DeletesWhatLiesDirectlyThereAndThenItsRecord()
    {
        await _store.RecordVersionAsync(Version, None);
        const string place = "commerce-summary/pipeline/tables/shop_commerce_x/2025-10-28/run-1-1";
        string[] others =
        [
            $"{place}0/a",
            place,
            $"{place}/b/c",
            $"{place}/_SUCCESS",
            $"{place}/",
            "summary/a",
            $"commerce-summary-2/shop_commerce_x/2025-10-28/run-1-1/a",
        ];
        foreach (var key in others.Concat([$"{place}/a", $"{place}/d.parquet"]))
            _bucket.Objects[key] = "data";

        (await RemoveAsync(Version, _ => true)).ShouldBe(2);
        _bucket.Objects.Keys.ShouldBe([.. others, Record], ignoreOrder: true);
        _bucket.Objects[Record].ShouldContain("\"state\":\"removed\"");

        (await RemoveAsync(Version, _ => false)).ShouldBe(0, "it is marked already");
        _bucket.Objects.Keys.ShouldBe(others, ignoreOrder: true);
    }

    [Fact]
    public async Task RemoveVersion_Checked_DeletesTheFilesOfItsRecordOnly()
    {
        await _store.RecordVersionAsync(Version with { State = VersionState.Published, Files = ["a", "b"] }, None);
        const string place = "commerce-summary/pipeline/tables/shop_commerce_x/2025-10-28/run-1-1";
        foreach (var name in new[] { "a", "b", "mine" })
            _bucket.Objects[$"{place}/{name}"] = "data";

        (await RemoveAsync(Version, _ => true)).ShouldBe(2);

        _bucket.Objects.Keys.ShouldBe([$"{place}/mine"]);
    }

    [Fact]
    public async Task RemoveVersion_NeverCheckedAndOfToday_KeepsItsRecordForWhatIsWrittenAfterwards()
    {
        _time.SetUtcNow(Version.WrittenAt.AddDays(3));
        var today = Version with { WrittenAt = _time.GetUtcNow().AddHours(-23) };
        await _store.RecordVersionAsync(today, None);
        (await RemoveAsync(today, _ => true)).ShouldBe(0);
        _bucket.Objects["commerce-summary/pipeline/tables/shop_commerce_x/2025-10-28/run-1-1/late"] =
            "of a query that nobody could stop";

        (await RemoveAsync(today, _ => true)).ShouldBe(1);

        _bucket.Objects.Keys.ShouldBe([Record]);
        _time.Advance(TimeSpan.FromHours(2));
        (await RemoveAsync(today, _ => true)).ShouldBe(0);
        _bucket.Objects.ShouldBeEmpty();
    }

    [Fact]
    public async Task RemoveVersions_OfAWholeService_DeletesDataAndThenRecordsInOneCallEach()
    {
        var versions = Enumerable
            .Range(1, 7)
            .Select(n =>
                Version with
                {
                    Location = $"{Root}pipeline/tables/shop_commerce_x/2025-10-28/run-{n}-1/",
                    State = VersionState.Checked,
                    Files = ["a", "b"],
                }
            )
            .ToList();
        foreach (var version in versions)
        {
            await _store.RecordVersionAsync(version, None);
            foreach (var name in version.Files!)
                _bucket.Objects[$"{version.Location["s3://results/".Length..]}{name}"] = "data";
        }

        (
            await _store.RemoveVersionsAsync(versions, stands => stands.Location != versions[0].Location, None)
        ).Keys.ShouldBe(versions.Skip(1).Select(version => version.Location));

        _bucket.DeleteBatches.ShouldBe([12, 6]);
        _bucket.Objects.Count.ShouldBe(3);
    }

    [Fact]
    public async Task RemoveVersion_MayNotGo_DeletesNothing()
    {
        await _store.RecordVersionAsync(Version, None);
        _bucket.Objects["commerce-summary/pipeline/tables/shop_commerce_x/2025-10-28/run-1-1/a"] = "data";

        (await RemoveAsync(Version, stands => stands.State != VersionState.Started)).ShouldBe(0);

        _bucket.Objects.Count.ShouldBe(2);
        _bucket.DeleteBatches.ShouldBeEmpty();
    }

    [Fact]
    public async Task RemoveVersion_NotRecorded_DeletesNothing()
    {
        _bucket.Objects["commerce-summary/pipeline/tables/shop_commerce_x/2025-10-28/run-1-1/a"] = "data";

        await RemoveAsync(Version, _ => true);

        _bucket.Objects.Count.ShouldBe(1);
        _bucket.DeleteBatches.ShouldBeEmpty();
    }

    [Fact]
    public async Task RemoveVersion_ManyObjects_GoesInBatchesOfAThousand()
    {
        _bucket.PageSize = 1000;
        await _store.RecordVersionAsync(Version, None);
        for (var i = 0; i < 2_500; i++)
            _bucket.Objects[$"commerce-summary/pipeline/tables/shop_commerce_x/2025-10-28/run-1-1/{i:D5}"] = "data";

        (await RemoveAsync(Version, _ => true)).ShouldBe(2_500);

        _bucket.DeleteBatches.ShouldBe([1000, 1000, 500]);
        _bucket.Objects.Keys.ShouldBe([Record]);
    }

    [Theory]
    [InlineData("InternalError", "StorageBusy", RetryAdvice.AfterWaiting)]
    [InlineData("SlowDown", "StorageBusy", RetryAdvice.AfterWaiting)]
    [InlineData("AccessDenied", "AccessDenied", RetryAdvice.Never)]
    public async Task RemoveVersion_SomeKeysRefused_KeepsTheRecordSoThatItCanBeRepeated(
        string code,
        string expected,
        RetryAdvice retry
    )
    {
        await _store.RecordVersionAsync(Version, None);
        foreach (var name in new[] { "a", "b" })
            _bucket.Objects[$"commerce-summary/pipeline/tables/shop_commerce_x/2025-10-28/run-1-1/{name}"] = "data";
        _bucket.ErrorByKey["commerce-summary/pipeline/tables/shop_commerce_x/2025-10-28/run-1-1/a"] = code;

        var failure = (await Should.ThrowAsync<FailureException>(() => RemoveAsync(Version, _ => true))).Failure;

        failure.Code.ShouldBe(expected);
        failure.Retry.ShouldBe(retry);
        failure.Message.ShouldContain("run-1-1/a");
        _bucket.Objects.Keys.ShouldBe(
            [Record, "commerce-summary/pipeline/tables/shop_commerce_x/2025-10-28/run-1-1/a"],
            ignoreOrder: true
        );

        _bucket.ErrorByKey.Clear();
        (await RemoveAsync(Version, _ => true)).ShouldBe(1);
        (await RemoveAsync(Version, _ => true)).ShouldBe(0);
        _bucket.Objects.ShouldBeEmpty();
    }

    private async Task<int> RemoveAsync(TableVersion version, Func<TableVersion, bool> mayGo) =>
        (await _store.RemoveVersionsAsync([version], mayGo, None)).GetValueOrDefault(version.Location);
}
