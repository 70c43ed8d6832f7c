using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Events;
using CommerceAnalytics.LogChecks;
using CommerceAnalytics.Runs;
using CommerceAnalytics.Settings;
using CommerceAnalytics.TableChecks;

namespace CommerceAnalytics.Operations.Inspection;

/// <summary>Whether the catalog shows the events as they can be read, and no table where a run writes.</summary>
internal sealed class CatalogInspection(
    Prerequisites prerequisites,
    ITableCatalog catalog,
    LocationCheck locations,
    CommerceSettings settings
)
{
    private const string EventsTableCheck = "events_table";
    private const string LocationsCheck = "table_locations";

    private string EventsTable => $"{settings.EventsDatabase}.{settings.EventsTable}";

    public async Task<(EventsTableFit? Fit, CheckResult Result)> ReadEventsTableAsync(
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

    public async Task<CheckResult> CheckLocationsAsync(RunRequest request, CancellationToken cancellationToken)
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

    private CheckResult Judge(EventsTableFit fit)
    {
        var found = $"{EventsTable} can be read{Lacks(fit)}";
        if (fit.UnreadPartitions is not { } unread)
            return Table(CheckStatus.Pass, found, "");
        var notice = TableCheck.PartitionsUnread(unread);
        return Table(CheckStatus.Warn, $"{found}. {notice.Message}", notice.Advice);
    }

    private static IEnumerable<(string ServiceName, string QueryType)> Places(RunRequest request) =>
        from service in request.ServiceNames
        from queryType in request.QueryTypes
        select (service, queryType);

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
