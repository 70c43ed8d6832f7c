using System.Globalization;
using System.Text.RegularExpressions;
using CommerceAnalytics.Extracts;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Trials.Benchmarks.Simulation;

/// <summary>A query that the simulated Athena has taken.</summary>
internal sealed class SimulatedQuery(
    string id,
    SimulatedStatement statement,
    DateTimeOffset submittedAt,
    DateTimeOffset endsAt
)
{
    private int _taken;

    public string Id { get; } = id;

    public SimulatedStatement Statement { get; } = statement;

    public DateTimeOffset SubmittedAt { get; } = submittedAt;

    public DateTimeOffset EndsAt { get; } = endsAt;

    /// <summary>True once: what the query wrote appears one time.</summary>
    public bool TakeResult() => Interlocked.Exchange(ref _taken, 1) == 0;
}

/// <summary>What a statement would do.</summary>
/// <param name="Type">Query type, <c>events</c> for an extraction, empty for a SELECT.</param>
/// <param name="Table">Table that it creates, or null.</param>
/// <param name="Location">Where.</param>
/// <param name="Columns">With these columns.</param>
/// <param name="Rows">Rows that it writes.</param>
internal sealed partial record SimulatedStatement(
    string Type,
    string? Table,
    string Location,
    IReadOnlyList<Column> Columns,
    long Rows
)
{
    public static SimulatedStatement Of(string sql)
    {
        var (created, location) = (Created().Match(sql), Place().Match(sql).Groups["location"].Value);
        if (!created.Success)
            return new("", null, "", [], 0);
        var (table, type) = (created.Groups["table"].Value, created.Groups["type"].Value);
        if (type == OverviewTable.QueryType)
            return new(type, table, location, OverviewTable.Columns, OverviewRows(sql));
        var summaries = SummarySet.Of(new CommerceSettings());
        return summaries.Find(type) is { } summary
            ? new(type, table, location, summary.Columns, summary.ExactRows ?? 5)
            : new(type, table, location, ExtractTable.Columns(summaries), 0);
    }

    /// <summary>A row for each service and day.</summary>
    private static long OverviewRows(string sql)
    {
        var (services, days) = (Services().Match(sql), Days().Match(sql));
        var first = DateOnly.Parse(days.Groups["first"].Value, CultureInfo.InvariantCulture);
        var last = DateOnly.Parse(days.Groups["last"].Value, CultureInfo.InvariantCulture);
        return services.Groups["list"].Value.Split(',').Length * (last.DayNumber - first.DayNumber + 1L);
    }

    [GeneratedRegex(@"split\('(?<list>[^']+)', ','\)")]
    private static partial Regex Services();

    [GeneratedRegex(@"sequence\(DATE '(?<first>[0-9-]+)', DATE '(?<last>[0-9-]+)'\)")]
    private static partial Regex Days();

    [GeneratedRegex("""CREATE TABLE "[^"]+"\."(?<table>pipeline_staging_\d{8}_(?<type>[a-z_]+)_[0-9a-f]{20})"\s""")]
    private static partial Regex Created();

    [GeneratedRegex("external_location = '(?<location>[^']+)'")]
    private static partial Regex Place();
}
