using CommerceAnalytics.Aws.Storage;
using CommerceAnalytics.Aws.Tests.Support;
using CommerceAnalytics.Failures;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CommerceAnalytics.Aws.Tests.Storage;

public sealed class S3SummaryStoreTests
{
    private const string Root = "s3://results/commerce-summary/";
    private static readonly CancellationToken None = CancellationToken.None;

    private const string Record = "commerce-summary/pipeline/versions/shop_commerce_x_summary/2025-10-28/run-1-1.json";

    private static readonly TableVersion Version = new(
        "shop_commerce_x_summary", new DateOnly(2025, 10, 28), "commerce-2025-10-28", $"{Root}shop_commerce_x/2025-10-28/run-1-1/", 24,
        new DateTimeOffset(2025, 10, 28, 4, 0, 0, TimeSpan.Zero))
    {
        State = VersionState.Begun,
    };

    private readonly FakeBucket _bucket = new();
    private readonly FakeTimeProvider _time = new(Version.WrittenAt.AddDays(2));
    private readonly S3SummaryStore _store;

    public S3SummaryStoreTests() => _store = new S3SummaryStore(
        _bucket.S3, Options.Create(new CommerceSettings { ResultsBucket = "results" }), _time, NullLogger<S3SummaryStore>.Instance);

    [Fact]
    public async Task RecordVersion_Twice_LeavesTheFirstRecordAsItStands()
    {
        await _store.RecordVersionAsync(Version, None);
        var changed = await _store.ChangeVersionAsync(Version.Table, Version.Location, stands => stands with { State = VersionState.Checked, Files = ["a"] }, None);

        var stands = await _store.RecordVersionAsync(Version, None);

        _bucket.Objects.Keys.ShouldBe([Record]);
        _bucket.Objects[Record].ShouldStartWith("""{"table":"shop_commerce_x_summary","execution_date":"2025-10-28","run_id":""");
        VersionRecord.Write(stands).ShouldBe(VersionRecord.Write(changed!));
        VersionRecord.Write((await _store.ListVersionsAsync([Version.Table], None)).Single()).ShouldBe(VersionRecord.Write(changed!));
    }

    [Fact]
    public async Task ChangeVersion_AnotherWasFaster_SeesWhatThatOneMadeOfIt()
    {
        await _store.RecordVersionAsync(Version, None);
        _bucket.BeforePut = key =>
        {
            _bucket.BeforePut = null;
            _bucket.Objects[key] = _bucket.Objects[key].Replace("begun", "removed");
        };

        var claimed = await _store.ChangeVersionAsync(
            Version.Table, Version.Location, stands => stands.State == VersionState.Removed ? null : stands with { State = VersionState.Checked }, None);

        claimed!.State.ShouldBe(VersionState.Removed);
        _bucket.Objects[Record].ShouldContain("removed");
    }

    [Fact]
    public async Task ChangeVersion_ThisProcessWroteItLast_ReadsNothing()
    {
        await _store.RecordVersionAsync(Version, None);
        foreach (var state in new[] { VersionState.Checked, VersionState.Published })
            await _store.ChangeVersionAsync(Version.Table, Version.Location, stands => stands with { State = state }, None);

        (await _store.ListVersionsAsync([Version.Table], None)).Single().State.ShouldBe(VersionState.Published);
        _bucket.Gets.ShouldBe(0);
    }

    [Fact]
    public async Task ChangeVersion_AnotherProcessWroteItSince_GoesByWhatStands()
    {
        await _store.RecordVersionAsync(Version, None);
        _bucket.Objects[Record] = _bucket.Objects[Record].Replace("begun", "removed");

        var seen = new List<VersionState>();
        (await _store.ChangeVersionAsync(Version.Table, Version.Location, stands => Note(stands, seen), None))!.State.ShouldBe(VersionState.Removed);
        seen[^1].ShouldBe(VersionState.Removed);
        _bucket.Objects[Record] = _bucket.Objects[Record].Replace("removed", "published");
        (await _store.ListVersionsAsync([Version.Table], None)).Single().State.ShouldBe(VersionState.Published);
    }

