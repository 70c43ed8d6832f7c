using System.Globalization;
using System.Text.RegularExpressions;
using CommerceAnalytics.Extracts;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Trials.Benchmarks.Simulation;

/// <summary>What a statement would do.</summary>
/// <param name="Type">Query type, <c>events</c> for an extraction, empty for a SELECT.</param>
/// <param name="Table">Table that it creates, or null.</param>
/// <param name="Location">Where.</param>
/// <param name="Columns">With these columns.</param>
/// <param name="Rows">Rows that it writes.</param>
/// <param name="Audited">Of a SELECT the query types of the tables that it audits.</param>
internal sealed partial record SimulatedStatement(
    string Type,
    string? Table,
    string Location,
    IReadOnlyList<Column> Columns,
    long Rows,
    IReadOnlyList<string> Audited
)
{
    public static SimulatedStatement Of(string sql)
    {
        var (created, location) = (Created().Match(sql), Place().Match(sql).Groups["location"].Value);
        if (!created.Success)
            return new(
                "",
                null,
                "",
                [],
                0,
                [.. Read().Matches(sql).Select(read => read.Groups["type"].Value).Distinct()]
            );
        var (table, type) = (created.Groups["table"].Value, created.Groups["type"].Value);
        if (type == OverviewTable.QueryType)
            return new(type, table, location, OverviewTable.Columns, OverviewRows(sql), []);
        var summaries = SummarySet.Of(new CommerceSettings());
        return summaries.Find(type) is { } summary
            ? new(type, table, location, summary.Columns, RowsOf(summary), [])
            : new(type, table, location, ExtractTable.Columns(summaries), 0, []);
    }

    /// <summary>What a SELECT answers: that each table is as its summary's file declares it, and nothing else.</summary>
    public IEnumerable<string[]> Answer()
    {
        var summaries = SummarySet.Of(new CommerceSettings());
        return from type in Audited
            from figure in new[] { ("rows", RowsOf(summaries.Get(type))), ("columns_of_another_type", 0L) }
            select new[] { type, figure.Item1, "", $"{figure.Item2}" };
    }

    private static long RowsOf(Summary summary) => summary.ExactRows ?? 5;

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

    [GeneratedRegex("""FROM "[^"]+"\."pipeline_staging_\d{8}_(?<type>[a-z_]+)_[0-9a-f]{20}\b""")]
    private static partial Regex Read();

    [GeneratedRegex("external_location = '(?<location>[^']+)'")]
    private static partial Regex Place();
}
