using System.Security.Cryptography;
using System.Text;
using CommerceAnalytics.Events;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Extracts;

/// <summary>
/// Plans extractions: which days a summary reads, and by which statement they get into the extract. The same arguments
/// give the same text.
/// </summary>
/// <param name="settings">Sound settings.</param>
/// <param name="summaries">The summaries that read the extract.</param>
public sealed class ExtractPlanner(CommerceSettings settings, SummarySet summaries)
{
    private readonly ExtractLanes _lanes = new(summaries);

    /// <summary>Plans for the summaries that the settings describe, as their files are now.</summary>
    /// <param name="settings">Sound settings.</param>
    public ExtractPlanner(CommerceSettings settings)
        : this(settings, SummarySet.Of(settings)) { }

    /// <summary>The UTC days that a summary reads, or the overview.</summary>
    /// <param name="serviceName">A valid service name.</param>
    /// <param name="queryType">A query type, or the overview's.</param>
    /// <param name="executionDate">After <c>MinDataDate</c>.</param>
    public IReadOnlyList<DateOnly> Days(string serviceName, string queryType, DateOnly executionDate)
    {
        if (queryType == OverviewTable.QueryType)
            return new OverviewPlanner(settings).Days(serviceName, executionDate);
        var days = summaries.Get(queryType).WindowDays;
        return settings.Window(executionDate, days, serviceName).UtcDays;
    }

    /// <summary>The plan of one attempt at one chunk.</summary>
    /// <param name="chunk">Days and services.</param>
    /// <param name="fit">How the events table is read.</param>
    /// <param name="runKey">Unique per run: letters, digits and <c>-</c>.</param>
    /// <param name="number">Which statement of the run's, from 1.</param>
    /// <param name="attempt">From 1.</param>
    public ExtractPlan Plan(
        ExtractChunk chunk,
        DateOnly executionDate,
        EventsTableFit fit,
        string runKey,
        int number,
        int attempt
    )
    {
        ArgumentNullException.ThrowIfNull(chunk);
        var plan = new ExtractPlan
        {
            Chunk = chunk,
            StagingTable = SummaryNames.ExtractStagingTable(executionDate, runKey, number, attempt),
            Location = SummaryNames.ExtractLocation(settings, executionDate, runKey, number, attempt),
            Columns = _lanes.Columns,
            Sql = "",
        };
        return plan with { Sql = Statement(executionDate, fit).Text(plan) };
    }

    /// <summary>
    /// Tells statements that read events differently: another events table, other attributes, another normalisation
    /// after an upgrade. Days extracted by a statement of another fingerprint are extracted anew.
    /// </summary>
    /// <param name="fit">How the events table is read.</param>
    public string Fingerprint(DateOnly executionDate, EventsTableFit fit)
    {
        var any = new ExtractPlan
        {
            Chunk = new([DateOnly.MinValue], ["any"]),
            StagingTable = "any",
            Location = "any",
            Columns = _lanes.Columns,
            Sql = "",
        };
        var text = Statement(executionDate, fit).Text(any);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }

    private ExtractStatement Statement(DateOnly executionDate, EventsTableFit fit) =>
        new(settings, fit, _lanes, KeepsToQuarters(executionDate));

    // Of the days that any summary may read; a zone that once did not may do so today.
    private bool KeepsToQuarters(DateOnly executionDate)
    {
        var days = Math.Max(OverviewTable.WindowDays, summaries.LongestWindow);
        var first = executionDate.AddDays(-days - 1);
        return settings.Zone().KeepsToQuarters(first, executionDate.AddDays(1));
    }
}
