using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Tables;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Runs;
using CommerceAnalytics.Settings;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>Finds what can be published by hand of a run.</summary>
/// <param name="versions">Held versions.</param>
public sealed class HeldTables(
    RunReader reader,
    HeldVersions versions,
    ITableCatalog catalog,
    IOptions<CommerceSettings> settings
)
{
    /// <summary>
    /// The run that publishes held tables of another. Throws <see cref="InvalidInputException"/> where a table is none
    /// of that run's, <see cref="FailureException"/> where AWS does not answer.
    /// </summary>
    /// <param name="runId">The run that holds them.</param>
    /// <param name="tables">Live table names; none for all that are still held.</param>
    /// <param name="askedBy">Who asks.</param>
    public async Task<HeldRequest> FindAsync(
        DurableTaskClient client,
        string runId,
        IReadOnlyList<string> tables,
        string askedBy,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(tables);
        if (await reader.ReadAsync(client, runId, cancellationToken) is not { } report)
            return new();
        if (report.Status == ReportStatus.Running)
            return new() { Report = report, Refusal = HeldRefusals.StillRunning(runId) };
        var asked = Asked(report, tables);
        if (asked.FirstOrDefault(table => table.Status != TableStatus.Held) is { } other)
            return new() { Report = report, Refusal = HeldRefusals.NotHeld(report, other) };
        List<TableReport> all = [.. asked.Count > 0 ? asked : TablesOf(report, TableStatus.Held)];
        if (all.Count == 0)
            return new() { Report = report, Refusal = HeldRefusals.NothingHeld(report) };
        var run = await client.GetInstanceAsync(runId, getInputsAndOutputs: true, cancellationToken);
        return await FindAsync(report, run?.ReadInputAs<RunInput>(), all, asked.Count > 0, askedBy, cancellationToken);
    }

    private async Task<HeldRequest> FindAsync(
        RunReport report,
        RunInput? original,
        List<TableReport> wanted,
        bool areNamed,
        string askedBy,
        CancellationToken cancellationToken
    )
    {
        var names = Names(report);
        var live = await catalog.ListAsync(settings.Value.Database, SummaryNames.LiveTables, cancellationToken);
        var held = TablesOf(report, TableStatus.Held).Select(table => names[table.Table]).ToList();
        var found = await versions.FindAsync(report.RunId, held, live, cancellationToken);

        var asked = wanted.Select(table => names[table.Table]).ToHashSet();
        var ofAsked = found.Where(one => asked.Contains(one.Table)).ToList();
        var refusal = ofAsked.Find(one => one.Refusal is not null).Refusal;
        var publish = ofAsked.Where(one => one.Refusal is null).Select(one => one.Table).ToList();
        if (publish.Count == 0 || (areNamed && refusal is not null))
            return new() { Report = report, Refusal = refusal };

        // What was published by hand before, or is superseded, is owed no more.
        var owed = found.Where(one => one.Refusal is null).Select(one => one.Table);
        var isWhole = owed.All(publish.Contains) && !HasFailures(report);
        var by = new HeldRun(report.RunId, askedBy, isWhole);
        return new() { Report = report, Input = Input(report, original, publish, by) };
    }

    private static bool HasFailures(RunReport report)
    {
        var hasFailedTables = TablesOf(report, TableStatus.Failed).Any();
        return hasFailedTables || report.Overview is { Status: TableStatus.Failed };
    }

    private static RunInput Input(RunReport report, RunInput? original, List<TableName> tables, HeldRun held)
    {
        var services = tables.Select(table => table.ServiceName).Distinct();
        var types = tables.Select(table => table.QueryType).Distinct();
        var request = new RunRequest([.. services], report.ExecutionDate, [.. types], Force: false);
        var mendsNight = original is { IsNight: true } && held.IsWhole;
        return new(request, tables, Kind: RunKind.Publication, IsNight: mendsNight) { Held = held };
    }

    private static List<TableReport> Asked(RunReport report, IReadOnlyList<string> tables)
    {
        var all = report.Services.SelectMany(service => service.Tables);
        var own = all.ToDictionary(table => table.Table);
        var foreign = tables.Where(table => !own.ContainsKey(table)).ToList();
        if (foreign.Count == 0)
            return [.. tables.Distinct().Select(table => own[table])];
        var problems = foreign.Select(table => $"{Shown.Text(table)} is no table of run {report.RunId}.");
        throw new InvalidInputException([.. problems]);
    }

    private static IEnumerable<TableReport> TablesOf(RunReport report, TableStatus status)
    {
        var all = report.Services.SelectMany(service => service.Tables);
        return all.Where(table => table.Status == status);
    }

    private static Dictionary<string, TableName> Names(RunReport report)
    {
        var names = new Dictionary<string, TableName>();
        foreach (var service in report.Services)
        {
            foreach (var table in service.Tables)
                names[table.Table] = new(service.ServiceName, table.QueryType);
        }

        return names;
    }
}

/// <summary>What came of asking for a publication by hand.</summary>
public sealed record HeldRequest
{
    /// <summary>The run that holds the tables; null where there is no such run.</summary>
    public RunReport? Report { get; init; }

    /// <summary>The run that publishes them; null where it may not be.</summary>
    public RunInput? Input { get; init; }

    /// <summary>Why it may not be; null where it may, or there is no such run.</summary>
    public Failure? Refusal { get; init; }
}
