using CommerceAnalytics.Extracts;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Tests.Semantics;

namespace CommerceAnalytics.Tests.Extracts;

/// <summary>The extract of a test's own event table, in a database of its own: night by night, as runs do it.</summary>
internal sealed class ExtractLake(SummaryLake events, LocalLake lake, CommerceSettings settings)
{
    private readonly CommerceSettings _settings = events.Of(settings) with
    {
        ScanMode = ScanMode.Extract,
        Database = NewDatabase(lake),
        ExtractDaysPerQuery = 100,
    };
    private readonly List<ExtractedDay> _extracted = [];

    /// <summary>Days and services that the extract holds.</summary>
    public IReadOnlyList<ExtractedDay> Extracted => _extracted;

    /// <summary>Extracts what a run of that date would, and says which chunks those were.</summary>
    public async Task<IReadOnlyList<ExtractChunk>> NightAsync(
        DateOnly date,
        IReadOnlyList<string> services,
        params DateOnly[] redo
    )
    {
        var planner = new ExtractPlanner(_settings);
        var fingerprint = planner.Fingerprint(date, events.Fit);
        var wanted = services.ToDictionary(service => service, service => Wanted(planner, service, date));
        var chunks = new ExtractNeed(_settings, date, fingerprint, redo).Chunks(wanted, _extracted);
        foreach (var chunk in chunks)
            await ExtractAsync(planner.Plan(chunk, date, events.Fit, lake.NewName("run-"), 1, 1), date, fingerprint);
        return chunks;
    }

    private static IReadOnlyCollection<DateOnly> Wanted(ExtractPlanner planner, string service, DateOnly date) =>
        SummaryCatalog.All.SelectMany(summary => planner.Days(service, summary.QueryType, date)).ToHashSet();

    /// <summary>As if a day had never been extracted.</summary>
    public void Forget(DateOnly day)
    {
        if (_extracted.RemoveAll(found => found.Day == day) == 0)
            return;
        var gone = lake
            .Catalog.Partitions(_settings.Database, ExtractTable.Name)
            .Where(partition => partition.Values[0] == $"{day:yyyy-MM-dd}");
        lake.Catalog.ChangePartitions(
            _settings.Database,
            ExtractTable.Name,
            [],
            [.. gone.Select(partition => partition.Values)]
        );
    }

    /// <summary>The rows that a summary's statement gives from the extract.</summary>
    public Task<IReadOnlyList<object?[]>> RowsAsync(Summary summary, string service, DateOnly date) =>
        events.QueryAsync(events.Plan(summary, service, date, _settings));

    /// <summary>The rows that the overview's statement gives from the extract.</summary>
    public Task<IReadOnlyList<object?[]>> OverviewAsync(
        IReadOnlyList<string> services,
        DateOnly date,
        IReadOnlyList<string> excluded
    ) => events.QueryAsync(events.Overview(services, date, _settings with { ExcludedDays = excluded }));

    private async Task ExtractAsync(ExtractPlan plan, DateOnly date, string fingerprint)
    {
        await lake.ExecuteAsync(plan.Sql);
        var staging = lake.Catalog.FindTable(_settings.Database, plan.StagingTable).ShouldNotBeNull();
        staging.Columns.Select(column => new Column(column.Name, column.Type)).ShouldBe(plan.Columns);
        var written = lake.Catalog.Partitions(_settings.Database, plan.StagingTable);
        if (lake.Catalog.FindTable(_settings.Database, ExtractTable.Name) is null)
            lake.Catalog.CreateTable(
                staging with
                {
                    Name = ExtractTable.Name,
                    Storage = staging.Storage with { Location = ExtractTable.Location(_settings) },
                }
            );
        var there = written.ToDictionary(partition => (partition.Values[0], partition.Values[1]));
        foreach (
            var (day, service) in plan.Chunk.Days.SelectMany(day =>
                plan.Chunk.Services.Select(service => (day, service))
            )
        )
        {
            var found = there.Remove(($"{day:yyyy-MM-dd}", service), out var partition);
            _extracted.RemoveAll(old => old.Day == day && old.ServiceName == service);
            _extracted.Add(new(day, service, date, fingerprint, found, plan.LocationOf(day, service)));
            partition ??= new(
                [$"{day:yyyy-MM-dd}", service],
                staging.Storage with
                {
                    Location = plan.LocationOf(day, service),
                },
                staging.Columns,
                new Dictionary<string, string>(),
                default
            );
            partition.Storage.Location!.TrimEnd('/').ShouldBe(plan.LocationOf(day, service).TrimEnd('/'));
            lake.Catalog.ChangePartitions(_settings.Database, ExtractTable.Name, [partition], []);
        }

        there.ShouldBeEmpty("Written, but not asked for.");
    }

    private static string NewDatabase(LocalLake lake)
    {
        var name = lake.NewName("extract_db_");
        lake.Catalog.CreateDatabase(new(name));
        return name;
    }
}
