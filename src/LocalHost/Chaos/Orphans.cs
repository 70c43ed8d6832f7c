using System.Text.Json;
using CommerceAnalytics.Functions.Cleanup;
using CommerceAnalytics.LocalHost.Lake;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Settings;
using FunctionsHost.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.LocalHost.Chaos;

/// <summary>Looks on the disk, not through the pipeline's eyes, for what nobody owns any more.</summary>
internal static class Orphans
{
    public static async Task<IReadOnlyList<string>> FindAsync(
        AppHost host,
        AthenaSession athena,
        LakeFolder lake,
        CommerceSettings settings,
        CancellationToken cancellationToken
    )
    {
        var staging = await athena.TablesAsync(settings.Catalog, "pipeline_staging_.*", cancellationToken);
        var left = await host.Services.GetRequiredService<Leftovers>().FindAsync(host.Client, cancellationToken);
        return
        [
            .. staging.Select(table => $"the staging table {table.Name} is left"),
            .. left.Select(one => $"{one.Kind} is left: {one.Place}"),
            .. Data(
                Path.Combine(lake.FullPath, settings.ResultsBucket, settings.SummaryPrefix),
                await LiveAsync(athena, settings, cancellationToken),
                settings.VersionsToKeep
            ),
        ];
    }

    private static async Task<IReadOnlyList<string>> LiveAsync(
        AthenaSession athena,
        CommerceSettings settings,
        CancellationToken cancellationToken
    )
    {
        var summaries = await athena.TablesAsync(settings.Catalog, SummaryNames.LiveTables, cancellationToken);
        var overview = await athena.TablesAsync(settings.Catalog, SummaryNames.Overview, cancellationToken);
        return [.. summaries.Concat(overview).Select(table => table.Parameters["location"])];
    }

    /// <summary>
    /// A version's data may lie there while a live table shows it, or once one that may lie there itself has replaced
    /// it.
    /// </summary>
    private static IEnumerable<string> Data(string folder, IReadOnlyList<string> live, int keep)
    {
        var published = Published(Path.Combine(folder, "pipeline", "versions"), live);
        var archived = Archived(Path.Combine(folder, "pipeline", "archive"));
        var tables = Path.Combine(folder, "pipeline", "tables");
        foreach (var table in Directory.EnumerateDirectories(tables))
        {
            var places = Directory
                .EnumerateFiles(table, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(tables, Path.GetDirectoryName(file)!).Replace('\\', '/'))
                .Distinct()
                .ToList();
            places.RemoveAll(archived.Contains);
            foreach (var place in places.Where(place => !published.Contains(place)))
                yield return $"data without a published version is left: {place}";
            if (places.Count > keep)
                yield return $"{Path.GetFileName(table)} has {places.Count} versions, {keep} are to be kept";
        }
    }

    /// <summary>What history shows, and what waits until nobody can be reading it.</summary>
    private static HashSet<string> Archived(string folder)
    {
        if (!Directory.Exists(folder))
            return [];
        var versions = Directory
            .EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
            .Select(file => JsonDocument.Parse(File.ReadAllText(file)).RootElement)
            .SelectMany(file => file.GetProperty("versions").EnumerateArray());
        return [.. versions.Select(one => Place(one.GetProperty("version").GetProperty("location").GetString()!))];
    }

    private static string Place(string location) => string.Join('/', location.TrimEnd('/').Split('/')[^3..]);

    private static HashSet<string> Published(string folder, IReadOnlyList<string> live)
    {
        var records = Directory
            .EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
            .Select(file => JsonDocument.Parse(File.ReadAllText(file)).RootElement)
            .Where(record => record.GetProperty("state").GetString() == "checked")
            .ToDictionary(
                record => record.GetProperty("location").GetString()!,
                record => record.TryGetProperty("replaces", out var replaced) ? replaced.GetString() : null
            );
        var found = new HashSet<string>();
        foreach (var table in live)
        {
            var location = table;
            while (location is not null && records.TryGetValue(location, out var before) && found.Add(location))
                location = before;
        }

        return [.. found.Select(Place)];
    }
}
