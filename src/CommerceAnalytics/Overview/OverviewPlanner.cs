using CommerceAnalytics.Events;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Overview;

/// <summary>
/// Plans the overview: where, from which days, by which statement. The same arguments give the same text.
/// </summary>
/// <param name="settings">Sound settings.</param>
public sealed class OverviewPlanner(CommerceSettings settings)
{
    // Where the texts of .sql files come from: the mutation check plants its faults here.
    internal Func<string, string> SqlFile { get; init; } = Template.Text;

    /// <summary>The plan of one attempt to build the overview.</summary>
    /// <param name="services">Valid service names, at least one.</param>
    /// <param name="executionDate">After <c>MinDataDate</c>.</param>
    /// <param name="fit">How the events table is read.</param>
    /// <param name="runKey">Unique per run: letters, digits and <c>-</c>.</param>
    /// <param name="attempt">From 1.</param>
    public TablePlan Plan(
        IReadOnlyList<string> services,
        DateOnly executionDate,
        EventsTableFit fit,
        string runKey,
        int attempt
    )
    {
        ArgumentNullException.ThrowIfNull(fit);
        var window = new OverviewWindow(settings, services, executionDate);
        var plan = new TablePlan
        {
            ServiceName = "",
            QueryType = OverviewTable.QueryType,
            Batch = 0,
            ExecutionDate = executionDate,
            Table = OverviewTable.Name,
            StagingTable = SummaryNames.StagingTable("", OverviewTable.QueryType, executionDate, runKey, attempt),
            Location = SummaryNames.OverviewLocation(settings, executionDate, runKey, attempt),
            Columns = OverviewTable.Columns,
            EventKinds = EventKinds.All,
            WindowStart = window.Common.Start,
            WindowEnd = window.Common.End,
            Definition = OverviewTable.Definition,
            WindowDays = CoveredDays.Of(settings, "", OverviewTable.WindowDays, executionDate).Count,
            ExcludedDays = window.Common.ExcludedDays,
            MissingAttributes = [.. fit.MissingAttributes.Where(IsRead)],
            UnreadPartitions = fit.UnreadPartitions,
            CtasSql = "",
        };
        return plan with { CtasSql = new OverviewStatement(settings, services, plan, window, fit, SqlFile).Text() };
    }

    /// <summary>The UTC days of a service that the overview reads.</summary>
    /// <param name="service">A valid service name.</param>
    /// <param name="executionDate">After <c>MinDataDate</c>.</param>
    public IReadOnlyList<DateOnly> Days(string service, DateOnly executionDate)
    {
        var window = new OverviewWindow(settings, [service], executionDate);
        return window.Of(service).UtcDays;
    }

    private static bool IsRead(string attribute)
    {
        if (attribute == EventAttributes.ServiceName)
            return true;
        return OverviewTable.Attributes.Contains(attribute);
    }
}
