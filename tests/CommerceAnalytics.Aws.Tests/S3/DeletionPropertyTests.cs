using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Aws.Tests.Support;
using CommerceAnalytics.Settings;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Aws.Tests.S3;

/// <summary>
/// Deleting is bounded: whatever lies in the bucket (keys beside, under and around the pipeline's own, with odd
/// characters, copies of its records), only objects go that a record names, of versions that may go.
/// </summary>
public sealed class DeletionPropertyTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly CommerceSettings Settings = new() { ResultsBucket = "results" };

    [Property(MaxTest = 300, Arbitrary = [typeof(Buckets)])]
    public void RemoveVersion_AnyBucket_DeletesOwnFilesOfThoseThatMayGoAndNothingElse(GeneratedBucket generated)
    {
        var bucket = new FakeBucket { PageSize = 7 };
        var store = new S3SummaryStore(
            bucket.S3,
            Options.Create(Settings),
            TimeProvider.System,
            NullLogger<S3SummaryStore>.Instance
        );
        Fill(bucket, store, generated);
        var before = new Dictionary<string, string>(bucket.Objects);

        foreach (var (version, mayGo) in generated.Versions)
            store.RemoveVersionsAsync([version], _ => mayGo, None).GetAwaiter().GetResult();

        var gone = before.Keys.Except(bucket.Objects.Keys).ToHashSet();
        gone.ShouldBeSubsetOf(
            generated
                .Versions.Where(one => one.MayGo)
                .SelectMany(one => Own(one.Version).Append(ExampleVersion.RecordOf(one.Version)))
        );
        gone.ShouldNotContain(key => generated.Foreign.Contains(key));
        foreach (var (key, content) in bucket.Objects.Where(pair => !IsRecord(pair.Key)))
            content.ShouldBe(before[key]);
        foreach (var kept in generated.Versions.Where(one => !one.MayGo))
            bucket
                .Objects[ExampleVersion.RecordOf(kept.Version)]
                .ShouldBe(before[ExampleVersion.RecordOf(kept.Version)]);
    }

    [Property(MaxTest = 200, Arbitrary = [typeof(Buckets)])]
    public void RemoveVersion_UntilNothingIsLeft_LeavesForeignObjectsAlone(GeneratedBucket generated)
    {
        var bucket = new FakeBucket { PageSize = 7 };
        var store = new S3SummaryStore(
            bucket.S3,
            Options.Create(Settings),
            TimeProvider.System,
            NullLogger<S3SummaryStore>.Instance
        );
        Fill(bucket, store, generated);

        // Even a caller who goes by what is found in the bucket, and lets everything go.
        for (var pass = 0; pass < 2; pass++)
        {
            var versions = store.ListVersionsAsync(None).GetAwaiter().GetResult();
            store.RemoveVersionsAsync(versions, _ => true, None).GetAwaiter().GetResult();
        }

        bucket.Objects.Keys.ShouldBe(generated.Foreign, ignoreOrder: true);
    }

    [Property(MaxTest = 200, Arbitrary = [typeof(Buckets)])]
    public void RemoveResults_AnyBucket_DeletesAthenasFilesOfRecordedRunsOnly(GeneratedBucket generated)
    {
        var bucket = new FakeBucket { PageSize = 7 };
        var results = new S3QueryResults(bucket.S3, Options.Create(Settings));
        var run = new RunResults("commerce-2025-10-28", "commerce-2025-10-28-0a1b2c3d");
        const string place = "commerce-summary/pipeline/athena-results/commerce-2025-10-28-0a1b2c3d/";
        var own = new[] { ".csv", ".csv.metadata", ".metadata", ".txt", "-manifest.csv" }
            .Select(end => $"01234567-89ab-cdef-0123-456789abcdef{end}")
            .SelectMany(name => new[] { place + name, $"{place}tables/{name}" })
            .ToList();
        var foreign = generated.Foreign.Concat(generated.Names.Select(name => place + name)).ToHashSet();
        foreach (var key in own.Concat(foreign))
            bucket.Objects[key] = "data";
        results.RemoveAsync(run, None).GetAwaiter().GetResult().ShouldBe(0, "it was not recorded");
        results.RecordAsync(run, None).GetAwaiter().GetResult();

        for (var pass = 0; pass < 2; pass++)
        {
            foreach (var found in results.ListAsync(None).GetAwaiter().GetResult())
                results.RemoveAsync(found, None).GetAwaiter().GetResult();
        }

        bucket.Objects.Keys.ShouldBe(foreign, ignoreOrder: true);
    }

    [Property(MaxTest = 200, Arbitrary = [typeof(Buckets)])]
    public void RemoveTrials_AnyBucket_DeletesWhatVerificationsNameSoOnly(GeneratedBucket generated)
    {
        var bucket = new FakeBucket { PageSize = 7 };
        var store = new S3SummaryStore(
            bucket.S3,
            Options.Create(Settings),
            TimeProvider.System,
            NullLogger<S3SummaryStore>.Instance
        );
        const string place = "commerce-summary/pipeline/verify/";
        var own = new[]
        {
            "verify-0123456789abcdef",
            $"{new string('a', 32)}/part-1",
            $"{new string('b', 32)}/20251028_040012_00017_abcde_0",
        }.Select(name => place + name);
        var foreign = generated.Foreign.Concat(generated.Names.Select(name => place + name)).ToHashSet();
        foreach (var key in own.Concat(foreign))
            bucket.Objects[key] = "data";

        store.RemoveTrialsAsync(store.ListTrialsAsync(None).GetAwaiter().GetResult(), None).GetAwaiter().GetResult();

        bucket.Objects.Keys.ShouldBe(foreign, ignoreOrder: true);
    }

    private static void Fill(FakeBucket bucket, S3SummaryStore store, GeneratedBucket generated)
    {
        foreach (var key in generated.Foreign)
            bucket.Objects[key] = $"foreign {key}";
        foreach (var (version, _) in generated.Versions)
        {
            store.RecordVersionAsync(version, None).GetAwaiter().GetResult();
            foreach (var key in Own(version))
                bucket.Objects[key] = "own";
        }

        // Records that somebody copied to other places: they must not make a deletion there.
        foreach (var key in generated.Foreign.Where(IsRecord))
            bucket.Objects[key] = bucket.Objects[ExampleVersion.RecordOf(generated.Versions[0].Version)];
    }

    private static IEnumerable<string> Own(TableVersion version) =>
        (version.Files ?? ["20251028_040012_00017_abcde_0", "part-1.parquet"]).Select(name =>
            version.Location["s3://results/".Length..] + name
        );

    private static bool IsRecord(string key) =>
        key.StartsWith("commerce-summary/pipeline/versions/", StringComparison.Ordinal);
}

