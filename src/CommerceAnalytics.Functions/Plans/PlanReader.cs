using CommerceAnalytics.Events;
using CommerceAnalytics.Failures;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Runs;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Plans;

/// <summary>Reads the SQL that a run would send, without sending it.</summary>
/// <param name="ground">The events table.</param>
/// <param name="settings">Settings.</param>
public sealed class PlanReader(RunGround ground, IOptions<CommerceSettings> settings)
{
    /// <summary>The plan, fitted to the events table of the catalog where there is one.</summary>
    /// <param name="request">What to refresh.</param>
    /// <param name="cancellationToken">Gives up waiting for the catalog.</param>
    public async Task<RunPlan> ReadAsync(RunRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var (fit, problem) = await ground.EventsAsync(cancellationToken);
            return new(Plan(settings.Value, request, fit ?? EventsTableFit.Documented), problem);
        }
        catch (FailureException e)
        {
            return new(Plan(settings.Value, request, EventsTableFit.Documented), e.Failure);
        }
    }

    /// <summary>The plan for an events table that is known: needs no AWS.</summary>
    /// <param name="settings">Settings.</param>
    /// <param name="request">What to refresh.</param>
    /// <param name="events">How to read the events table.</param>
    public static IReadOnlyList<TablePlan> Plan(CommerceSettings settings, RunRequest request, EventsTableFit events)
    {
        ArgumentNullException.ThrowIfNull(request);
        var planner = new SummaryPlanner(settings);
        var runKey = $"{RunIds.For(request.ExecutionDate)}-00000000";
        return
        [
            .. from service in request.ServiceNames
               from queryType in request.QueryTypes
               select planner.Plan(service, queryType, request.ExecutionDate, events, runKey, 1),
        ];
    }
}

/// <summary>What a run would do.</summary>
/// <param name="Tables">Each table's statement.</param>
/// <param name="NotFitted">Why the SQL is fitted to the documented events table instead of the catalog's; null when it is not.</param>
public sealed record RunPlan(IReadOnlyList<TablePlan> Tables, Failure? NotFitted);
