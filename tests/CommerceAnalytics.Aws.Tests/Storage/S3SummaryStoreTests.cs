using CommerceAnalytics.Aws.Storage;
using CommerceAnalytics.Aws.Tests.Support;
using CommerceAnalytics.Failures;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Aws.Tests.Storage;

public sealed class S3SummaryStoreTests
{
    private const string Root = "s3://results/commerce-summary/";
    private const string Record = "commerce-summary/pipeline/versions/shop_commerce_x_summary/2025-10-28/run-1-1.json";

    private static readonly TableVersion Version = new(
        "shop_commerce_x_summary", new DateOnly(2025, 10, 28), "commerce-2025-10-28", $"{Root}shop_commerce_x/2025-10-28/run-1-1/", 24,
        new DateTimeOffset(2025, 10, 28, 4, 0, 0, TimeSpan.Zero));

    private readonly FakeBucket _bucket = new();
    private readonly S3SummaryStore _store;

    public S3SummaryStoreTests() => _store = new S3SummaryStore(
        _bucket.S3, Options.Create(new CommerceSettings { ResultsBucket = "results" }), NullLogger<S3SummaryStore>.Instance);

    [Fact]
    public async Task RecordVersion_Twice_LeavesOneRecordThatReadsBack()
    {
        await _store.RecordVersionAsync(Version, CancellationToken.None);
        await _store.RecordVersionAsync(Version, CancellationToken.None);

        _bucket.Objects.Keys.ShouldBe([Record]);
        _bucket.Objects[Record].ShouldStartWith("""{"table":"shop_commerce_x_summary","execution_date":"2025-10-28","run_id":""");
        (await _store.ListVersionsAsync(Version.Table, CancellationToken.None)).ShouldBe([Version]);
    }

    [Fact]
    public async Task ListVersions_SeveralPages_NewestFirstByWhenWrittenWhateverTheDate()
    {
        var rerun = Version with { Location = $"{Root}shop_commerce_x/2025-10-28/run-2-1/", WrittenAt = Version.WrittenAt.AddHours(3) };
        var forcedBack = Version with { ExecutionDate = new DateOnly(2025, 10, 27), Location = $"{Root}shop_commerce_x/2025-10-27/run-3-1/", WrittenAt = Version.WrittenAt.AddHours(9) };
        foreach (var version in new[] { forcedBack, Version, rerun }) await _store.RecordVersionAsync(version, CancellationToken.None);

        (await _store.ListVersionsAsync(Version.Table, CancellationToken.None)).ShouldBe([forcedBack, rerun, Version]);
    }

    [Fact]
    public async Task ListVersions_ObjectThatIsNoRecord_IsPassedOver()
    {
        await _store.RecordVersionAsync(Version, CancellationToken.None);
        _bucket.Objects["commerce-summary/pipeline/versions/shop_commerce_x_summary/notes.txt"] = "hello";
        _bucket.Objects["commerce-summary/pipeline/versions/shop_commerce_x_summary/2025-10-28/other.json"] = _bucket.Objects[Record].Replace("shop_commerce_x_summary", "other");
        _bucket.Objects["commerce-summary/pipeline/versions/shop_commerce_x_summary_2/2025-10-28/run-1-1.json"] = _bucket.Objects[Record];

        (await _store.ListVersionsAsync(Version.Table, CancellationToken.None)).ShouldBe([Version]);
    }

    [Fact]
    public async Task DeleteVersion_Recorded_DeletesItsDataAndRecordAndNothingBeside()
    {
        await _store.RecordVersionAsync(Version, CancellationToken.None);
        string[] own = ["commerce-summary/shop_commerce_x/2025-10-28/run-1-1/a", "commerce-summary/shop_commerce_x/2025-10-28/run-1-1/b/c", "commerce-summary/shop_commerce_x/2025-10-28/run-1-1/d"];
        string[] others = ["commerce-summary/shop_commerce_x/2025-10-28/run-1-10/a", "commerce-summary/shop_commerce_x/2025-10-28/run-1-1", "summary/a", "commerce-summary-2/shop_commerce_x/2025-10-28/run-1-1/a"];
        foreach (var key in own.Concat(others)) _bucket.Objects[key] = "data";

        await _store.DeleteVersionAsync(Version, CancellationToken.None);
        _bucket.Objects.Keys.ShouldBe(others, ignoreOrder: true);

        await _store.DeleteVersionAsync(Version, CancellationToken.None);
        _bucket.Objects.Keys.ShouldBe(others, ignoreOrder: true);
    }

    [Fact]
    public async Task DeleteVersion_NotRecorded_DeletesNothing()
    {
        _bucket.Objects["commerce-summary/shop_commerce_x/2025-10-28/run-1-1/a"] = "data";

        await _store.DeleteVersionAsync(Version, CancellationToken.None);

        _bucket.Objects.Count.ShouldBe(1);
        _bucket.DeleteBatches.ShouldBeEmpty();
    }