/// <summary>What lies in a bucket.</summary>
/// <param name="Versions">The pipeline's own, and whether each may go.</param>
/// <param name="Foreign">Keys of others.</param>
/// <param name="Names">Odd names.</param>
public sealed record GeneratedBucket(
    IReadOnlyList<(TableVersion Version, bool MayGo)> Versions,
    IReadOnlySet<string> Foreign,
    IReadOnlyList<string> Names
);

/// <summary>Generates buckets.</summary>
public static class Buckets
{
    private static readonly string[] Tables = ["shop_commerce_x", "shop_commerce_x_y", "shop_2_commerce_x"];

    private static readonly string[] OddNames =
    [
        "_SUCCESS",
        ".hidden",
        "a b",
        "a+b%20c",
        "é메뉴🛒",
        "a\u0001b",
        "line\nbreak",
        "&<>\"'",
        "..",
        ".",
        "",
        "x/y",
        "x//y",
        "../../other",
        "a?b#c",
        "*",
        "~",
        "\\",
        "manifest",
        "01234567-89ab-cdef-0123-456789abcdef.csv/x",
        "01234567-89ab-cdef-0123-456789abcdef.parquet",
        "01234567-89AB-cdef-0123-456789abcdef.csv",
        "notes.txt.bak",
    ];

