using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Aws.Tests.Support;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Aws.Tests.S3;

public sealed class S3SummaryStoreTests
{
    private const string Root = ExampleVersion.Root;
    private const string Record = ExampleVersion.Record;
    private static readonly TableVersion Version = ExampleVersion.Started;
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly FakeBucket _bucket = new();
    private readonly S3SummaryStore _store;

    public S3SummaryStoreTests() =>
        _store = new S3SummaryStore(
            _bucket.S3,
            Options.Create(new CommerceSettings { ResultsBucket = "results" }),
            TimeProvider.System,
            NullLogger<S3SummaryStore>.Instance
        );

    [Fact]
    public async Task RecordVersion_Twice_LeavesTheFirstRecordAsItStands()
    {
        await _store.RecordVersionAsync(Version, None);
        var changed = await _store.ChangeVersionAsync(
            Version.Table,
            Version.Location,
            stands => stands with { State = VersionState.Checked, Files = ["a"] },
            None
        );

        var stands = await _store.RecordVersionAsync(Version, None);

        _bucket.Objects.Keys.ShouldBe([Record]);
        _bucket
            .Objects[Record]
            .ShouldStartWith("""{"table":"shop_commerce_x_summary","execution_date":"2025-10-28","run_id":""");
        S3Records<TableVersion>.Write(stands).ShouldBe(S3Records<TableVersion>.Write(changed!));
        S3Records<TableVersion>
            .Write((await _store.ListVersionsAsync([Version.Table], None)).Single())
            .ShouldBe(S3Records<TableVersion>.Write(changed!));
    }

    [Fact]
    public async Task ChangeVersion_AnotherWasFaster_SeesWhatThatOneMadeOfIt()
    {
        await _store.RecordVersionAsync(Version, None);
        _bucket.BeforePut = key =>
        {
            _bucket.BeforePut = null;
            _bucket.Objects[key] = _bucket.Objects[key].Replace("started", "removed");
        };

        var claimed = await _store.ChangeVersionAsync(
            Version.Table,
            Version.Location,
            stands => stands.State == VersionState.Removed ? null : stands with { State = VersionState.Checked },
            None
        );

        claimed!.State.ShouldBe(VersionState.Removed);
        _bucket.Objects[Record].ShouldContain("removed");
    }

    [Fact]
    public async Task ChangeVersion_ThisProcessWroteItLast_ReadsNothing()
    {
        await _store.RecordVersionAsync(Version, None);
        foreach (var state in new[] { VersionState.Checked, VersionState.Published })
            await _store.ChangeVersionAsync(
                Version.Table,
                Version.Location,
                stands => stands with { State = state },
                None
            );

        (await _store.ListVersionsAsync([Version.Table], None)).Single().State.ShouldBe(VersionState.Published);
        _bucket.Gets.ShouldBe(0);
    }

    [Fact]
    public async Task ChangeVersion_AnotherProcessWroteItSince_GoesByWhatStands()
    {
        await _store.RecordVersionAsync(Version, None);
        _bucket.Objects[Record] = _bucket.Objects[Record].Replace("started", "removed");

        var seen = new List<VersionState>();
        (
            await _store.ChangeVersionAsync(Version.Table, Version.Location, stands => Note(stands, seen), None)
        )!.State.ShouldBe(VersionState.Removed);
        seen[^1].ShouldBe(VersionState.Removed);
        _bucket.Objects[Record] = _bucket.Objects[Record].Replace("removed", "published");
        (await _store.ListVersionsAsync([Version.Table], None)).Single().State.ShouldBe(VersionState.Published);
    }

    [Fact]
    public async Task ChangeVersion_RecordIsGoneSince_GivesNothing()
    {
        await _store.RecordVersionAsync(Version, None);
        _bucket.Objects.Remove(Record);

        (
            await _store.ChangeVersionAsync(
                Version.Table,
                Version.Location,
                stands => stands with { State = VersionState.Checked },
                None
            )
        ).ShouldBeNull();
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
        _bucket.Objects[Record] =
            """{"table":"shop_commerce_x_summary","execution_date":"2025-10-28","run_id":"commerce-2025-10-28","location":"s3://results/commerce-summary/pipeline/tables/shop_commerce_x/2025-10-28/run-1-1/","rows":24,"written_at":"2025-10-28T04:00:00+00:00"}""";
        (await _store.ListVersionsAsync([Version.Table], None)).Single().State.ShouldBe(VersionState.Published);
    }

