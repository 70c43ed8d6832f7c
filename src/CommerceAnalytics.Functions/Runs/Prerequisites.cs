using CommerceAnalytics.Aws.Catalog;
using CommerceAnalytics.Aws.Queries;
using CommerceAnalytics.Events;
using CommerceAnalytics.Failures;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>What a run stands on in AWS: workgroup, databases, events table.</summary>
/// <param name="workGroups">Workgroups.</param>
/// <param name="catalog">Catalog.</param>
/// <param name="settings">Settings.</param>
public sealed class Prerequisites(IWorkGroups workGroups, ITableCatalog catalog, IOptions<CommerceSettings> settings)
{
    private CommerceSettings Settings => settings.Value;

    /// <summary>Checks all of it. Throws <see cref="FailureException"/> with everything that is wrong at once.</summary>
    /// <param name="cancellationToken">Gives up waiting for the answers.</param>
    /// <returns>How to read the events table.</returns>
    public async Task<EventsTableFit> CheckAsync(CancellationToken cancellationToken)
    {
        var wrong = new List<Failure>();
        Note(wrong, WorkGroupProblem(await workGroups.GetAsync(Settings.WorkGroup, cancellationToken)));
        foreach (var database in new[] { Settings.EventsDatabase, Settings.Database }.Distinct())
            Note(
                wrong,
                await catalog.DatabaseExistsAsync(database, cancellationToken) ? null : DatabaseMissing(database)
            );
        var (fit, problem) = await EventsAsync(cancellationToken);
        Note(wrong, wrong.Exists(failure => failure.Code == "DatabaseMissing") ? null : problem);
        return wrong.Count == 0 ? fit! : throw new FailureException(Together(wrong));
    }

    /// <summary>What the workgroup prescribes. Throws <see cref="FailureException"/> where the pipeline cannot use it.</summary>
    internal async Task<WorkGroupRules> WorkGroupAsync(CancellationToken cancellationToken)
    {
        var rules = await workGroups.GetAsync(Settings.WorkGroup, cancellationToken);
        return WorkGroupProblem(rules) is { } problem ? throw new FailureException(problem) : rules;
    }

    /// <summary>Throws <see cref="FailureException"/> where a database is not there.</summary>
    internal async Task DatabasesAsync(CancellationToken cancellationToken)
    {
        foreach (var database in new[] { Settings.EventsDatabase, Settings.Database }.Distinct())
        {
            if (!await catalog.DatabaseExistsAsync(database, cancellationToken))
                throw new FailureException(DatabaseMissing(database));
        }
    }

    /// <summary>How to read the events table, or what is wrong with it. Throws <see cref="FailureException"/> when AWS does not answer.</summary>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    internal async Task<(EventsTableFit? Fit, Failure? Problem)> EventsAsync(CancellationToken cancellationToken)
    {
        if (await catalog.FindAsync(Settings.EventsDatabase, Settings.EventsTable, cancellationToken) is not { } table)
            return (null, EventsTableMissing());
        try
        {
            var fit = EventsTableFit.From(table.Columns, table.PartitionKeys);
            // Not by types alone: what texts stand in the keys decides which comparisons find them.
            return (
                new EventsPartitions(
                    table.PartitionKeys,
                    table.Parameters,
                    await PartitionsAsync(table, cancellationToken)
                ).Fit(fit),
                null
            );
        }
        catch (FailureException e) when (e.Failure.Code == EventsTableFit.Unsupported)
        {
            return (null, e.Failure);
        }
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
                "Enable it, or name another one in CommerceAnalytics:WorkGroup."
            ),
            { EnforcesConfiguration: true } => new(
                "WorkGroupEnforced",
                $"The Athena workgroup {rules.Name} enforces its configuration, which forbids external_location: the pipeline could not say where tables are written.",
                "Turn off \"Override client-side settings\" in the workgroup, or name another one in CommerceAnalytics:WorkGroup."
            ),
            _ => null,
        };

    private static Failure DatabaseMissing(string database) =>
        new(
            "DatabaseMissing",
            $"The catalog has no database {database}.",
            "Create it, or correct CommerceAnalytics:EventsDatabase and CommerceAnalytics:Database; look at Aws:Region too."
        );

    private Failure EventsTableMissing() =>
        new(
            "EventsTableMissing",
            $"The catalog has no events table {Settings.EventsDatabase}.{Settings.EventsTable}.",
            "Create it, or correct CommerceAnalytics:EventsDatabase and CommerceAnalytics:EventsTable."
        );
}
