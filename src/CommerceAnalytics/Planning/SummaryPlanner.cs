using CommerceAnalytics.Events;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Planning;

/// <summary>
/// Plans refreshes: where, from which days, by which statement. The same arguments give the same text.
/// </summary>
/// <param name="settings">Sound settings.</param>
/// <param name="summaries">The summaries that there are.</param>
public sealed class SummaryPlanner(CommerceSettings settings, SummarySet summaries)
{
    /// <summary>Plans refreshes of the summaries that the settings describe, as their files are now.</summary>
    /// <param name="settings">Sound settings.</param>
    public SummaryPlanner(CommerceSettings settings)
        : this(settings, SummarySet.Of(settings)) { }

    // Where the texts of .sql files come from: the mutation check plants its faults here.
    internal Func<string, string> SqlFile { get; init; } = Template.Text;

    /// <summary>The plan of one attempt to refresh one summary table.</summary>
    /// <param name="serviceName">A valid service name.</param>
    /// <param name="queryType">A query type.</param>
    /// <param name="executionDate">After <c>MinDataDate</c>.</param>
    /// <param name="fit">How the events table is read.</param>
    /// <param name="runKey">Unique per run: letters, digits and <c>-</c>.</param>
    /// <param name="attempt">From 1.</param>
    public TablePlan Plan(
        string serviceName,
        string queryType,
        DateOnly executionDate,
        EventsTableFit fit,
        string runKey,
        int attempt
    ) => Plan(serviceName, summaries.Get(queryType), executionDate, fit, runKey, attempt);

    /// <summary>What tries a summary out on the log, without building anything.</summary>
    /// <param name="serviceName">A valid service name.</param>
    /// <param name="queryType">A query type.</param>
    /// <param name="executionDate">After <c>MinDataDate</c>.</param>
    /// <param name="fit">How the events table is read.</param>
    public SummaryTrial Trial(string serviceName, string queryType, DateOnly executionDate, EventsTableFit fit)
    {
        var summary = summaries.Get(queryType);
        var plan = Plan(serviceName, summary, executionDate, fit, "trial", 1);
        var statement = Statement(summary, plan, Window(summary, executionDate, serviceName), fit);
        return new(summary, plan, statement.Shape(), statement.Rows());
    }

    internal TablePlan Plan(
        string serviceName,
        Summary summary,
        DateOnly executionDate,
        EventsTableFit fit,
        string runKey,
        int attempt
    )
    {
        var queryType = summary.QueryType;
        var window = Window(summary, executionDate, serviceName);
        var plan = new TablePlan
        {
            ServiceName = serviceName,
            QueryType = queryType,
            Batch = summary.Batch,
            ExecutionDate = executionDate,
            Table = SummaryNames.Table(serviceName, queryType),
            StagingTable = SummaryNames.StagingTable(serviceName, queryType, executionDate, runKey, attempt),
            Location = SummaryNames.VersionLocation(settings, serviceName, queryType, executionDate, runKey, attempt),
            Columns = summary.Columns,
            EventKinds = summary.EventKinds,
            WindowStart = window.Start,
            WindowEnd = window.End,
            Definition = summary.Definition,
            WindowDays = CoveredDays.Of(settings, serviceName, summary.WindowDays, executionDate).Count,
            ExcludedDays = window.ExcludedDays,
            MissingAttributes =
            [
                .. fit.MissingAttributes.Where(missing =>
                    missing == EventAttributes.ServiceName || summary.Attributes.Contains(missing)
                ),
            ],
            UnreadPartitions = fit.UnreadPartitions,
            CtasSql = "",
        };
        return plan with { CtasSql = Statement(summary, plan, window, fit).Text() };
    }

    private SummaryStatement Statement(Summary summary, TablePlan plan, SummaryWindow window, EventsTableFit fit) =>
        new(settings, summary, plan, window, fit, summaries, SqlFile);

    private SummaryWindow Window(Summary summary, DateOnly executionDate, string serviceName)
    {
        return settings.Window(executionDate, summary.WindowDays, serviceName);
    }
}
