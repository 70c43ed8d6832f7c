using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Aws.Credentials;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.History;
using CommerceAnalytics.Functions.Overview;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Services;
using CommerceAnalytics.Functions.Tables;
using CommerceAnalytics.Functions.Telemetry;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Summaries.Parsing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>Looks up, before any query, whether a run can succeed and what it has to do.</summary>
/// <param name="prerequisites">What must be there in AWS.</param>
/// <param name="locations">What tables show.</param>
/// <param name="histories">History tables.</param>
/// <param name="past">Lays out a night of a backfill.</param>
/// <param name="results">Where the run's query results are written down.</param>
/// <param name="session">Names the role session after the run.</param>
public sealed class PrepareRunActivity(
    Prerequisites prerequisites,
    LocationCheck locations,
    ITableCatalog catalog,
    HistoryTables histories,
    PastNight past,
    IQueryResults results,
    IOptions<CommerceSettings> settings,
    RoleSessionName session
)
{
    /// <summary>
    /// Checks workgroup, databases, events table and places, reads the live tables' dates and durations, and lays out
    /// the run.
    /// </summary>
    /// <param name="input">What to refresh.</param>
    [Function(FunctionNames.PrepareRun)]
    public Task<Outcome<PreparedRun>> RunAsync(
        [ActivityTrigger] PrepareInput input,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        session.UseRun(input.RunId);
        SpanTags.OfRun(input.RunId);
        return Attempt.RunAsync(() => PrepareAsync(input, cancellationToken));
    }

    private async Task<PreparedRun> PrepareAsync(PrepareInput input, CancellationToken cancellationToken)
    {
        // Read once, and carried: the folder may be another when the run's last step reads it.
        var own = SummarySet.OwnFiles(settings.Value);
        var summaries = SummarySet.Of(settings.Value, own);
        RefuseRemoved(input.Run, summaries);
        var events = await prerequisites.CheckAsync(input.Run.Request, cancellationToken);
        // Before a single byte is written.
        var there = await locations.CheckAsync(input.Run.Places(), cancellationToken);
        var keepsHistory = await histories.PrepareAsync(InHistory(input.Run), there, cancellationToken);
        await EnsureReportTableAsync(cancellationToken);
        await results.RecordAsync(new(input.RunId, input.RunKey), cancellationToken);
        var live = there.ToDictionary(table => table.Name);
        var request = input.Run.Request;
        var scope = new RunScope(
            input.RunId,
            input.RunKey,
            request.ExecutionDate,
            request.Force,
            RunScope.Snapshot(settings.Value, request.ExecutionDate, summaries),
            events
        )
        {
            Reextract = request.Reextract,
            KeepsHistory = keepsHistory,
            OwnSummaries = PinnedFiles.Pack(own),
            IsHistoryOnly = input.Run.Kind == RunKind.Backfill,
        };
        if (scope.IsHistoryOnly)
            return await past.PrepareAsync(scope, input.Run, live, cancellationToken);
        return new(
            scope,
            [
                .. input
                    .Run.Tables()
                    .GroupBy(table => table.ServiceName)
                    .Select(tables => Prepare(scope, tables.Key, [.. tables], live)),
            ],
            PreparedOverview.Of(scope, request.ServiceNames, live)
        );
    }

    private static IEnumerable<string> InHistory(RunInput run)
    {
        if (run is { Kind: RunKind.Backfill, FillsInOverview: false })
            return run.Request.QueryTypes;
        return run.Request.QueryTypes.Append(OverviewTable.QueryType);
    }

    /// <summary>A run that waited its turn may ask for a summary that is gone meanwhile.</summary>
    private static void RefuseRemoved(RunInput run, SummarySet summaries)
    {
        var gone = run.Request.QueryTypes.Where(name => summaries.Find(name) is null).ToList();
        if (gone.Count == 0)
            return;
        throw new FailureException(
            new(
                "SummaryRemoved",
                $"No summary is called {string.Join(" or ", gone)} any more: the files or the settings were changed after the run was asked for.",
                $"Start the run anew. There are {string.Join(", ", summaries.Names)}."
            )
        );
    }

    private Task EnsureReportTableAsync(CancellationToken cancellationToken) =>
        catalog.EnsureJsonTableAsync(
            new Publication(
                settings.Value.Database,
                RunReportTable.Name,
                settings.Value.SummaryAddress() + RunReportTable.KeyPrefix,
                RunReportTable.Columns,
                new Dictionary<string, string>()
            ),
            cancellationToken
        );

    private static PreparedService Prepare(
        RunScope scope,
        string serviceName,
        IReadOnlyList<TableName> tables,
        Dictionary<string, CatalogTable> live
    )
    {
        var summaries = scope.Summaries;
        var (refresh, leftAlone) = (new List<TableToRefresh>(), new List<TableReport>());
        foreach (var queryType in tables.Select(table => table.QueryType))
        {
            var table = live.GetValueOrDefault(SummaryNames.Table(serviceName, queryType));
            if (
                !scope.Force
                && TableParameters.CalculationDate(table) is { } published
                && published > scope.ExecutionDate
            )
                leftAlone.Add(LeftAlone(scope, serviceName, queryType, published));
            else
                refresh.Add(
                    new(
                        queryType,
                        summaries.Get(queryType).Batch,
                        TableParameters.DurationMs(table),
                        TableParameters.RunId(table) is null
                    )
                    {
                        Accepted = TableParameters.Accepted(table) is { Count: > 0 } accepted ? accepted : null,
                    }
                );
        }

        return new(serviceName, refresh, leftAlone);
    }

    private static TableReport LeftAlone(RunScope scope, string serviceName, string queryType, DateOnly published)
    {
        var report = TableReports.Of(serviceName, queryType, TableStatus.Skipped);
        return report with
        {
            Warnings = [TableReports.Notice(PublishedDates.LaterData(scope.ExecutionDate, report.Table, published, 1))],
        };
    }
}

/// <summary>What to prepare.</summary>
/// <param name="RunId">The run's instance id.</param>
/// <param name="RunKey">The run id with a suffix of its own.</param>
/// <param name="Run">What to refresh.</param>
public sealed record PrepareInput(string RunId, string RunKey, RunInput Run);

/// <summary>A run laid out.</summary>
/// <param name="Scope">What its activities need.</param>
/// <param name="Services">Its services in order.</param>
/// <param name="Overview">What becomes of the overview.</param>
public sealed record PreparedRun(RunScope Scope, IReadOnlyList<PreparedService> Services, PreparedOverview Overview);

/// <summary>One service of a run laid out.</summary>
/// <param name="Tables">Tables to refresh.</param>
/// <param name="LeftAlone">Tables that show a later date and stay as they are.</param>
public sealed record PreparedService(
    string ServiceName,
    IReadOnlyList<TableToRefresh> Tables,
    IReadOnlyList<TableReport> LeftAlone
);