    /// <summary>For FsCheck.</summary>
    public static Arbitrary<GeneratedBucket> Bucket() =>
        Arb.From(
            from versions in Gen.NonEmptyListOf(Version())
            let own = versions.DistinctBy(one => one.Version.Location).ToList()
            from names in Gen.ListOf(Gen.Elements(OddNames))
            from foreign in Gen.ListOf(Foreign([.. own.Select(one => one.Version)]))
            select new GeneratedBucket(
                own,
                foreign.Where(key => IsForeign(key, own)).ToHashSet(),
                [.. names.Distinct()]
            )
        );

    private static Gen<(TableVersion Version, bool MayGo)> Version() =>
        from table in Gen.Elements(Tables)
        from day in Gen.Choose(1, 28)
        from run in Gen.Choose(1, 12)
        from state in Gen.Elements(Enum.GetValues<VersionState>())
        from files in Gen.Elements<string[]?>(null, ["a"], ["a", "b.parquet"], [])
        from mayGo in Gen.Elements(true, false)
        let date = new DateOnly(2025, 10, day)
        select (
            new TableVersion(
                $"{table}_summary",
                date,
                "r",
                $"s3://results/commerce-summary/pipeline/tables/{table}/{date:yyyy-MM-dd}/run-{run}-1/",
                1,
                default
            )
            {
                State = state == VersionState.Removed ? VersionState.Started : state,
                Files = files,
            },
            mayGo
        );

    /// <summary>Keys that are nearly a version's: beside it, under it, around it.</summary>
    private static Gen<string> Foreign(IReadOnlyList<TableVersion> versions) =>
        from version in Gen.Elements<TableVersion>(versions)
        from name in Gen.Elements(OddNames)
        let place = version.Location["s3://results/".Length..]
        from key in Gen.Elements(
            $"{place}sub/{name}",
            $"{place}{name}",
            place.TrimEnd('/') + name,
            place.TrimEnd('/') + $"0/{name}",
            place.ToUpperInvariant() + name,
            $"/{place}a",
            $"{place}/a",
            place.Replace("commerce-summary/", "commerce-summary-2/") + "a",
            place.Replace("commerce-summary/", "summary/") + "a",
            "x/" + place + "a",
            $"commerce-summary/{name}",
            $"commerce-summary/pipeline/{name}",
            $"commerce-summary/pipeline/versions/{version.Table}/{name}.json",
            $"commerce-summary/pipeline/versions/{version.Table}/2025-10-28/{name}",
            $"commerce-summary/pipeline/versions/{version.Table}_2/2025-10-28/run-1-1.json",
            $"commerce-summary/pipeline/runs/{name}",
            $"commerce-summary/pipeline/results/{name}",
            $"commerce-summary/pipeline/athena-results/{name}",
            $"summary/{name}",
            name
        )
        select key;

    /// <summary>
    /// A key that a version has itself is no foreign one; nor is the name of a file that would be, in a place where
    /// nothing was checked.
    /// </summary>
    private static bool IsForeign(string key, IReadOnlyList<(TableVersion Version, bool MayGo)> own) =>
        key.Length > 0
        && own.All(one =>
        {
            var place = one.Version.Location["s3://results/".Length..];
            var isDirectlyThere =
                key.StartsWith(place, StringComparison.Ordinal) && SummaryPrefix.IsFileName(key[place.Length..]);
            return key != ExampleVersion.RecordOf(one.Version)
                && !(isDirectlyThere && (one.Version.Files is null || one.Version.Files.Contains(key[place.Length..])));
        });
}
