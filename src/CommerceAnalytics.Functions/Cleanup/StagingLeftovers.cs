using System.Text.RegularExpressions;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Cleanup;

/// <summary>
/// Staging tables that nobody publishes any more: of failed checks, and of runs that were cancelled or killed.
/// </summary>
public sealed partial class StagingLeftovers(
    ITableCatalog catalog,
    IOptions<CommerceSettings> settings,
    ILogger<StagingLeftovers> logger
)
{
    internal async Task<IReadOnlyList<Leftover>> FindAsync(RunOwners owners, CancellationToken cancellationToken)
    {
        var found = new List<Leftover>();
        foreach (
            var table in await catalog.ListAsync(
                settings.Value.Database,
                SummaryNames.StagingPrefix + ".*",
                cancellationToken
            )
        )
        {
            if (Owner(table) is { } owner && await owners.IsOverAsync(owner, table.CreatedAt, cancellationToken))
                found.Add(new(LeftoverKind.StagingTable, owner, table.Name));
        }

        return found;
    }

    /// <summary>Removes them from the catalog; their data is a matter of its own.</summary>
    internal async Task<IReadOnlyList<Leftover>> RemoveAsync(RunOwners owners, CancellationToken cancellationToken)
    {
        var found = await FindAsync(owners, cancellationToken);
        await catalog.DeleteAsync(settings.Value.Database, [.. found.Select(table => table.Place)], cancellationToken);
        foreach (var table in found)
            logger.StagingTableRemoved(table.RunId, table.Place);
        return found;
    }

    /// <summary>
    /// The run that made a table; null for any that does not bear the pipeline's name and lie in its place.
    /// </summary>
    private string? Owner(CatalogTable table)
    {
        var own = settings.Value.SummaryAddress();
        if (
            !Name().IsMatch(table.Name)
            || table.Location is not { } location
            || !location.StartsWith(own, StringComparison.Ordinal)
        )
            return null;
        var runId = Version().Match(location[own.Length..]).Groups["run"].Value;
        return RunIds.Parse(runId) is null ? null : runId;
    }

    [GeneratedRegex(@"\Apipeline_staging_[0-9]{8}_[a-z_]+_[0-9a-f]{20}\z")]
    private static partial Regex Name();

    // pipeline/tables/{prefix}_{query_type}/{D}/{run}-{8 digits of the run key}-{attempt}/, or of the extraction
    // pipeline/events/{D}/{run}-{8 digits}-{number}-{attempt}/, whose data may be live: the entry in the catalog goes,
    // and nothing else.
    [GeneratedRegex(
        @"\A(pipeline/tables/[^/]+/[0-9-]{10}/(?<run>[^/]+)-[0-9a-f]{8}-[0-9]+|pipeline/events/[0-9-]{10}/(?<run>[^/]+)-[0-9a-f]{8}-[0-9]+-[0-9]+)/?\z",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Version();
}
