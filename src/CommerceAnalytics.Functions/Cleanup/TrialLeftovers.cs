using System.Text.RegularExpressions;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Cleanup;

/// <summary>
/// What a verification tried out and did not clear up, since it was killed or not allowed to. One that goes on loses
/// nothing that it needs: that its statement was carried out it hears from Athena.
/// </summary>
/// <param name="store">Objects.</param>
public sealed partial class TrialLeftovers(
    ITableCatalog catalog,
    ISummaryStore store,
    IOptions<CommerceSettings> settings,
    ILogger<TrialLeftovers> logger
)
{
    private const string Owner = "verify";

    internal async Task<IReadOnlyList<Leftover>> FindAsync(CancellationToken cancellationToken)
    {
        var tables = await TablesAsync(cancellationToken);
        var objects = await store.ListTrialsAsync(cancellationToken);
        return
        [
            .. tables.Select(table => new Leftover(LeftoverKind.StagingTable, Owner, table)),
            .. objects.Select(found => new Leftover(LeftoverKind.Trial, Owner, found.Name, 1, found.Bytes)),
        ];
    }

    internal async Task<IReadOnlyList<Leftover>> RemoveAsync(CancellationToken cancellationToken)
    {
        var found = await FindAsync(cancellationToken);
        await catalog.DeleteAsync(
            settings.Value.Database,
            [.. Places(found, LeftoverKind.StagingTable)],
            cancellationToken
        );
        await store.RemoveTrialsAsync(
            [.. Places(found, LeftoverKind.Trial).Select(place => new StoredFile(place, 0))],
            cancellationToken
        );
        foreach (var one in found)
            logger.LeftoverRemoved(one.RunId, one.Objects, one.Place);
        return found;
    }

    /// <summary>Those that bear a trial's name and lie in its place.</summary>
    private async Task<List<string>> TablesAsync(CancellationToken cancellationToken)
    {
        var listed = await catalog.ListAsync(
            settings.Value.Database,
            $"{SummaryNames.StagingPrefix}verify_.*",
            cancellationToken
        );
        return [.. listed.Where(IsTrial).Select(table => table.Name)];
    }

    private bool IsTrial(CatalogTable table) =>
        Name().Match(table.Name) is { Success: true } name
        && table.Location?.TrimEnd('/') == $"{settings.Value.PipelineAddress()}verify/{name.Groups["trial"].Value}";

    private static IEnumerable<string> Places(IReadOnlyList<Leftover> found, LeftoverKind kind) =>
        found.Where(one => one.Kind == kind).Select(one => one.Place);

    [GeneratedRegex(@"\Apipeline_staging_verify_(?<trial>[0-9a-f]{32})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Name();
}
