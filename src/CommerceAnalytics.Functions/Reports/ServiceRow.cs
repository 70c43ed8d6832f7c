using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Reports;

/// <summary>One service's tables in a run.</summary>
internal sealed class ServiceRow(string name, IReadOnlyList<string> queryTypes)
{
    public string Name => name;

    public int Batch { get; set; }

    /// <summary>By query type, in the order of the run; null until the table's refresh has ended.</summary>
    public Dictionary<string, TableReport?> Tables { get; } =
        queryTypes.ToDictionary(queryType => queryType, _ => (TableReport?)null);

    /// <summary>Query types whose queries have been sent to the queue.</summary>
    public HashSet<string> Running { get; } = [];

    /// <summary>Query types whose queries have ended.</summary>
    public HashSet<string> Checking { get; } = [];

    /// <summary>
    /// Whether its orchestration goes on: also while the run hears nothing of single tables, or all have ended and it
    /// clears up.
    /// </summary>
    public bool IsAtWork { get; set; }

    public int Left => Tables.Values.Count(table => table is null);

    public bool IsGoing => Batch > 0 && Tables.ContainsValue(null);

    public IEnumerable<string> Going() =>
        queryTypes.Where(queryType => Running.Contains(queryType) && Tables[queryType] is null);

    public ServiceView View() => new(name, Batch, [.. queryTypes.Select(View)]);

    /// <summary>A table that was not reached yet counts as skipped, and its service as running.</summary>
    public ServiceReport Report()
    {
        var tables = queryTypes
            .Select(queryType => Tables[queryType] ?? TableReports.Of(name, queryType, TableStatus.Skipped))
            .ToList();
        return new(name, Tables.ContainsValue(null) ? ReportStatus.Running : TableReports.StatusOf(tables), tables);
    }

    private TableView View(string queryType) =>
        Tables[queryType] is { } ended
            ? new(queryType, ended.Status.ToString().ToLowerInvariant(), ended.Rows, ended.EngineMs)
            : new(
                queryType,
                Checking.Contains(queryType) ? "checking"
                    : Running.Contains(queryType) ? "running"
                    : "waiting"
            );
}
