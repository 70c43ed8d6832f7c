using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Events;
using CommerceAnalytics.Extracts;
using CommerceAnalytics.Runs;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Windows;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Aws.Athena;

/// <summary>What a run stands on in AWS: workgroup, databases, events table.</summary>
/// <param name="workGroups">Workgroups.</param>
public sealed class Prerequisites(
    IWorkGroups workGroups,
    ITableCatalog catalog,
    IOptions<CommerceSettings> settings,
    TimeProvider time
)
{
    private CommerceSettings Settings => settings.Value;

    /// <summary>
    /// Checks all of it. Throws <see cref="FailureException"/> with everything that is wrong at once.
    /// </summary>
    /// <param name="request">What is to be refreshed.</param>
    /// <returns>How to read the events table.</returns>
    public async Task<EventsTableFit> CheckAsync(RunRequest request, CancellationToken cancellationToken)
    {
        var wrong = new List<Failure>();
        Note(wrong, WorkGroupProblem(await workGroups.GetAsync(Settings.WorkGroup, cancellationToken)));
        foreach (var database in new[] { Settings.EventsDatabase, Settings.Database }.Distinct())
            Note(
                wrong,
                await catalog.DatabaseExistsAsync(database, cancellationToken) ? null : DatabaseMissing(database)
            );
        var (fit, problem) = await EventsAsync(DaysOf(request), cancellationToken);
        Note(wrong, wrong.Exists(failure => failure.Code == "DatabaseMissing") ? null : problem);
        return wrong.Count == 0 ? fit! : throw new FailureException(Together(wrong));
    }

    /// <summary>
    /// What the workgroup prescribes. Throws <see cref="FailureException"/> where the pipeline cannot use it.
    /// </summary>
    public async Task<WorkGroupRules> WorkGroupAsync(CancellationToken cancellationToken)
    {
        var rules = await workGroups.GetAsync(Settings.WorkGroup, cancellationToken);
        return WorkGroupProblem(rules) is { } problem ? throw new FailureException(problem) : rules;
    }

    /// <summary>Throws <see cref="FailureException"/> where a database is not there.</summary>
    public async Task DatabasesAsync(CancellationToken cancellationToken)
    {
        foreach (var database in new[] { Settings.EventsDatabase, Settings.Database }.Distinct())
        {
            if (!await catalog.DatabaseExistsAsync(database, cancellationToken))
                throw new FailureException(DatabaseMissing(database));
        }
    }

    /// <summary>
    /// How to read the events table, or what is wrong with it. Throws <see cref="FailureException"/> when AWS does not
    /// answer.
    /// </summary>
    /// <param name="days">UTC days that are to be read.</param>
    public async Task<(EventsTableFit? Fit, Failure? Problem)> EventsAsync(
        DaySpan days,
        CancellationToken cancellationToken
    )
    {
        if (await catalog.FindAsync(Settings.EventsDatabase, Settings.EventsTable, cancellationToken) is not { } table)
            return (null, EventsTableMissing());
        try
        {
            var others = SummarySet.Of(Settings).OtherAttributes;
            var fit = EventsTableFit.From(table.Columns, table.PartitionKeys, others);
            // Not by types alone: what texts stand in the keys decides which comparisons find them.
            var partitions = new EventsPartitions(
                table.PartitionKeys,
                table.Parameters,
                await PartitionsAsync(table, cancellationToken)
            );
            var fitted = partitions.Fit(fit);
            var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            return partitions.Unprojected(days, today) is { } problem ? (null, problem) : (fitted, null);
        }
        catch (FailureException e) when (e.Failure.Code == EventsTableFit.Unsupported)
        {
            return (null, e.Failure);
        }
    }

    /// <summary>The UTC days that the tables of a request read.</summary>
    public DaySpan DaysOf(RunRequest request)
    {
        var planner = new ExtractPlanner(Settings);
        var days =
            from service in request.ServiceNames
            from queryType in request.QueryTypes
            from day in planner.Days(service, queryType, request.ExecutionDate)
            select day;
        // Where every day is left out, none is read.
        var read = days.DefaultIfEmpty(request.ExecutionDate.AddDays(-1)).ToHashSet();
        return new(read.Min(), read.Max());
    }

    private async Task<IReadOnlyList<IReadOnlyList<string>>> PartitionsAsync(
        CatalogTable table,
        CancellationToken cancellationToken
    ) =>
        EventsPartitions.AreProjected(table.Parameters)
            ? []
            : await catalog.ListPartitionsAsync(table.Database, table.Name, cancellationToken);

    private static void Note(List<Failure> wrong, Failure? failure)
    {
        if (failure is not null)
            wrong.Add(failure);
    }

    private static Failure Together(List<Failure> wrong) =>
        wrong.Count == 1
            ? wrong[0]
            : new(
                wrong[0].Code,
                string.Join(" ", wrong.Select(failure => failure.Message)),
                string.Join(" ", wrong.Select(failure => failure.Advice))
            );

    private static Failure? WorkGroupProblem(WorkGroupRules rules) =>
        rules switch
        {
            { Enabled: false } => new(
                "WorkGroupDisabled",
                $"The Athena workgroup {rules.Name} is disabled and takes no queries.",
                "Ask who disabled it, and why. Then enable it, or name another one in CommerceAnalytics:WorkGroup."
            ),
            { EnforcesConfiguration: true } => new(
                "WorkGroupEnforced",
                $"The Athena workgroup {rules.Name} enforces its configuration, which forbids external_location: the pipeline could not say where tables are written.",
                "Give the pipeline a workgroup of its own (CommerceAnalytics:WorkGroup). Turn off \"Override client-side settings\" in this one only where nobody relies on what it enforces."
            ),
            { ManagesResults: true } => new(
                "WorkGroupManagesResults",
                $"The Athena workgroup {rules.Name} has Athena manage its query results, and then refuses every query that says where in S3 its results go, as the pipeline's do.",
                "Give the pipeline a workgroup of its own (CommerceAnalytics:WorkGroup). Choose results in S3 of your own in this one only where nobody relies on the managed ones."
            ),
            _ => null,
        };

    private static Failure DatabaseMissing(string database) =>
        new(
            "DatabaseMissing",
            $"The catalog has no database {database}.",
            "See that CommerceAnalytics:EventsDatabase and CommerceAnalytics:Database are spelled as in the catalog, and look at Aws:Region too. Create it only where it never was there."
        );

    private Failure EventsTableMissing() =>
        new(
            "EventsTableMissing",
            $"The catalog has no events table {Settings.EventsDatabase}.{Settings.EventsTable}.",
            "See that CommerceAnalytics:EventsDatabase and CommerceAnalytics:EventsTable are spelled as in the catalog. Create it (deploy/aws/events-table.sql) only where its definition is lost."
        );
}
