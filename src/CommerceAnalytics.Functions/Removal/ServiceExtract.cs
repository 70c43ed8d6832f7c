using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Extracts;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Removal;

/// <summary>
/// What the extract holds of a service. Without an extract there are no rights on its table, and nothing is looked for.
/// </summary>
/// <param name="extracts">What the catalog shows of it.</param>
/// <param name="builds">What was written.</param>
public sealed class ServiceExtract(IExtractCatalog extracts, IExtractBuilds builds, IOptions<CommerceSettings> settings)
{
    private bool Extracts => settings.Value.ScanMode == ScanMode.Extract;

    internal async Task<IReadOnlyList<ServiceThing>> FindAsync(string serviceName, CancellationToken cancellationToken)
    {
        if (!Extracts)
            return [];
        var days = await DaysAsync(serviceName, cancellationToken);
        var parts = await PartsAsync(serviceName, cancellationToken);
        return
        [
            .. days.Select(day => new ServiceThing(
                ServiceThingKind.ExtractedDay,
                $"{ExtractTable.Name} {day.Day:yyyy-MM-dd}"
            )),
            .. from one in parts
            from part in one.Parts
            let files = one.Build.Parts![part]
            select new ServiceThing(
                ServiceThingKind.Extract,
                one.Build.Location + part,
                files.Count,
                files.Sum(file => file.Bytes)
            ),
        ];
    }

    /// <summary>Takes the days out of the catalog, then deletes their data. Can be repeated.</summary>
    internal async Task RemoveAsync(string serviceName, CancellationToken cancellationToken)
    {
        if (!Extracts)
            return;
        await extracts.RemoveAsync(await DaysAsync(serviceName, cancellationToken), cancellationToken);
        foreach (var (build, parts) in await PartsAsync(serviceName, cancellationToken))
            await builds.RemovePartsAsync(build.Location, parts, cancellationToken);
    }

    private async Task<IReadOnlyList<ExtractedDay>> DaysAsync(
        string serviceName,
        CancellationToken cancellationToken
    ) =>
        [
            .. (await extracts.ListAsync(cancellationToken))
                .Where(day => day.ServiceName == serviceName)
                .OrderBy(day => day.Day),
        ];

    private async Task<List<(ExtractBuild Build, List<string> Parts)>> PartsAsync(
        string serviceName,
        CancellationToken cancellationToken
    )
    {
        // With the slashes, so that it is the whole name.
        var own = $"/service={serviceName}/";
        var recorded = (await builds.ListAsync(cancellationToken)).Where(build =>
            build.State == ExtractBuildState.Checked
        );
        return
        [
            .. from build in recorded.OrderBy(build => build.Location, StringComparer.Ordinal)
            let parts = (build.Parts?.Keys ?? [])
                .Where(part => part.EndsWith(own, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .ToList()
            where parts.Count > 0
            select (build, parts),
        ];
    }
}