    [Fact]
    public async Task ListVersions_SeveralPages_NewestFirstByWhenWrittenWhateverTheDate()
    {
        var rerun = Version with
        {
            Location = $"{Root}pipeline/tables/shop_commerce_x/2025-10-28/run-2-1/",
            WrittenAt = Version.WrittenAt.AddHours(3),
        };
        var forcedBack = Version with
        {
            ExecutionDate = new DateOnly(2025, 10, 27),
            Location = $"{Root}pipeline/tables/shop_commerce_x/2025-10-27/run-3-1/",
            WrittenAt = Version.WrittenAt.AddHours(9),
        };
        foreach (var version in new[] { forcedBack, Version, rerun })
            await _store.RecordVersionAsync(version, None);

        (await _store.ListVersionsAsync([Version.Table], None))
            .Select(version => version.Location)
            .ShouldBe([forcedBack.Location, rerun.Location, Version.Location]);
        (await _store.ListVersionsAsync(None)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task ListVersions_ObjectThatIsNoRecordOrStandsElsewhere_IsPassedOver()
    {
        await _store.RecordVersionAsync(Version, None);
        const string folder = "commerce-summary/pipeline/versions/shop_commerce_x_summary";
        _bucket.Objects[$"{folder}/notes.txt"] = "hello";
        _bucket.Objects[$"{folder}/2025-10-28/other.json"] = _bucket.Objects[Record];
        _bucket.Objects[$"{folder}/2025-10-28/run-2-1.json"] = _bucket
            .Objects[Record]
            .Replace("shop_commerce_x/2025-10-28/run-1-1", "shop_commerce_y/2025-10-28/run-2-1");
        _bucket.Objects[$"{folder}_2/2025-10-28/run-1-1.json"] = _bucket.Objects[Record];

        (await _store.ListVersionsAsync([Version.Table], None)).Single().Location.ShouldBe(Version.Location);
        (await _store.ListVersionsAsync(None)).Single().Location.ShouldBe(Version.Location);
    }

    [Fact]
    public async Task ListVersions_OfAService_ListsOnceAndLeavesOutTheTablesOfOthers()
    {
        string[] tables = ["shop_commerce_x_summary", "shop_commerce_y_summary"];
        foreach (var table in tables.Append("shop_commerce_z_summary"))
            await _store.RecordVersionAsync(
                Version with
                {
                    Table = table,
                    Location = $"{Root}pipeline/tables/{table[..^"_summary".Length]}/2025-10-28/run-1-1/",
                },
                None
            );
        (_bucket.Lists, _bucket.PageSize) = (0, 10);

        (await _store.ListVersionsAsync(tables, None))
            .Select(version => version.Table)
            .ShouldBe(tables, ignoreOrder: true);

        _bucket.Lists.ShouldBe(1);
    }

    [Fact]
    public async Task ListVersions_AnotherWasPublishedOverIt_IsGivenAsPublished()
    {
        var before = Version with { State = VersionState.Checked };
        var withdrawn = Version with
        {
            State = VersionState.Withdrawn,
            Location = $"{Root}pipeline/tables/shop_commerce_x/2025-10-28/run-2-1/",
            Replaces = before.Location,
        };
        var live = Version with
        {
            State = VersionState.Checked,
            Location = $"{Root}pipeline/tables/shop_commerce_x/2025-10-28/run-3-1/",
            Replaces = withdrawn.Location,
        };
        foreach (var version in new[] { before, withdrawn, live })
            await _store.RecordVersionAsync(version, None);

        (await _store.ListVersionsAsync([Version.Table], None))
            .ToDictionary(version => version.Location, version => version.State)
            .ShouldBe(
                new Dictionary<string, VersionState>
                {
                    [before.Location] = VersionState.Published,
                    [withdrawn.Location] = VersionState.Withdrawn,
                    [live.Location] = VersionState.Checked,
                },
                ignoreOrder: true
            );
        _bucket.Objects[Record].ShouldContain("\"state\":\"checked\"");
    }

    [Theory]
    [InlineData("s3://results/commerce-summary/")]
    [InlineData("s3://results/commerce-summary/pipeline/tables/shop_commerce_x/")]
    [InlineData("s3://results/commerce-summary/pipeline/tables/shop_commerce_x/2025-10-28/")]
    [InlineData("s3://results/commerce-summary/pipeline/tables/shop_commerce_x/2025-10-28/run-1-1")]
    [InlineData("s3://results/commerce-summary/pipeline/tables/shop_commerce_x/2025-10-28/run-1-1//")]
    [InlineData("s3://results/commerce-summary/pipeline/tables/shop_commerce_x/../../summary/")]
    [InlineData("s3://results/commerce-summary/pipeline/versions/shop/")]
    [InlineData("s3://results/commerce-summary/pipeline/tables/shop/a/")]
    [InlineData("s3://results/commerce-summary/pipeline/table/shop_commerce_x/2025-10-28/run-1-1/")]
    [InlineData("s3://results/commerce-summary/shop_commerce_x/2025-10-28/run-1-1/")]
    [InlineData("s3://results/commerce-summary/shop/a/b/c/")]
    [InlineData("s3://results/commerce-summary-2/shop_commerce_x/2025-10-28/run-1-1/")]
    [InlineData("s3://results/summary/shop_commerce_x/2025-10-28/run-1-1/")]
    [InlineData("s3://other/commerce-summary/pipeline/tables/shop_commerce_x/2025-10-28/run-1-1/")]
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
    [InlineData("runs/a.json")]
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
}
