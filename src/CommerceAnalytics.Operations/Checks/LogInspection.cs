using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Checks;
using CommerceAnalytics.Events;
using CommerceAnalytics.Failures;
using CommerceAnalytics.LogChecks;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Runs;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Operations.Checks;

/// <summary>
/// Asks all validation queries through Athena and gathers the verdicts. What cannot be read fails its check, not the
/// inspection.
/// </summary>
internal sealed class LogInspection(
    Prerequisites prerequisites,
    ITableCatalog catalog,
    LocationCheck locations,
    ShortQueries queries,
    CommerceSettings settings
)
{
    private const string EventsTableCheck = "events_table";
    private const string LocationsCheck = "table_locations";

    /// <summary>Days of the log with lines that could not be read, from whatever query told them.</summary>
    private readonly SortedDictionary<string, SkippedDay> _skipped = new(StringComparer.Ordinal);

    private readonly CheckPlanner _planner = new(settings);

    private string EventsTable => $"{settings.EventsDatabase}.{settings.EventsTable}";

    public async Task<CheckReport> InspectAsync(RunRequest request, CancellationToken cancellationToken)
    {
        var (fit, table) = await ReadTableAsync(request, cancellationToken);
        var results = new List<CheckResult> { table, await LocationsAsync(request, cancellationToken) };
        results.AddRange(
            request
                .ServiceNames.Select(service => _planner.LeftOut(service, request.ExecutionDate))
                .OfType<CheckResult>()
        );
        if (fit is not null)
        {
            results.AddRange(await AskAsync(null, request.ExecutionDate, fit, cancellationToken));
            foreach (var service in request.ServiceNames)
                results.AddRange(await AskAsync(service, request.ExecutionDate, fit, cancellationToken));
            results.Insert(1, LinesCheck.Judge([.. _skipped.Values]));
        }
        return CheckReport.Of(request.ExecutionDate, results);
    }

    private async Task<(EventsTableFit? Fit, CheckResult Result)> ReadTableAsync(
        RunRequest request,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var (fit, problem) = await prerequisites.EventsAsync(prerequisites.DaysOf(request), cancellationToken);
            if (problem is { Code: "EventsTableMissing" })
                return (
                    null,
                    Table(
                        CheckStatus.Fail,
                        $"there is no table {EventsTable}",
                        "See that EventsDatabase and EventsTable are spelled as in the catalog. Create it over the events only where it never was there."
                    )
                );
            if (problem is not null)
                return (null, Table(CheckStatus.Fail, problem.Message, problem.Advice));
            return (fit, Judge(fit!));
        }
        catch (FailureException e)
        {
            return (null, Table(CheckStatus.Fail, e.Failure.Message, e.Failure.Advice));
        }
    }

    private CheckResult Judge(EventsTableFit fit)
    {
        var found = $"{EventsTable} can be read{Lacks(fit)}";
        if (fit.UnreadPartitions is not { } unread)
            return Table(CheckStatus.Pass, found, "");
        var notice = TableCheck.PartitionsUnread(unread);
        return Table(CheckStatus.Warn, $"{found}. {notice.Message}", notice.Advice);
    }

    private async Task<CheckResult> LocationsAsync(RunRequest request, CancellationToken cancellationToken)
    {
        try
        {
            if (await catalog.DatabaseExistsAsync(settings.Database, cancellationToken))
                await locations.CheckAsync(Places(request), cancellationToken);
            return Catalog(LocationsCheck, CheckStatus.Pass, "no table shows a place that a run writes in", "");
        }
        catch (FailureException e)
        {
            return Catalog(LocationsCheck, CheckStatus.Fail, e.Failure.Message, e.Failure.Advice);
        }
    }

    private static IEnumerable<(string ServiceName, string QueryType)> Places(RunRequest request) =>
        from service in request.ServiceNames
        from queryType in request.QueryTypes
        select (service, queryType);

    private async Task<List<CheckResult>> AskAsync(
        string? service,
        DateOnly date,
        EventsTableFit fit,
        CancellationToken cancellationToken
    )
    {
        var results = new List<CheckResult>();
        foreach (var query in CheckQueries.All.Where(query => query.IsOfService == service is not null))
            results.AddRange(
                await AskAsync(query, service, _planner.Sql(query, service, date, fit), cancellationToken)
            );
        return results;
    }

    private async Task<IReadOnlyList<CheckResult>> AskAsync(
        CheckQuery query,
        string? service,
        string sql,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var (rows, skipped) = await queries.SelectAndTellAsync(sql, settings.EventsDatabase, cancellationToken);
            foreach (var day in skipped)
                _skipped[day.Day] = day;
            return _planner.Judge(query, service, [.. rows.Select(CheckRow.FromTexts)]);
        }
        catch (FailureException e)
        {
            var advice =
                e.Failure.Advice.Length > 0
                    ? e.Failure.Advice
                    : "Print the query with --sql and run it by itself; see that the account may read the events.";
            return
            [
                new(
                    service,
                    query.Name,
                    CheckStatus.Fail,
                    null,
                    null,
                    null,
                    "can be read",
                    $"{e.Failure.Code}: {e.Failure.Message}",
                    advice
                ),
            ];
        }
    }

    private static CheckResult Table(CheckStatus status, string finding, string advice) =>
        Catalog(EventsTableCheck, status, finding, advice);

    private static CheckResult Catalog(string check, CheckStatus status, string finding, string advice) =>
        new(
            null,
            check,
            status,
            null,
            null,
            null,
            check == LocationsCheck ? "none shared" : "can be read",
            finding,
            advice
        );

    private static string Lacks(EventsTableFit fit) =>
        fit.MissingAttributes.Count == 0
            ? ""
            : $"; it has no {string.Join(", ", fit.MissingAttributes)}, which count as NULL";
}
