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

    private static string RunKey(RunRequest request) => $"{RunIds.For(request.ExecutionDate)}-00000000";

    private RunPlan Whole(
        RunRequest request,
        EventsTableFit fit,
        IReadOnlyList<ExtractedDay> extracted,
        Failure? notFitted
    ) =>
        new(Plan(settings.Value, request, fit), notFitted)
        {
            Extracts = Extracts(settings.Value, request, fit, extracted),
            Overview = Overview(settings.Value, request, fit),
        };
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
}
