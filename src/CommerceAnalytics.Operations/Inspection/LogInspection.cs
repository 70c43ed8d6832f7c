using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Events;
using CommerceAnalytics.LogChecks;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Runs;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Operations.Inspection;

/// <summary>
/// Asks all validation queries through Athena and gathers the verdicts. What cannot be read fails its check, not the
/// inspection.
/// </summary>
internal sealed class LogInspection(CatalogInspection catalog, ShortQueries queries, CommerceSettings settings)
{
    /// <summary>Days of the log with lines that could not be read, from whatever query told them.</summary>
    private readonly SortedDictionary<string, SkippedDay> _skipped = new(StringComparer.Ordinal);

    private readonly CheckPlanner _planner = new(settings);

    public async Task<CheckReport> InspectAsync(RunRequest request, CancellationToken cancellationToken)
    {
        var (fit, table) = await catalog.ReadEventsTableAsync(request, cancellationToken);
        var results = new List<CheckResult> { table, await catalog.CheckLocationsAsync(request, cancellationToken) };
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
        return CheckReport.Of(request.ExecutionDate, results) with { SkippedLines = [.. _skipped.Values] };
    }

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
            return [Unread(query, service, e.Failure)];
        }
    }

    private static CheckResult Unread(CheckQuery query, string? service, Failure failure)
    {
        var advice =
            failure.Advice.Length > 0
                ? failure.Advice
                : "Print the query with --sql and run it by itself; see that the account may read the events.";
        return new(
            service,
            query.Name,
            CheckStatus.Fail,
            null,
            null,
            null,
            "can be read",
            $"{failure.Code}: {failure.Message}",
            advice
        );
    }
}
