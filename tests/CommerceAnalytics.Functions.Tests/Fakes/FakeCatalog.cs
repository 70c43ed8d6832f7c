using System.Text.RegularExpressions;
using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Extracts;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Functions.Tests.Fakes;

/// <summary>A catalog in memory, with the documented events table.</summary>
internal sealed class FakeCatalog : ITableCatalog, IWorkGroups
{
    /// <summary>What the statements that it is given may build.</summary>
    public SummarySet Summaries { get; set; } = EverySummary.Set;

    public Dictionary<string, CatalogTable> Tables { get; } =
        new()
        {
            ["logall"] = new(
                "log_db",
                "logall",
                "s3://commerce-logs/logall/",
                [new("timestamp", "timestamp"), new("body", "string"), new("attributes", "map<string,string>")],
                [new("year", "string"), new("month", "string"), new("day", "string"), new("hour", "string")],
                new Dictionary<string, string>()
            ),
        };

    public List<Publication> Publications { get; } = [];

    public WorkGroupRules WorkGroup { get; set; } = new("primary", true, false, null, null);

    /// <summary>Called before each change; throws to refuse it.</summary>
    public Action<string, string>? OnChange { get; set; }

    public Func<Failure?> ListRefusal { get; set; } = () => null;

    public Task<WorkGroupRules> GetAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(WorkGroup);

    public Task<bool> DatabaseExistsAsync(string database, CancellationToken cancellationToken) =>
        Task.FromResult(database == "log_db");

    public Task<CatalogTable?> FindAsync(string database, string table, CancellationToken cancellationToken) =>
        Task.FromResult(Tables.GetValueOrDefault(table));

    public Task<CatalogTable?> LastSeenAsync(string database, string table, CancellationToken cancellationToken) =>
        LastSeen.TryGetValue(table, out var seen)
            ? Task.FromResult<CatalogTable?>(seen)
            : FindAsync(database, table, cancellationToken);

    /// <summary>Tables as the program saw them some time ago; it sees all others as they are.</summary>
    public Dictionary<string, CatalogTable> LastSeen { get; } = [];

    public Task<IReadOnlyList<CatalogTable>> ListAsync(
        string database,
        string namePattern,
        CancellationToken cancellationToken
    ) =>
        ListRefusal() is { } refusal
            ? throw new FailureException(refusal)
            : Task.FromResult<IReadOnlyList<CatalogTable>>([
                .. Tables.Values.Where(table => Regex.IsMatch(table.Name, $"^{namePattern}$")),
            ]);

    /// <summary>Values of the events table's partitions.</summary>
    public List<IReadOnlyList<string>> Partitions { get; } =
    [
        ["2025", "10", "27", "03"],
    ];

    public Task<IReadOnlyList<IReadOnlyList<string>>> ListPartitionsAsync(
        string database,
        string table,
        CancellationToken cancellationToken
    ) => Task.FromResult<IReadOnlyList<IReadOnlyList<string>>>(table == "logall" ? Partitions : []);

    /// <summary>What happens between a publisher's last look and its update.</summary>
    public Func<Publication, Task> BeforePublish { get; set; } = _ => Task.CompletedTask;

    public async Task PublishAsync(Publication publication, CatalogTable? over, CancellationToken cancellationToken)
    {
        OnChange?.Invoke("publish", publication.Table);
        await BeforePublish(publication);
        LastSeen.Remove(publication.Table);
        var shown = Tables.GetValueOrDefault(publication.Table);
        if (shown?.VersionId != over?.VersionId)
            throw new FailureException(
                new("CatalogBusy", "Update table failed due to concurrent modifications.", "", RetryAdvice.AfterWaiting)
            );
        Publications.Add(publication);
        Tables[publication.Table] = new(
            publication.Database,
            publication.Table,
            publication.Location,
            publication.Columns,
            [],
            publication.Parameters
        )
        {
            VersionId = $"{Publications.Count}",
        };
    }

    public Task EnsureJsonTableAsync(Publication table, CancellationToken cancellationToken)
    {
        Tables.TryAdd(
            table.Table,
            new(table.Database, table.Table, table.Location, table.Columns, [], table.Parameters)
        );
        return Task.CompletedTask;
    }

    public Task DeleteAsync(string database, IReadOnlyCollection<string> tables, CancellationToken cancellationToken)
    {
        foreach (var table in tables)
        {
            OnChange?.Invoke("delete", table);
            Tables.Remove(table);
        }

        return Task.CompletedTask;
    }

    /// <summary>Query types whose staging tables someone else deletes at once.</summary>
    public HashSet<string> Lost { get; } = [];

    /// <summary>Query types whose staging tables lack their last column.</summary>
    public HashSet<string> Misshapen { get; } = [];

    public bool AddStaging(string table, string queryType, string location)
    {
        var (columns, keys) =
            queryType == "events" ? (ExtractTable.Columns(SummarySet.Of(new())), ExtractTable.PartitionKeys)
            : queryType == OverviewTable.QueryType ? (OverviewTable.Columns, [])
            : (Summaries.Get(queryType).Columns, []);
        if (Misshapen.Contains(queryType))
            columns = [.. columns.SkipLast(1)];
        return !Lost.Contains(queryType)
            && Tables.TryAdd(table, new("log_db", table, location, columns, keys, new Dictionary<string, string>()));
    }
}