    [Fact]
    public async Task ChangeVersion_RecordIsGoneSince_GivesNothing()
    {
        await _store.RecordVersionAsync(Version, None);
        _bucket.Objects.Remove(Record);

        (await _store.ChangeVersionAsync(Version.Table, Version.Location, stands => stands with { State = VersionState.Checked }, None)).ShouldBeNull();
        (await _store.ChangeVersionAsync(Version.Table, Version.Location, stands => null, None)).ShouldBeNull();
        _bucket.Objects.ShouldBeEmpty();
    }

    // Leaves the record as it is.
    private static TableVersion? Note(TableVersion stands, List<VersionState> seen)
    {
        seen.Add(stands.State);
        return null;
    }

    [Fact]
    public async Task ChangeVersion_NotRecorded_GivesNothingAndWritesNothing()
    {
        (await _store.ChangeVersionAsync(Version.Table, Version.Location, stands => stands, None)).ShouldBeNull();
        _bucket.Objects.ShouldBeEmpty();
    }

    [Fact]
    public async Task ListVersions_RecordOfTheTimeBeforeStates_IsOfAPublishedVersion()
    {
        _bucket.Objects[Record] = """{"table":"shop_commerce_x_summary","execution_date":"2025-10-28","run_id":"commerce-2025-10-28","location":"s3://results/commerce-summary/shop_commerce_x/2025-10-28/run-1-1/","rows":24,"written_at":"2025-10-28T04:00:00+00:00"}""";
        (await _store.ListVersionsAsync([Version.Table], None)).Single().State.ShouldBe(VersionState.Published);
    }

