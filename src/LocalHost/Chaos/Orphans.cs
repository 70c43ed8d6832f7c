using System.Text.Json;
using CommerceAnalytics.Functions.Cleaning;
using CommerceAnalytics.LocalHost.Hosting;
using CommerceAnalytics.LocalHost.Lake;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.LocalHost.Chaos;

/// <summary>Looks on the disk, not through the pipeline's eyes, for what nobody owns any more.</summary>
internal static class Orphans
{
    public static async Task<IReadOnlyList<string>> FindAsync(
        FunctionsHost host, AthenaSession athena, LakeFolder lake, CommerceSettings settings, CancellationToken cancellationToken)
    {
        var staging = await athena.TablesAsync(settings.Catalog, "pipeline_staging_.*", cancellationToken);
        var left = await host.Services.GetRequiredService<Leftovers>().FindAsync(host.Client, cancellationToken);
        return
        [
            .. staging.Select(table => $"the staging table {table.Name} is left"),
            .. left.Select(one => $"{one.Kind} is left: {one.Place}"),
            .. Data(Path.Combine(lake.FullPath, settings.ResultsBucket, settings.SummaryPrefix), settings.VersionsToKeep),
        ];
    }

    private static IEnumerable<string> Data(string folder, int keep)
    {
        var published = Records(Path.Combine(folder, "pipeline", "versions"));
        foreach (var table in Directory.EnumerateDirectories(folder).Where(table => Path.GetFileName(table) != "pipeline"))
        {
            var places = Directory.EnumerateFiles(table, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(folder, Path.GetDirectoryName(file)!).Replace('\\', '/')).Distinct().ToList();
            foreach (var place in places.Where(place => !published.Contains(place)))
                yield return $"data without a published version is left: {place}";
            if (places.Count > keep)
                yield return $"{Path.GetFileName(table)} has {places.Count} versions, {keep} are to be kept";
        }
    }

    private static HashSet<string> Records(string folder) =>
    [
        .. from file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
           let record = JsonDocument.Parse(File.ReadAllText(file)).RootElement
           where record.GetProperty("state").GetString() == "published"
           select string.Join('/', record.GetProperty("location").GetString()!.TrimEnd('/').Split('/')[^3..]),
    ];
}
