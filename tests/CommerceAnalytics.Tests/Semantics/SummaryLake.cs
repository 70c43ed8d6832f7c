using CommerceAnalytics.Events;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Tests.Oracle;
using CommerceAnalytics.Tests.Summaries;
using LocalAws.Catalog;
using LocalAws.Sql;

namespace CommerceAnalytics.Tests.Semantics;

/// <summary>An event table of a test's own in a lake: what the seven statements really give over it.</summary>
internal sealed class SummaryLake : IDisposable
{
    private readonly LocalLake _lake;
    private readonly string _table;

    private SummaryLake(LocalLake lake, string name)
    {
        (this._lake, _table) = (lake, name);
        var declared = lake.Table(name);
        Fit = EventsTableFit.From(Columns(declared.Columns), Columns(declared.PartitionKeys));
    }

    /// <summary>How the table is read.</summary>
    public EventsTableFit Fit { get; }

    /// <summary>Partitions that the last statement over the events read.</summary>
    public IReadOnlyList<string> PartitionsRead { get; private set; } = [];

    /// <param name="log">Events.</param>
    /// <param name="shape">Null: the documented one.</param>
    /// <param name="damagedLines">Lines that are no events; they stand between the others.</param>
    /// <param name="lake">Null: the one that tests share.</param>
    public static async Task<SummaryLake> OfAsync(
        IEnumerable<LogEvent> log,
        EventsTableShape? shape = null,
        IReadOnlyList<string>? damagedLines = null,
        LocalLake? lake = null
    )
    {
        var (form, place) = (shape ?? EventsTableShape.Documented, lake ?? LocalLake.Shared);
        var name = place.NewName("events_");
        Directory.CreateDirectory(place.EventsFolder(name));
        foreach (var partition in log.GroupBy(e => form.Folder(e.Utc)))
        {
            var folder = Directory.CreateDirectory(Path.Combine(place.EventsFolder(name), partition.Key));
            var (lines, half) = (partition.Select(form.Line).ToList(), partition.Count() / 2);
            await File.WriteAllLinesAsync(
                Path.Combine(folder.FullName, "events.json"),
                [.. lines[..half], .. damagedLines ?? [], .. lines[half..]]
            );
        }

        await place.ExecuteAsync(form.CreateTable(name));
        return new(place, name);
    }

    public static async Task<SummaryLake> OfRealEventsAsync(LocalLake lake)
    {
        RealEvents.UnpackTo(Path.GetDirectoryName(Path.GetDirectoryName(lake.EventsFolder("logall"))!)!);
        await lake.ExecuteAsync(EventsTableShape.Documented.CreateTable("logall"));
        return new(lake, "logall");
    }

    /// <summary>Logs more events: files beside those that are there.</summary>
    public async Task AddAsync(IEnumerable<LogEvent> log, EventsTableShape shape)
    {
        foreach (var partition in log.GroupBy(e => shape.Folder(e.Utc)))
        {
            var folder = Directory.CreateDirectory(Path.Combine(_lake.EventsFolder(_table), partition.Key));
            await File.WriteAllLinesAsync(
                Path.Combine(folder.FullName, $"{_lake.NewName("late_")}.json"),
                partition.Select(shape.Line)
            );
        }
    }

    /// <summary>Adds lines as they stand to the partition of a time.</summary>
    public async Task AddLinesAsync(string at, IEnumerable<string> lines)
    {
        var partition = EventsTableShape.Documented.Folder(LogEvent.At(at, "any").Utc);
        var folder = Directory.CreateDirectory(Path.Combine(_lake.EventsFolder(_table), partition));
        await File.WriteAllLinesAsync(Path.Combine(folder.FullName, $"{_lake.NewName("lines_")}.json"), lines);
    }

    /// <summary>Settings that name this table.</summary>
    public CommerceSettings Of(CommerceSettings? settings) =>
        (settings ?? TestSettings.Sound) with
        {
            EventsTable = _table,
            Summaries = EverySummary.Settings,
        };

    /// <summary>The plan of a refresh over this table.</summary>
    public TablePlan Plan(
        Summary summary,
        string service,
        DateOnly date,
        CommerceSettings? settings = null,
        Func<string, string>? sqlFile = null
    ) =>
        new SummaryPlanner(Of(settings)) { SqlFile = sqlFile ?? Template.Text }.Plan(
            service,
            summary,
            date,
            Fit,
            _lake.NewName("run-"),
            1
        );

    /// <summary>The plan of an overview over this table.</summary>
    public TablePlan Overview(
        IReadOnlyList<string> services,
        DateOnly date,
        CommerceSettings? settings = null,
        Func<string, string>? sqlFile = null
    ) =>
        new OverviewPlanner(Of(settings)) { SqlFile = sqlFile ?? Template.Text }.Plan(
            services,
            date,
            Fit,
            _lake.NewName("run-"),
            1
        );

    /// <summary>Builds the summary as a run would and reads it back, every value in the type of its column.</summary>
    public async Task<IReadOnlyList<object?[]>> RowsAsync(
        string queryType,
        string service,
        DateOnly date,
        CommerceSettings? settings = null
    )
    {
        return await RowsAsync(Plan(EverySummary.Set.Get(queryType), service, date, settings));
    }

    /// <summary>Builds a table as a run would and reads it back.</summary>
    public async Task<IReadOnlyList<object?[]>> RowsAsync(TablePlan plan)
    {
        await ExecuteAsync(plan.CtasSql);
        _lake
            .Table(plan.StagingTable)
            .Columns.Select(column => new Column(column.Name, column.Type))
            .ShouldBe(plan.Columns);
        return Rows(plan, await _lake.ExecuteAsync($"SELECT * FROM log_db.{plan.StagingTable}"));
    }

    /// <summary>The rows that the plan's CREATE TABLE would write, by its query alone: several times as fast.</summary>
    public async Task<IReadOnlyList<object?[]>> QueryAsync(TablePlan plan)
    {
        var result = await ExecuteAsync(plan.CtasSql[plan.CtasSql.IndexOf("WITH\n", StringComparison.Ordinal)..]);
        return Rows(plan, result);
    }

    /// <summary>Rows of any SELECT, as texts.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<string?>>> SelectAsync(string sql) => (await ExecuteAsync(sql)).Rows;

    /// <summary>Removes the events; the engine, which others use, stays.</summary>
    public void Dispose() => Directory.Delete(_lake.EventsFolder(_table), recursive: true);

    private async Task<StatementResult> ExecuteAsync(string sql)
    {
        var result = await _lake.ExecuteAsync(sql);
        PartitionsRead = result.PartitionsRead;
        return result;
    }

    private static List<object?[]> Rows(TablePlan plan, StatementResult result) =>
        [.. result.Rows.Select(row => row.Select((text, i) => Value(text, plan.Columns[i].Type)).ToArray())];

    private static List<Column> Columns(IReadOnlyList<CatalogColumn> columns) =>
        [.. columns.Select(column => new Column(column.Name, column.Type))];

    private static object? Value(string? text, string type) =>
        text is null
            ? null
            : type switch
            {
                "string" => text,
                "date" => DateOnly.Parse(text),
                "double" => double.Parse(text),
                _ => long.Parse(text),
            };
}
