using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Functions.Tests.Fakes;

namespace CommerceAnalytics.Functions.Tests.Locations;

/// <summary>
/// 500 databases with tables in all sorts of places: no byte is written below a location that a table shows, no reader
/// sees two versions, and a run is refused for nothing else.
/// </summary>
public sealed class LayoutTests
{
    private const int CasesAtOnce = 50;
    private const string Home = "results/commerce-summary/";

    public static TheoryData<int> FirstSeeds => [.. Enumerable.Range(0, 10).Select(n => n * CasesAtOnce)];

    [Theory]
    [MemberData(nameof(FirstSeeds))]
    public void Run_AnyLayout_WritesNothingWhereATableIsRead(int firstSeed)
    {
        for (var seed = firstSeed; seed < firstSeed + CasesAtOnce; seed++)
            Try(seed);
    }

    private static void Try(int seed)
    {
        var layout = new Layout(seed);
        var pipeline = new Pipeline(settings => settings with { ServiceNames = ["shop-a"] });
        foreach (var table in layout.Tables)
            pipeline.Catalog.Tables[table.Name] = table;
        var written = new List<string>();
        pipeline.Store.OnWrite = key => See(pipeline, layout, written, key, seed);

        var id = pipeline.Start();
        pipeline.Hub.Run(() => pipeline.Run(id).IsCompleted);

        if (pipeline.Run(id).Error is null)
            ShouldShowOneVersionEach(pipeline, seed);
        else
            ShouldBeRefusedForCause(pipeline, id, layout, written, seed);
    }

    private static void See(Pipeline pipeline, Layout layout, List<string> written, string key, int seed)
    {
        written.Add(key);
        var path = key.StartsWith("s3://", StringComparison.Ordinal) ? key["s3://".Length..] : Home + key;
        foreach (var table in layout.Tables.Where(table => !IsAtItsOwn(table)))
        {
            if (Read(table) is { } read && pipeline.Catalog.Tables.GetValueOrDefault(table.Name) == table)
                path.StartsWith(read, StringComparison.Ordinal)
                    .ShouldBeFalse($"seed {seed}: {path} was written below {table.Name} at {table.Location}");
        }

        ShouldShowOneVersionEach(pipeline, seed);
    }

    private static void ShouldShowOneVersionEach(Pipeline pipeline, int seed)
    {
        foreach (var table in pipeline.Catalog.Tables.Values)
        {
            var read = Read(table);
            var versions = pipeline.Store.Files.Keys.Where(place =>
                read is not null && place["s3://".Length..].StartsWith(read, StringComparison.Ordinal)
            );
            versions.Count().ShouldBeLessThanOrEqualTo(1, $"seed {seed}: {table.Name} at {table.Location}");
        }
    }

    private static void ShouldBeRefusedForCause(
        Pipeline pipeline,
        string id,
        Layout layout,
        List<string> written,
        int seed
    )
    {
        pipeline.Run(id).Error!.ShouldContain("LocationShared", customMessage: $"seed {seed}");
        written.ShouldBeEmpty($"seed {seed}");
        pipeline.Athena.Queries.ShouldBeEmpty();
        pipeline.Catalog.Publications.ShouldBeEmpty();
        layout.Tables.ShouldContain(table => IsAtTheHome(table), $"seed {seed}: no table is near");
    }

    /// <summary>What a reader of a table reads: bucket and key prefix.</summary>
    private static string? Read(CatalogTable table) =>
        table.Location is not { } location
            ? null
            : string.Join(
                '/',
                location[(location.IndexOf("://", StringComparison.Ordinal) + 3)..]
                    .Split('/', StringSplitOptions.RemoveEmptyEntries)
            ) + "/";

    private static bool IsAtTheHome(CatalogTable table) =>
        Read(table) is { } read
        && (
            $"{Home}pipeline/".StartsWith(read, StringComparison.Ordinal)
            || read.StartsWith($"{Home}pipeline/", StringComparison.Ordinal)
        );

    private static bool IsAtItsOwn(CatalogTable table) =>
        (table.Name == "pipeline_runs" && Read(table) == $"{Home}pipeline/runs/")
        || (table.Name == "pipeline_events" && Read(table) == $"{Home}pipeline/events/");
}
