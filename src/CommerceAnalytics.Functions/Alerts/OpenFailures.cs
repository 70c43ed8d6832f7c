using System.Text.Json;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Alerts;

/// <summary>
/// The live tables whose last refresh failed or was held, over all runs: when the last of them is published again, the pipeline has
/// recovered.
/// </summary>
/// <param name="store">Where they are written down: one JSON object, the night since which each fails by its table.</param>
public sealed class OpenFailures(ISummaryStore store)
{
    private const string Key = "pipeline/alerts/open.json";

    /// <summary>
    /// What is open; empty where nothing was written, or something else. Null where S3 does not give it: then it must
    /// not be written anew either.
    /// </summary>
    internal async Task<IReadOnlyDictionary<string, DateOnly>?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var text = await store.ReadTextAsync(Key, cancellationToken) ?? "{}";
            return JsonSerializer.Deserialize<Dictionary<string, DateOnly>>(text) ?? [];
        }
        catch (JsonException)
        {
            return new Dictionary<string, DateOnly>();
        }
        catch (FailureException)
        {
            // A message too few about a recovery is better than none about the failure that may be the reason.
            return null;
        }
    }

    internal Task WriteAsync(IReadOnlyDictionary<string, DateOnly> tables, CancellationToken cancellationToken)
    {
        var inOrder = tables.OrderBy(table => table.Key, StringComparer.Ordinal).ToDictionary();
        return store.WriteTextAsync(Key, JsonSerializer.Serialize(inOrder), cancellationToken);
    }

    /// <summary>What is open after a run, each table since its first night.</summary>
    internal static IReadOnlyDictionary<string, DateOnly> After(
        IReadOnlyDictionary<string, DateOnly> before,
        RunReport report
    )
    {
        var open = before.ToDictionary();
        foreach (var table in report.AllTables())
        {
            if (table.Status == TableStatus.Published)
                open.Remove(table.Table);
            else if (table.HasFailed)
                open.TryAdd(table.Table, report.ExecutionDate);
        }

        return open;
    }

    /// <summary>The first night since which a table of a run is open; null where none is.</summary>
    internal static DateOnly? Since(IReadOnlyDictionary<string, DateOnly> open, RunReport report)
    {
        var nights =
            from table in report.AllTables()
            where open.ContainsKey(table.Table)
            select (DateOnly?)open[table.Table];
        return nights.Min();
    }
}
