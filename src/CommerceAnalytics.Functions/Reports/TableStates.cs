using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Reports;

/// <summary>Where each table of a run stands: what the custom status and the report are drawn from.</summary>
internal sealed class TableStates(RunInput input)
{
    private const int MostServicesShown = 10;
    private const int MostNamed = 6;

    private readonly List<ServiceRow> _services =
    [
        .. input
            .Tables()
            .GroupBy(table => table.ServiceName)
            .Select(tables => new ServiceRow(tables.Key, [.. tables.Select(table => table.QueryType)])),
    ];

    private readonly List<ReportNotice> _warnings = [];
    private readonly HashSet<string> _changed = [];
    private readonly TableSums _sums = new();

    // A rollback leaves it alone: it goes back with no single table.
    private bool HasOverview => input.Kind == RunKind.Refresh || input.FillsInOverview;

    public int Tables { get; } = input.Tables().Count();

    /// <summary>Whether every table was published: a run that left one alone succeeds too.</summary>
    public bool IsPublished =>
        Overview is not { Status: TableStatus.Failed }
        && _services.TrueForAll(service =>
            service.Tables.Values.All(table => table is { Status: TableStatus.Published })
        );

    /// <summary>Whether there are too many services to hear of every single table.</summary>
    public bool IsQuiet => _services.Count > MostServicesShown;

    /// <summary>The overview, once it has ended.</summary>
    public TableReport? Overview { get; set; }

    /// <summary>What was read for all services, once that is over.</summary>
    public ExtractReport? Extract { get; set; }

    public void Take(ServiceProgress progress)
    {
        var service = _services.Find(s => s.Name == progress.ServiceName)!;
        service.Batch = progress.Batch;
        service.Running.UnionWith(progress.Started);
        service.Checking.UnionWith(progress.Built);
        End(progress.ServiceName, progress.Tables);
    }

    /// <summary>A service's orchestration begins or has ended.</summary>
    public void SetAtWork(string serviceName, bool isAtWork) =>
        _services.Find(s => s.Name == serviceName)!.IsAtWork = isAtWork;

    /// <summary>Adds to what the report says of the run as a whole.</summary>
    public void Warn(ReportNotice warning) => _warnings.Add(warning);

    public void End(string serviceName, IEnumerable<TableReport> reports)
    {
        var service = _services.Find(s => s.Name == serviceName)!;
        foreach (var report in reports)
        {
            _sums.Replace(service.Tables.GetValueOrDefault(report.QueryType), report);
            service.Tables[report.QueryType] = report;
            _changed.Add(serviceName);
        }
    }

    /// <summary>Services of which a table has ended since this was last asked.</summary>
    public IReadOnlySet<string> TakeChanged()
    {
        var changed = _changed.ToHashSet();
        _changed.Clear();
        return changed;
    }

    /// <summary>What was taken has come to nothing.</summary>
    public void GiveBack(IEnumerable<string> changed) => _changed.UnionWith(changed);

    /// <summary>Ends all tables that have not ended: the run comes to nothing for them.</summary>
    public void EndRest(TableStatus status, Failure? failure = null, string? serviceName = null)
    {
        if (serviceName is null && HasOverview)
            Overview ??= TableReports.OfOverview(status, failure);
        foreach (var service in _services.Where(service => serviceName is null || service.Name == serviceName))
        {
            foreach (
                var queryType in service.Tables.Where(table => table.Value is null).Select(table => table.Key).ToList()
            )
                End(service.Name, [TableReports.Of(service.Name, queryType, status, failure)]);
        }
    }

    /// <summary>The report; of a run that goes on while it has not finished.</summary>
    /// <param name="runId">The run's instance id.</param>
    /// <param name="executionDate">Its date.</param>
    /// <param name="startedAt">When its turn came, UTC.</param>
    /// <param name="finishedAt">When it ended, UTC; null while it goes on.</param>
    /// <param name="own">What the run itself has spent, not its tables.</param>
    public RunReport Report(
        string runId,
        DateOnly executionDate,
        DateTime startedAt,
        DateTime? finishedAt,
        CallCounts own
    )
    {
        var reports = _services.ConvertAll(service => service.Report());
        var tables = reports.SelectMany(service => service.Tables).ToList();
        var overview = Overview ?? (HasOverview ? TableReports.OfOverview(TableStatus.Skipped) : null);
        var status = finishedAt is null
            ? ReportStatus.Running
            : TableReports.StatusOf(overview is null ? tables : [overview, .. tables]);
        return new(
            runId,
            executionDate,
            status,
            Utc(startedAt),
            finishedAt is { } end ? Utc(end) : null,
            reports,
            ReportTotals.Of(tables, Extract, own, overview)
        )
        {
            Extract = Extract,
            Overview = overview,
            Kind = input.Kind,
            RerunOf = input.RerunOf,
            PublicationOf = input.Held?.RunId,
            AskedBy = input.Held?.AskedBy,
            StartId = input.Nonce,
            Warnings = [.. _warnings],
        };
    }

    public RunProgress Progress(string phase, string? what = null)
    {
        var counts =
            $"{_sums.Published} of {Tables} tables {RunLine.Done(input.Kind)}{Some(_sums.Failed, "failed")}{Some(_sums.Held, "held")}";
        var shown = IsQuiet ? _services.Where(service => service.IsGoing).Take(MostServicesShown) : _services;
        var (bytes, usd) = ReportTotals.Paid(Overview is null ? [] : [Overview], Extract);
        return new RunProgress
        {
            // An ended run's line tells its counts itself.
            Line = phase == RunProgress.Ended && what is not null ? what : $"{counts}; {what ?? Going()}",
            Phase = phase,
            Tables = Tables,
            Published = _sums.Published,
            Failed = _sums.Failed + _sums.Held,
            DataScannedBytes = _sums.Bytes + bytes,
            EstimatedCostUsd = decimal.Round(_sums.Usd + usd, 6),
            Services = [.. shown.Select(service => service.View())],
        };
    }

    private static string Some(int tables, string what) => tables > 0 ? $", {tables} {what}" : "";

    private static DateTimeOffset Utc(DateTime at) => new(DateTime.SpecifyKind(at, DateTimeKind.Utc));

    /// <summary>
    /// What goes on, in words: the tables where the run hears of each, or else the services that are at work.
    /// </summary>
    public string Going()
    {
        if (IsQuiet)
            return AtWork();
        var going = _services
            .Where(service => service.IsGoing)
            .SelectMany(service => service.Going().Select(queryType => $"{service.Name} {queryType}"))
            .ToList();
        return going.Count == 0 ? AtWork() : $"running {Named(going)}";
    }

    private string AtWork()
    {
        var atWork = _services.Where(service => service.IsAtWork).ToList();
        if (atWork.Count == 0)
            return "nothing running";
        var left = atWork.Sum(service => service.Left);
        var named = Named(atWork.ConvertAll(service => service.Name));
        return left == 0 ? $"clearing up after {named}" : $"publishing {left} table{(left == 1 ? "" : "s")} of {named}";
    }

    private static string Named(List<string> names)
    {
        var more = names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : "";
        return string.Join(", ", names.Take(MostNamed)) + more;
    }
}
