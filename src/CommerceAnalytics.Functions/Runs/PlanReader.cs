using CommerceAnalytics.Audit;
using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Events;
using CommerceAnalytics.Extracts;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Extract;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Runs;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>Reads the SQL that a run would send, without sending it.</summary>
/// <param name="prerequisites">The events table.</param>
/// <param name="extracts">What the extract holds.</param>
public sealed class PlanReader(
    Prerequisites prerequisites,
    IExtractCatalog extracts,
    IOptions<CommerceSettings> settings
)
{
    /// <summary>The plan, fitted to the events table of the catalog where there is one.</summary>
    /// <param name="request">What to refresh.</param>
    /// <param name="cancellationToken">Gives up waiting for the catalog.</param>
    public async Task<RunPlan> ReadAsync(RunRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var (fit, problem) = await prerequisites.EventsAsync(prerequisites.DaysOf(request), cancellationToken);
            var extracted =
                settings.Value.ScanMode == ScanMode.Extract ? await extracts.ListAsync(cancellationToken) : [];
            return Whole(request, fit ?? EventsTableFit.Documented, extracted, problem);
        }
        catch (FailureException e)
        {
            return Whole(request, EventsTableFit.Documented, [], e.Failure);
        }
    }

    /// <summary>
    /// The statements that extract what a run needs and the extract does not hold; none with
    /// <see cref="ScanMode.Direct"/>.
    /// </summary>
    /// <param name="request">What to refresh.</param>
    /// <param name="events">How to read the events table.</param>
    /// <param name="extracted">What the extract holds.</param>
    public static IReadOnlyList<ExtractPlan> Extracts(
        CommerceSettings settings,
        RunRequest request,
        EventsTableFit events,
        IReadOnlyList<ExtractedDay> extracted
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(request);
        if (settings.ScanMode != ScanMode.Extract)
            return [];
        var run = new RunScope(
            RunIds.For(request.ExecutionDate),
            RunKey(request),
            request.ExecutionDate,
            request.Force,
            settings,
            events
        );
        var services = request
            .ServiceNames.Select(service => new ExtractService(
                service,
                [.. request.QueryTypes, OverviewTable.QueryType]
            ))
            .ToList();
        return [.. PlanExtractActivity.Work(run, services, [], extracted).Steps.Select(step => step.Plan(run, 1))];
    }

    /// <summary>The plan for an events table that is known: needs no AWS.</summary>
    /// <param name="request">What to refresh.</param>
    /// <param name="events">How to read the events table.</param>
    public static IReadOnlyList<TablePlan> Plan(CommerceSettings settings, RunRequest request, EventsTableFit events)
    {
        ArgumentNullException.ThrowIfNull(request);
        var planner = new SummaryPlanner(settings);
        return
        [
            .. from service in request.ServiceNames
            from queryType in request.QueryTypes
            select planner.Plan(service, queryType, request.ExecutionDate, events, RunKey(request), 1),
        ];
    }

    /// <summary>The overview's plan, for the services of the request alone: needs no AWS.</summary>
    /// <param name="request">What to refresh.</param>
    /// <param name="events">How to read the events table.</param>
    public static TablePlan Overview(CommerceSettings settings, RunRequest request, EventsTableFit events)
    {
        ArgumentNullException.ThrowIfNull(request);
        var planner = new OverviewPlanner(settings);
        return planner.Plan(request.ServiceNames, request.ExecutionDate, events, RunKey(request), 1);
    }

    /// <summary>The statements that audit each batch, as of a first night: needs no AWS.</summary>
    /// <param name="tables">What the run builds.</param>
    public static IReadOnlyList<PlannedAudit> Audits(
        CommerceSettings settings,
        DateOnly executionDate,
        IReadOnlyList<TablePlan> tables
    )
    {
        var summaries = SummarySet.Of(settings);
        var audits =
            from table in tables
            group new StagedTable(new(summaries.Get(table.QueryType)), table.StagingTable) by (
                table.ServiceName,
                table.Batch
            ) into batch
            let overview = new AskedOverview(executionDate, [])
            let sql = AuditStatement.Sql(settings, batch.Key.ServiceName, [.. batch], overview)
            select new PlannedAudit(batch.Key.ServiceName, batch.Key.Batch, sql);
        return [.. audits];
    }

    private static string RunKey(RunRequest request) => $"{RunIds.For(request.ExecutionDate)}-00000000";

    private RunPlan Whole(
        RunRequest request,
        EventsTableFit fit,
        IReadOnlyList<ExtractedDay> extracted,
        Failure? notFitted
    )
    {
        var tables = Plan(settings.Value, request, fit);
        return new(tables, notFitted)
        {
            Extracts = Extracts(settings.Value, request, fit, extracted),
            Overview = Overview(settings.Value, request, fit),
            Audits = Audits(settings.Value, request.ExecutionDate, tables),
        };
    }
}

/// <summary>What a run would do.</summary>
/// <param name="Tables">Each table's statement.</param>
/// <param name="NotFitted">
/// Why the SQL is fitted to the documented events table instead of the catalog's; null when it is not.
/// </param>
public sealed record RunPlan(IReadOnlyList<TablePlan> Tables, Failure? NotFitted)
{
    /// <summary>The statements that come before them: days of the raw log that the extract lacks.</summary>
    public IReadOnlyList<ExtractPlan> Extracts { get; init; } = [];

    /// <summary>
    /// The overview, which comes before the tables too; a run adds the other services that the live one shows.
    /// </summary>
    public TablePlan? Overview { get; init; }

    /// <summary>The statements that read what was built, before it is published.</summary>
    public IReadOnlyList<PlannedAudit> Audits { get; init; } = [];
}

/// <summary>The statement that audits the tables of a batch.</summary>
/// <param name="Batch">1 to 3.</param>
/// <param name="Sql">Without the nights before, which a run finds out when it is there.</param>
public sealed record PlannedAudit(string ServiceName, int Batch, string Sql);
