using System.Text.Json;
using CommerceAnalytics.Functions.Cleanup;
using CommerceAnalytics.Naming;
using CommerceAnalytics.OneMachine.Lake;
using CommerceAnalytics.Settings;
using FunctionsHost.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.Trials.Chaos;

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
    /// A version's data may lie there while a live table shows it, once one that may lie there itself has replaced it,
    /// or while the audit holds it and the version before it is kept.
    /// </summary>
    private static IEnumerable<string> Data(string folder, IReadOnlyList<string> live, int keep)
    {
        var records = Records(Path.Combine(folder, "pipeline", "versions"));
        var published = Published(records, live);
        var held = records.Values.Where(record => record.IsHeld).ToDictionary(record => Place(record.Location));
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
            var kept = places.FindAll(published.Contains);
            places.RemoveAll(place => held.TryGetValue(place, out var record) && HasOneBefore(record));
            foreach (var place in places.Except(kept))
                yield return $"data without a published version is left: {place}";
            if (kept.Count > keep)
                yield return $"{Path.GetFileName(table)} has {kept.Count} versions, {keep} are to be kept";

            bool HasOneBefore(Checked record) =>
                records.Values.Any(one => kept.Contains(Place(one.Location)) && one.WrittenAt < record.WrittenAt);
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

    private static Dictionary<string, Checked> Records(string folder) =>
        Directory
            .EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
            .Select(file => JsonDocument.Parse(File.ReadAllText(file)).RootElement)
            .Where(record => record.GetProperty("state").GetString() == "checked")
            .Select(record => new Checked(
                record.GetProperty("location").GetString()!,
                record.TryGetProperty("replaces", out var replaced) ? replaced.GetString() : null,
                record.TryGetProperty("held_for", out _) && !record.TryGetProperty("is_history_only", out _),
                record.GetProperty("written_at").GetDateTimeOffset()
            ))
            .ToDictionary(record => record.Location);

    private static HashSet<string> Published(Dictionary<string, Checked> records, IReadOnlyList<string> live)
    {
        var found = new HashSet<string>();
        foreach (var table in live)
        {
            var location = table;
            while (location is not null && records.TryGetValue(location, out var record) && found.Add(location))
                location = record.Replaces;
        }

        return [.. found.Select(Place)];
    }

    /// <summary>What a record says of a version that was checked.</summary>
    private sealed record Checked(string Location, string? Replaces, bool IsHeld, DateTimeOffset WrittenAt);
}