    [Fact]
    public async Task ListVersions_SeveralPages_NewestFirstByWhenWrittenWhateverTheDate()
    {
        var rerun = Version with { Location = $"{Root}shop_commerce_x/2025-10-28/run-2-1/", WrittenAt = Version.WrittenAt.AddHours(3) };
        var forcedBack = Version with { ExecutionDate = new DateOnly(2025, 10, 27), Location = $"{Root}shop_commerce_x/2025-10-27/run-3-1/", WrittenAt = Version.WrittenAt.AddHours(9) };
        foreach (var version in new[] { forcedBack, Version, rerun }) await _store.RecordVersionAsync(version, None);

        (await _store.ListVersionsAsync([Version.Table], None)).Select(version => version.Location).ShouldBe([forcedBack.Location, rerun.Location, Version.Location]);
        (await _store.ListVersionsAsync(None)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task ListVersions_ObjectThatIsNoRecordOrStandsElsewhere_IsPassedOver()
    {
        await _store.RecordVersionAsync(Version, None);
        const string folder = "commerce-summary/pipeline/versions/shop_commerce_x_summary";
        _bucket.Objects[$"{folder}/notes.txt"] = "hello";
        _bucket.Objects[$"{folder}/2025-10-28/other.json"] = _bucket.Objects[Record];
        _bucket.Objects[$"{folder}/2025-10-28/run-2-1.json"] = _bucket.Objects[Record].Replace("shop_commerce_x/2025-10-28/run-1-1", "shop_commerce_y/2025-10-28/run-2-1");
        _bucket.Objects[$"{folder}_2/2025-10-28/run-1-1.json"] = _bucket.Objects[Record];

        (await _store.ListVersionsAsync([Version.Table], None)).Single().Location.ShouldBe(Version.Location);
        (await _store.ListVersionsAsync(None)).Single().Location.ShouldBe(Version.Location);
    }

    [Fact]
    public async Task RemoveVersion_NeverChecked_DeletesWhatLiesDirectlyThereAndThenItsRecord()
    {
        await _store.RecordVersionAsync(Version, None);
        const string place = "commerce-summary/shop_commerce_x/2025-10-28/run-1-1";
        string[] others = [$"{place}0/a", place, $"{place}/b/c", $"{place}/_SUCCESS", $"{place}/", "summary/a", $"commerce-summary-2/shop_commerce_x/2025-10-28/run-1-1/a"];
        foreach (var key in others.Concat([$"{place}/a", $"{place}/d.parquet"])) _bucket.Objects[key] = "data";

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
        const string place = "commerce-summary/shop_commerce_x/2025-10-28/run-1-1";
        foreach (var name in new[] { "a", "b", "mine" }) _bucket.Objects[$"{place}/{name}"] = "data";

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
        _bucket.Objects["commerce-summary/shop_commerce_x/2025-10-28/run-1-1/late"] = "of a query that nobody could stop";

        (await RemoveAsync(today, _ => true)).ShouldBe(1);

        _bucket.Objects.Keys.ShouldBe([Record]);
        _time.Advance(TimeSpan.FromHours(2));
        (await RemoveAsync(today, _ => true)).ShouldBe(0);
        _bucket.Objects.ShouldBeEmpty();
    }

    [Fact]
    public async Task RemoveVersions_OfAWholeService_DeletesDataAndThenRecordsInOneCallEach()
    {
        var versions = Enumerable.Range(1, 7)
            .Select(n => Version with { Location = $"{Root}shop_commerce_x/2025-10-28/run-{n}-1/", State = VersionState.Checked, Files = ["a", "b"] }).ToList();
        foreach (var version in versions)
        {
            await _store.RecordVersionAsync(version, None);
            foreach (var name in version.Files!) _bucket.Objects[$"{version.Location["s3://results/".Length..]}{name}"] = "data";
        }

        (await _store.RemoveVersionsAsync(versions, stands => stands.Location != versions[0].Location, None)).Keys.ShouldBe(versions.Skip(1).Select(version => version.Location));

        _bucket.DeleteBatches.ShouldBe([12, 6]);
        _bucket.Objects.Count.ShouldBe(3);
    }

    [Fact]
    public async Task ListVersions_OfAService_ListsOnceAndLeavesOutTheTablesOfOthers()
    {
        string[] tables = ["shop_commerce_x_summary", "shop_commerce_y_summary"];
        foreach (var table in tables.Append("shop_commerce_z_summary"))
            await _store.RecordVersionAsync(Version with { Table = table, Location = $"{Root}{table[..^"_summary".Length]}/2025-10-28/run-1-1/" }, None);
        (_bucket.Lists, _bucket.PageSize) = (0, 10);

        (await _store.ListVersionsAsync(tables, None)).Select(version => version.Table).ShouldBe(tables, ignoreOrder: true);

        _bucket.Lists.ShouldBe(1);
    }

    [Fact]
    public async Task ListVersions_AnotherWasPublishedOverIt_IsGivenAsPublished()
    {
        var before = Version with { State = VersionState.Checked };
        var withdrawn = Version with { State = VersionState.Withdrawn, Location = $"{Root}shop_commerce_x/2025-10-28/run-2-1/", Replaces = before.Location };
        var live = Version with { State = VersionState.Checked, Location = $"{Root}shop_commerce_x/2025-10-28/run-3-1/", Replaces = withdrawn.Location };
        foreach (var version in new[] { before, withdrawn, live }) await _store.RecordVersionAsync(version, None);

        (await _store.ListVersionsAsync([Version.Table], None)).ToDictionary(version => version.Location, version => version.State).ShouldBe(
            new Dictionary<string, VersionState> { [before.Location] = VersionState.Published, [withdrawn.Location] = VersionState.Withdrawn, [live.Location] = VersionState.Checked },
            ignoreOrder: true);
        _bucket.Objects[Record].ShouldContain("\"state\":\"checked\"");
    }

    [Fact]
    public async Task RemoveVersion_MayNotGo_DeletesNothing()
    {
        await _store.RecordVersionAsync(Version, None);
        _bucket.Objects["commerce-summary/shop_commerce_x/2025-10-28/run-1-1/a"] = "data";

        (await RemoveAsync(Version, stands => stands.State != VersionState.Begun)).ShouldBe(0);

        _bucket.Objects.Count.ShouldBe(2);
        _bucket.DeleteBatches.ShouldBeEmpty();
    }

    [Fact]
    public async Task RemoveVersion_NotRecorded_DeletesNothing()
    {
        _bucket.Objects["commerce-summary/shop_commerce_x/2025-10-28/run-1-1/a"] = "data";

        await RemoveAsync(Version, _ => true);

        _bucket.Objects.Count.ShouldBe(1);
        _bucket.DeleteBatches.ShouldBeEmpty();
    }

    [Fact]
    public async Task RemoveVersion_ManyObjects_GoesInBatchesOfAThousand()
    {
        _bucket.PageSize = 1000;
        await _store.RecordVersionAsync(Version, None);
        for (var i = 0; i < 2_500; i++) _bucket.Objects[$"commerce-summary/shop_commerce_x/2025-10-28/run-1-1/{i:D5}"] = "data";

        (await RemoveAsync(Version, _ => true)).ShouldBe(2_500);

        _bucket.DeleteBatches.ShouldBe([1000, 1000, 500]);
        _bucket.Objects.Keys.ShouldBe([Record]);
    }

    [Theory]
    [InlineData("InternalError", "StorageBusy", RetryAdvice.AfterWaiting)]
    [InlineData("SlowDown", "StorageBusy", RetryAdvice.AfterWaiting)]
    [InlineData("AccessDenied", "AccessDenied", RetryAdvice.Never)]
    public async Task RemoveVersion_SomeKeysRefused_KeepsTheRecordSoThatItCanBeRepeated(string code, string expected, RetryAdvice retry)
    {
        await _store.RecordVersionAsync(Version, None);
        foreach (var name in new[] { "a", "b" }) _bucket.Objects[$"commerce-summary/shop_commerce_x/2025-10-28/run-1-1/{name}"] = "data";
        _bucket.ErrorByKey["commerce-summary/shop_commerce_x/2025-10-28/run-1-1/a"] = code;

        var failure = (await Should.ThrowAsync<FailureException>(() => RemoveAsync(Version, _ => true))).Failure;

        failure.Code.ShouldBe(expected);
        failure.Retry.ShouldBe(retry);
        failure.Message.ShouldContain("run-1-1/a");
        _bucket.Objects.Keys.ShouldBe([Record, "commerce-summary/shop_commerce_x/2025-10-28/run-1-1/a"]);

        _bucket.ErrorByKey.Clear();
        (await RemoveAsync(Version, _ => true)).ShouldBe(1);
        (await RemoveAsync(Version, _ => true)).ShouldBe(0);
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

        await Should.ThrowAsync<ArgumentException>(() => _store.RecordVersionAsync(foreign, None));
        await Should.ThrowAsync<ArgumentException>(() => _store.RemoveVersionsAsync([foreign], _ => true, None));
        _bucket.Objects.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("/pipeline/a.json")]
    [InlineData("pipeline/../../summary/a.json")]
    [InlineData("pipeline//a.json")]
    [InlineData("pipeline/runs/")]
    public async Task WriteText_KeyThatLeadsElsewhere_IsRefused(string key) =>
        await Should.ThrowAsync<ArgumentException>(() => _store.WriteTextAsync(key, "x", None));

    [Fact]
    public async Task WriteText_ThenReadText_GivesTheText()
    {
        await _store.WriteTextAsync("pipeline/runs/commerce-2025-10-28.json", "{\"메뉴\":1}", None);

        (await _store.ReadTextAsync("pipeline/runs/commerce-2025-10-28.json", None)).ShouldBe("{\"메뉴\":1}");
        (await _store.ReadTextAsync("pipeline/runs/other.json", None)).ShouldBeNull();
        _bucket.Objects.Keys.ShouldBe(["commerce-summary/pipeline/runs/commerce-2025-10-28.json"]);
    }

    private async Task<int> RemoveAsync(TableVersion version, Func<TableVersion, bool> mayGo) =>
        (await _store.RemoveVersionsAsync([version], mayGo, None)).GetValueOrDefault(version.Location);
}
