using System.Text.Json;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Failures;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Alerts;

/// <summary>
/// The live tables whose last refresh failed or was held, over all runs: when the last of them is published again, the pipeline has
/// recovered.
/// </summary>
/// <param name="store">Where they are written down: one JSON array.</param>
public sealed class OpenFailures(ISummaryStore store)
{
    private const string Key = "pipeline/alerts/open.json";

    internal async Task<IReadOnlySet<string>> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await store.ReadTextAsync(Key, cancellationToken) is { } text
                ? new HashSet<string>(JsonSerializer.Deserialize<string[]>(text) ?? [])
                : new HashSet<string>();
        }
        catch (Exception e) when (e is FailureException or JsonException)
        {
            // A message too few about a recovery is better than none about the failure that may be the reason.
            return new HashSet<string>();
        }
    }

    internal Task WriteAsync(IReadOnlySet<string> tables, CancellationToken cancellationToken) =>
        store.WriteTextAsync(Key, JsonSerializer.Serialize(tables.Order(StringComparer.Ordinal)), cancellationToken);

    /// <summary>What is open after a run.</summary>
    internal static IReadOnlySet<string> After(IReadOnlySet<string> before, RunReport report)
    {
        var tables = report.AllTables().ToList();
        var open = before.Except(
            tables.Where(table => table.Status == TableStatus.Published).Select(table => table.Table)
        );
        return open.Concat(tables.Where(table => table.HasFailed).Select(table => table.Table)).ToHashSet();
    }
}
