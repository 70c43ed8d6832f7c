using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Aws.Tests.Support;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Aws.Tests.S3;

public sealed class S3VersionArchiveTests
{
    private const string Root = "commerce-summary/pipeline/";
    private const string Kept = $"{Root}archive/kept/2025-10-27/run-1.json";
    private static readonly DateOnly Night = new(2025, 10, 27);
    private static readonly DateTimeOffset At = new(2025, 10, 28, 4, 30, 0, TimeSpan.Zero);
    private static readonly ArchiveFile File = new(ArchiveShelf.Kept, Night, "run-1");
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly FakeBucket _bucket = new();
    private readonly S3VersionArchive _archive;

    public S3VersionArchiveTests() =>
        _archive = new(_bucket.S3, Options.Create(new CommerceSettings { ResultsBucket = "results" }));

    [Fact]
    public async Task Put_OfTwoNights_WritesAnObjectForEachAndThenDeletesTheRecords()
    {
        var (one, other) = (Version("a"), Version("b", night: Night.AddDays(-1)));
        _bucket.Objects[Record("a")] = "{}";
        _bucket.Objects[Record("c")] = "{}";

        await _archive.PutAsync(ArchiveShelf.Kept, "run-1", [one, other], At, None);

        _bucket.Objects.Keys.ShouldBe(
            [Kept, $"{Root}archive/kept/2025-10-26/run-1.json", Record("c")],
            ignoreOrder: true
        );
        var read = (await _archive.ReadAsync(File, None))!;
        read.At.ShouldBe(At);
        var version = read.Versions.ShouldHaveSingleItem().Version;
        version.Location.ShouldBe(one.Version.Location);
        version.Files.ShouldBe(one.Version.Files);
        version.Columns.ShouldBeEmpty();
    }

    [Fact]
    public async Task Put_Again_KeepsWhatWasThereAndTakesTheLaterInstant()
    {
        await _archive.PutAsync(ArchiveShelf.Kept, "run-1", [Version("a")], At, None);

        await _archive.PutAsync(ArchiveShelf.Kept, "run-1", [Version("b")], At.AddMinutes(1), None);
        await _archive.PutAsync(ArchiveShelf.Kept, "run-1", [Version("b")], At.AddMinutes(2), None);

        var read = (await _archive.ReadAsync(File, None))!;
        read.Versions.Select(one => one.Version.Location).ShouldBe([Location("a"), Location("b")]);
        read.At.ShouldBe(At.AddMinutes(2));
    }

    [Fact]
    public async Task Drop_OneAfterAnother_DeletesTheObjectWithTheLast()
    {
        await _archive.PutAsync(ArchiveShelf.Kept, "run-1", [Version("a"), Version("b")], At, None);

        await _archive.DropAsync(File, [Version("a")], None);
        (await _archive.ReadAsync(File, None))!
            .Versions.ShouldHaveSingleItem()
            .Version.Location.ShouldBe(Location("b"));
        await _archive.DropAsync(File, [Version("b")], None);

        _bucket.Objects.ShouldBeEmpty();
        await _archive.DropAsync(File, [Version("b")], None);
    }

    [Fact]
    public async Task DeleteData_OfAVersion_DeletesItsRecordedFilesAndNothingBeside()
    {
        var place = Location("a")["s3://results/".Length..];
        string[] others = [$"{place}foreign", $"{place}sub/f1", $"{place.TrimEnd('/')}0/f1", Record("b")];
        foreach (var key in others.Concat([$"{place}f1", $"{place}f2", Record("a")]))
            _bucket.Objects[key] = "data";

        await _archive.DeleteDataAsync([Version("a")], None);

        _bucket.Objects.Keys.ShouldBe(others, ignoreOrder: true);
    }

    [Fact]
    public async Task Read_VersionsOutsideTheirTablesPlace_ArePassedOver()
    {
        var foreign = Version("a");
        await _archive.PutAsync(ArchiveShelf.Kept, "run-1", [foreign, Version("b")], At, None);
        _bucket.Objects[Kept] = _bucket
            .Objects[Kept]
            .Replace(Location("a"), "s3://results/summary/x/2025-10-27/run-a-1/");

        (await _archive.ReadAsync(File, None))!
            .Versions.ShouldHaveSingleItem()
            .Version.Location.ShouldBe(Location("b"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"versions\":null,\"at\":\"2025-10-28T04:30:00Z\"}")]
    [InlineData("{\"versions\":[null],\"at\":\"2025-10-28T04:30:00Z\"}")]
    public async Task Read_ADamagedObject_IsRefusedWithItsName(string text)
    {
        _bucket.Objects[Kept] = text;

        var thrown = await Should.ThrowAsync<FailureException>(() => _archive.ReadAsync(File, None));

        thrown.Failure.Code.ShouldBe("StateDamaged");
        thrown.Failure.Retry.ShouldBe(RetryAdvice.Never);
        thrown.Failure.Message.ShouldBe($"Read s3://results/{Kept}: it is not the JSON of archived versions.");
        thrown.Failure.Advice.ShouldContain("Restore an earlier version");
        _bucket.Objects[Kept].ShouldBe(text, "nothing is written over it");
    }

    [Fact]
    public async Task List_OfAShelf_HasItsOwnObjectsAndPassesOverWhatIsNone()
    {
        await _archive.PutAsync(ArchiveShelf.Kept, "run-1", [Version("a")], At, None);
        await _archive.PutAsync(ArchiveShelf.Retired, "run-2", [Version("b")], At, None);
        foreach (var odd in new[] { "archive/kept/x/run.json", "archive/kept/2025-10-27/_x.json", "archive/kept/note" })
            _bucket.Objects[Root + odd] = "";

        (await _archive.ListAsync(ArchiveShelf.Kept, None)).ShouldBe([File]);
        (await _archive.ListAsync(ArchiveShelf.Retired, None)).ShouldBe([new(ArchiveShelf.Retired, Night, "run-2")]);
    }

    private static string Location(string run, DateOnly? night = null) =>
        $"s3://results/{Root}tables/shop_a_commerce_hourly_traffic/{night ?? Night:yyyy-MM-dd}/run-{run}-1/";

    private static string Record(string run) =>
        $"{Root}versions/shop_a_commerce_hourly_traffic_summary/2025-10-27/run-{run}-1.json";

    private static ArchivedVersion Version(string run, DateOnly? night = null) =>
        new(
            "shop-a",
            "hourly_traffic",
            new(
                "shop_a_commerce_hourly_traffic_summary",
                night ?? Night,
                $"commerce-{run}",
                Location(run, night),
                24,
                At
            )
            {
                Files = ["f1", "f2"],
                Columns = [new Column("hour", "int")],
            }
        );
}
