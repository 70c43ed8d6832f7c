using System.Text.RegularExpressions;

namespace Deploy.Tests.Support;

/// <summary>
/// As much of the Kusto query language as the alert rules are written in. Throws for everything else: a query that it
/// does not know is not tested.
/// </summary>
internal static partial class Kusto
{
    /// <summary>Rows that the query returns.</summary>
    public static int Count(string query, IEnumerable<Trace> traces, DateTime now)
    {
        var steps = query
            .Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal))
            .ToList();
        steps[0].ShouldBe("AppTraces");
        var rows = traces.Where(trace => trace.IngestedAt <= now).Select(Row).ToList();
        foreach (var step in steps.Skip(1))
            rows = Apply(step, rows, now);
        return rows.Count;
    }

    private static Dictionary<string, object> Row(Trace trace)
    {
        var row = new Dictionary<string, object>
        {
            ["TimeGenerated"] = trace.TimeGenerated,
            ["ingestion_time()"] = trace.IngestedAt,
            ["Message"] = trace.Message,
        };
        foreach (var (name, value) in trace.Properties)
            row[$"tostring(Properties.{name})"] = value;
        return row;
    }

    private static List<Dictionary<string, object>> Apply(
        string step,
        List<Dictionary<string, object>> rows,
        DateTime now
    )
    {
        if (Where().Match(step) is { Success: true } where)
            return rows.FindAll(row =>
                where.Groups["any"].Value.Split(" or ").Any(condition => Holds(condition, row, now))
            );
        if (step == "| extend IngestedAt = ingestion_time()")
            return rows.ConvertAll(row => With(row, "IngestedAt", row["ingestion_time()"]));
        if (Extend().Match(step) is { Success: true } extend)
            return rows.ConvertAll(row =>
                With(row, extend.Groups["name"].Value, First(extend.Groups["from"].Value, row))
            );
        if (Summarize().Match(step) is not { Success: true } summarize)
            throw new NotSupportedException(step);
        var (name, of, by) = (
            summarize.Groups["name"].Value,
            summarize.Groups["of"].Value,
            summarize.Groups["by"].Value
        );
        return
        [
            .. rows.GroupBy(row => row[by])
                .Select(group => new Dictionary<string, object>
                {
                    [by] = group.Key,
                    [name] = group.Min(row => (DateTime)row[of]),
                }),
        ];
    }

    private static Dictionary<string, object> With(Dictionary<string, object> row, string name, object value) =>
        new(row) { [name] = value };

    // Of texts coalesce takes the first that is not empty.
    private static string First(string names, Dictionary<string, object> row) =>
        names.Split(", ").Select(name => Text(row, name)).First(text => text.Length > 0);

    private static string Text(Dictionary<string, object> row, string name) =>
        row.GetValueOrDefault(name) as string ?? "";

    private static bool Holds(string condition, Dictionary<string, object> row, DateTime now)
    {
        if (Equal().Match(condition) is { Success: true } equal)
            return Text(row, equal.Groups["name"].Value) == equal.Groups["value"].Value;
        if (In().Match(condition) is { Success: true } among)
            return among.Groups["values"].Value.Split(", ").Contains($"\"{Text(row, among.Groups["name"].Value)}\"");
        if (After().Match(condition) is not { Success: true } after)
            throw new NotSupportedException(condition);
        return (DateTime)row[after.Groups["name"].Value] > Instant(after.Groups["bound"].Value, now);
    }

    private static DateTime Instant(string text, DateTime now) =>
        text switch
        {
            "ago(26h)" => now.AddHours(-26),
            "ago(1h)" => now.AddHours(-1),
            _ => throw new NotSupportedException(text),
        };

    [GeneratedRegex(@"\A\| where (?<any>.+)\z")]
    private static partial Regex Where();

    [GeneratedRegex(@"\A\| extend (?<name>\w+) = coalesce\((?<from>.+)\)\z")]
    private static partial Regex Extend();

    [GeneratedRegex(@"\A\| summarize (?<name>\w+) = min\((?<of>.+)\) by (?<by>\w+)\z")]
    private static partial Regex Summarize();

    [GeneratedRegex(@"\A(?<name>tostring\(Properties\.\w+\)) == ""(?<value>\w+)""\z")]
    private static partial Regex Equal();

    [GeneratedRegex(@"\A(?<name>tostring\(Properties\.\w+\)) in \((?<values>[^)]+)\)\z")]
    private static partial Regex In();

    [GeneratedRegex(@"\A(?<name>\w+) > (?<bound>ago\(.+)\z")]
    private static partial Regex After();
}