    [Fact]
    public async Task DeleteVersion_ManyObjects_GoesInBatchesOfAThousand()
    {
        _bucket.PageSize = 1000;
        await _store.RecordVersionAsync(Version, CancellationToken.None);
        for (var i = 0; i < 2_500; i++) _bucket.Objects[$"commerce-summary/shop_commerce_x/2025-10-28/run-1-1/{i:D5}"] = "data";

        await _store.DeleteVersionAsync(Version, CancellationToken.None);

        _bucket.DeleteBatches.ShouldBe([1000, 1000, 500, 1]);
        _bucket.Objects.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("InternalError", "StorageBusy", RetryAdvice.AfterWaiting)]
    [InlineData("SlowDown", "StorageBusy", RetryAdvice.AfterWaiting)]
    [InlineData("AccessDenied", "AccessDenied", RetryAdvice.Never)]
    public async Task DeleteVersion_SomeKeysRefused_KeepsTheRecordSoThatItCanBeRepeated(string code, string expected, RetryAdvice retry)
    {
        await _store.RecordVersionAsync(Version, CancellationToken.None);
        foreach (var name in new[] { "a", "b" }) _bucket.Objects[$"commerce-summary/shop_commerce_x/2025-10-28/run-1-1/{name}"] = "data";
        _bucket.ErrorByKey["commerce-summary/shop_commerce_x/2025-10-28/run-1-1/a"] = code;

        var failure = (await Should.ThrowAsync<FailureException>(() => _store.DeleteVersionAsync(Version, CancellationToken.None))).Failure;

        failure.Code.ShouldBe(expected);
        failure.Retry.ShouldBe(retry);
        failure.Message.ShouldContain("run-1-1/a");
        _bucket.Objects.Keys.ShouldBe(["commerce-summary/pipeline/versions/shop_commerce_x_summary/2025-10-28/run-1-1.json", "commerce-summary/shop_commerce_x/2025-10-28/run-1-1/a"]);

        _bucket.ErrorByKey.Clear();
        await _store.DeleteVersionAsync(Version, CancellationToken.None);
        _bucket.Objects.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("s3://results/commerce-summary/")]
    [InlineData("s3://results/commerce-summary/shop_commerce_x/")]
    [InlineData("s3://results/commerce-summary/shop_commerce_x/2025-10-28/")]
    [InlineData("s3://results/commerce-summary/shop_commerce_x/2025-10-28/run-1-1")]
    [InlineData("s3://results/commerce-summary/shop_commerce_x/2025-10-28/run-1-1//")]
    [InlineData("s3://results/commerce-summary/shop_commerce_x/../../summary/")]
    [InlineData("s3://results/commerce-summary/pipeline/versions/shop/")]
    [InlineData("s3://results/commerce-summary/shop/a/b/c/")]
    [InlineData("s3://results/commerce-summary-2/shop_commerce_x/2025-10-28/run-1-1/")]
    [InlineData("s3://results/summary/shop_commerce_x/2025-10-28/run-1-1/")]
    [InlineData("s3://other/commerce-summary/shop_commerce_x/2025-10-28/run-1-1/")]
    [InlineData("")]
    public async Task AnyMethod_LocationThatIsNoVersionOfOurs_IsRefused(string location)
    {
        var foreign = Version with { Location = location };

        await Should.ThrowAsync<ArgumentException>(() => _store.RecordVersionAsync(foreign, CancellationToken.None));
        await Should.ThrowAsync<ArgumentException>(() => _store.DeleteVersionAsync(foreign, CancellationToken.None));
        _bucket.Objects.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("/pipeline/a.json")]
    [InlineData("pipeline/../../summary/a.json")]
    [InlineData("pipeline//a.json")]
    [InlineData("pipeline/runs/")]
    public async Task WriteText_KeyThatLeadsElsewhere_IsRefused(string key) =>
        await Should.ThrowAsync<ArgumentException>(() => _store.WriteTextAsync(key, "x", CancellationToken.None));

    [Fact]
    public async Task WriteText_ThenReadText_GivesTheText()
    {
        await _store.WriteTextAsync("pipeline/runs/commerce-2025-10-28.json", "{\"메뉴\":1}", CancellationToken.None);

        (await _store.ReadTextAsync("pipeline/runs/commerce-2025-10-28.json", CancellationToken.None)).ShouldBe("{\"메뉴\":1}");
        (await _store.ReadTextAsync("pipeline/runs/other.json", CancellationToken.None)).ShouldBeNull();
        _bucket.Objects.Keys.ShouldBe(["commerce-summary/pipeline/runs/commerce-2025-10-28.json"]);
    }
}
