using CommerceAnalytics.OneMachine.Lake;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.OneMachine.Pages.Server.Monitor;

/// <summary>The shops that a start can be offered: those of the settings, and those that have tables.</summary>
internal static class KnownShops
{
    /// <summary>Their names: the configured ones in their order, then the others in alphabetical order.</summary>
    /// <param name="athena">Athena's API.</param>
    public static async Task<IReadOnlyList<string>> ReadAsync(
        AthenaSession athena,
        CommerceSettings settings,
        CancellationToken cancellation
    )
    {
        var tables = await athena.TablesAsync(settings.Catalog, ".*_commerce_.*_summary", cancellation);
        var ends = SummarySet.Of(settings).Names.Select(type => $"_commerce_{type}_summary").ToList();
        var withTables = tables
            .Select(table => ServiceOf(table.Name, ends))
            .OfType<string>()
            .Order(StringComparer.Ordinal);
        return [.. settings.RunServices().Concat(withTables).Distinct()];
    }

    /// <summary>
    /// Null for a table that no service has. A service's name holds no <c>_</c>, so its table's name leads back to it.
    /// </summary>
    private static string? ServiceOf(string table, IEnumerable<string> ends) =>
        ends.Where(end => table.EndsWith(end, StringComparison.Ordinal))
            .Select(end => table[..^end.Length].Replace('_', '-'))
            .FirstOrDefault();
}
