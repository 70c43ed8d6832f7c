using CommerceAnalytics.Events;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Tests.Oracle;
using LocalAws.Catalog;
using LocalAws.Sql;
using Microsoft.Extensions.Time.Testing;

namespace CommerceAnalytics.Tests.Semantics;

/// <summary>A lake of a test's own, with the local statement engine over it: what the seven statements really give.</summary>
internal sealed class SummaryLake : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SqliteCatalog catalog;
    private readonly DuckDbStatementEngine engine;
    private int statements;

    private SummaryLake()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, ".localaws"));
        catalog = new(Path.Combine(folder.Path, ".localaws", "catalog.db"), new FakeTimeProvider());
        engine = new(folder.Path, catalog);
    }

    public EventsTableFit Fit { get; private set; } = EventsTableFit.Documented;

    /// <summary>Partitions that the last summary read.</summary>
    public IReadOnlyList<string> PartitionsRead { get; private set; } = [];

    public static async Task<SummaryLake> OfAsync(IEnumerable<LogEvent> log, EventsTableShape? shape = null)
    {
        var (lake, form) = (new SummaryLake(), shape ?? EventsTableShape.Documented);
        foreach (var hour in log.GroupBy(e => form.Folder(e.Utc)))
        {
            var partition = Directory.CreateDirectory(Path.Combine(lake.folder.Path, "commerce-logs", "logall", hour.Key));
            await File.WriteAllLinesAsync(Path.Combine(partition.FullName, "events.json"), hour.Select(form.Line));
        }

        return await lake.DeclaredAsync(form);
    }

    public static async Task<SummaryLake> OfRealEventsAsync()
    {
        var lake = new SummaryLake();
        RealEvents.UnpackTo(lake.folder.Path);
        return await lake.DeclaredAsync(EventsTableShape.Documented);
    }

    /// <summary>Builds the summary as a run would and reads it back, every value in the type of its column.</summary>
    public async Task<IReadOnlyList<object?[]>> RowsAsync(string queryType, string service, DateOnly date, CommerceSettings? settings = null)
    {
        var plan = new SummaryPlanner(settings ?? TestSettings.Sound).Plan(service, queryType, date, Fit, $"run-{++statements}", 1);
        PartitionsRead = (await ExecuteAsync(plan.CtasSql)).PartitionsRead;
        var built = catalog.FindTable("log_db", plan.StagingTable).ShouldNotBeNull();
        built.Columns.Select(column => new Column(column.Name, column.Type)).ShouldBe(plan.Columns);
        var rows = await ExecuteAsync($"SELECT * FROM log_db.{plan.StagingTable}");
        return [.. rows.Rows.Select(row => row.Select((text, i) => Value(text, plan.Columns[i].Type)).ToArray())];
    }

    /// <summary>Rows of any SELECT, as texts.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<string?>>> SelectAsync(string sql)
    {
        var result = await ExecuteAsync(sql);
        PartitionsRead = result.PartitionsRead;
        return result.Rows;
    }

    public async ValueTask DisposeAsync()
    {
        if ((object)engine is IAsyncDisposable later)
            await later.DisposeAsync();
        else if ((object)engine is IDisposable now)
            now.Dispose();
        catalog.Dispose();
        folder.Dispose();
    }

    private async Task<SummaryLake> DeclaredAsync(EventsTableShape shape)
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "commerce-logs", "logall"));
        Directory.CreateDirectory(Path.Combine(folder.Path, "commerce-results"));
        await ExecuteAsync("CREATE DATABASE IF NOT EXISTS log_db");
        await ExecuteAsync(shape.CreateTable());
        var table = catalog.FindTable("log_db", "logall").ShouldNotBeNull();
        Fit = EventsTableFit.From(Columns(table.Columns), Columns(table.PartitionKeys));
        return this;
    }

    private static List<Column> Columns(IReadOnlyList<CatalogColumn> columns) => [.. columns.Select(column => new Column(column.Name, column.Type))];

    private Task<StatementResult> ExecuteAsync(string sql) => engine.ExecuteAsync(
        new($"query-{++statements}", sql, "log_db", "s3://commerce-results/commerce-summary/pipeline/athena-results/", DateTimeOffset.UnixEpoch), CancellationToken.None);

    private static object? Value(string? text, string type) => text is null ? null : type switch
    {
        "string" => text,
        "date" => DateOnly.Parse(text),
        "double" => double.Parse(text),
        _ => long.Parse(text),
    };
}
