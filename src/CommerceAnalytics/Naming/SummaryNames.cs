using System.Security.Cryptography;
using System.Text;
using CommerceAnalytics.Extracts;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Naming;

/// <summary>
/// Names of tables and places of data, as dashboards and other pipelines rely on them (docs/change/contract.md).
/// </summary>
public static class SummaryNames
{
    /// <summary>
    /// Tables of unfinished refreshes begin with this. Without the word <c>commerce</c>, so that <c>SHOW TABLES
    /// '*commerce*'</c> passes them over.
    /// </summary>
    public const string StagingPrefix = "pipeline_staging_";

    /// <summary>Live table of the overview. Like staging tables it does without the word <c>commerce</c>.</summary>
    public const string Overview = "pipeline_overview";

    /// <summary>Stands for the overview where a summary has its query type; no summary may have that name.</summary>
    public const string OverviewType = "overview";

    /// <summary>A pattern of Glue that the names of all live tables match, and hardly any others.</summary>
    public const string LiveTables = ".*_commerce_.*_summary";

    /// <summary>Table prefix of a service: <c>theshop-brand</c> has <c>theshop_brand_commerce</c>.</summary>
    /// <param name="serviceName">A valid service name; throws <see cref="ArgumentException"/> for any other.</param>
    public static string Prefix(string serviceName)
    {
        return ServiceName.IsValid(serviceName)
            ? $"{serviceName.Replace('-', '_')}_commerce"
            : throw new ArgumentException($"Not a service name: {ServiceName.Rule}", nameof(serviceName));
    }

    /// <summary>
    /// Live table, e.g. <c>theshop_brand_commerce_cart_pages_summary</c>; at most 101 characters.
    /// </summary>
    /// <param name="serviceName">A valid service name; of the overview, which is of all services, nothing is told by it.</param>
    public static string Table(string serviceName, string queryType) =>
        queryType == OverviewType ? Overview : $"{Prefix(serviceName)}_{queryType}_summary";

    /// <summary>Staging table of one attempt of one refresh; no other attempt, table or run has the same.</summary>
    /// <remarks>
    /// Service and run are in a hash only: their own names may hold the word <c>commerce</c>, and be long.
    /// </remarks>
    /// <param name="serviceName">A valid service name.</param>
    /// <param name="executionDate">Execution date, shown in the name for whoever finds the table left behind.</param>
    /// <param name="runKey">Unique per run.</param>
    /// <param name="attempt">From 1.</param>
    public static string StagingTable(
        string serviceName,
        string queryType,
        DateOnly executionDate,
        string runKey,
        int attempt
    )
    {
        return $"{StagingPrefix}{executionDate:yyyyMMdd}_{queryType}_{Digest($"{serviceName}\n{queryType}\n{runKey}\n{attempt}")}";
    }

    /// <summary>Staging table of one attempt at one statement of the extraction.</summary>
    /// <param name="runKey">Unique per run.</param>
    /// <param name="number">Which statement of the run's, from 1.</param>
    /// <param name="attempt">From 1.</param>
    public static string ExtractStagingTable(DateOnly executionDate, string runKey, int number, int attempt)
    {
        var digest = Digest($"{runKey}\n{number}\n{attempt}");
        return $"{StagingPrefix}{executionDate:yyyyMMdd}_events_{digest}";
    }

    /// <summary>
    /// Folder of all versions of one table: <c>s3://bucket/commerce-summary/pipeline/tables/{prefix}_{query_type}/</c>.
    /// </summary>
    /// <param name="settings">Bucket and prefix.</param>
    /// <param name="serviceName">A valid service name.</param>
    public static string VersionsFolder(CommerceSettings settings, string serviceName, string queryType)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return $"{settings.TablesAddress()}{Prefix(serviceName)}_{queryType}/";
    }

    /// <summary>
    /// Place of one version's data: <c>{D}/{runKey}-{attempt}/</c> in the table's <see cref="VersionsFolder"/>.
    /// </summary>
    /// <param name="settings">Bucket and prefix.</param>
    /// <param name="serviceName">A valid service name.</param>
    /// <param name="runKey">
    /// Unique per run, so that no location is used twice. Throws <see cref="ArgumentException"/> where it could not
    /// stand in a path.
    /// </param>
    /// <param name="attempt">From 1.</param>
    public static string VersionLocation(
        CommerceSettings settings,
        string serviceName,
        string queryType,
        DateOnly executionDate,
        string runKey,
        int attempt
    ) => VersionsFolder(settings, serviceName, queryType) + Version(executionDate, runKey, attempt);

    /// <summary>The night of a version; null of what is no <see cref="VersionLocation"/>.</summary>
    /// <param name="location">Place of its data; null gives null.</param>
    public static DateOnly? NightOfLocation(string? location)
    {
        var parts = (location ?? "").TrimEnd('/').Split('/');
        return parts.Length > 1 ? DayText.Parse(parts[^2]) : null;
    }

    /// <summary>The live table whose versions lie in a folder of that name.</summary>
    /// <param name="folder">Name of a folder below <c>tables/</c>.</param>
    public static string TableOfFolder(string folder)
    {
        if (folder == Overview)
            return Overview;
        return $"{folder}_summary";
    }

    /// <summary>Folder of all versions of the overview.</summary>
    /// <param name="settings">Bucket and prefix.</param>
    public static string OverviewFolder(CommerceSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return $"{settings.TablesAddress()}{Overview}/";
    }

    /// <summary>
    /// Place of one version of the overview: <c>{D}/{runKey}-{attempt}/</c> in its <see cref="OverviewFolder"/>.
    /// </summary>
    /// <param name="settings">Bucket and prefix.</param>
    /// <param name="runKey">
    /// Unique per run. Throws <see cref="ArgumentException"/> where it could not stand in a path.
    /// </param>
    /// <param name="attempt">From 1.</param>
    public static string OverviewLocation(
        CommerceSettings settings,
        DateOnly executionDate,
        string runKey,
        int attempt
    ) => OverviewFolder(settings) + Version(executionDate, runKey, attempt);

    /// <summary>
    /// Place of what one attempt at one statement of the extraction writes:
    /// <c>pipeline/events/{D}/{runKey}-{number}-{attempt}/</c> below the prefix.
    /// </summary>
    /// <param name="settings">Bucket and prefix.</param>
    /// <param name="runKey">
    /// Unique per run. Throws <see cref="ArgumentException"/> where it could not stand in a path.
    /// </param>
    /// <param name="number">Which statement of the run's, from 1.</param>
    /// <param name="attempt">From 1.</param>
    public static string ExtractLocation(
        CommerceSettings settings,
        DateOnly executionDate,
        string runKey,
        int number,
        int attempt
    ) => $"{ExtractTable.Location(settings)}{DayText.Of(executionDate)}/{Checked(runKey)}-{number}-{attempt}/";

    private static string Version(DateOnly executionDate, string runKey, int attempt) =>
        $"{DayText.Of(executionDate)}/{Checked(runKey)}-{attempt}/";

    private static string Digest(string text)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return Convert.ToHexStringLower(hash)[..20];
    }

    private static string Checked(string runKey)
    {
        return
            runKey.Length > 0
            && char.IsAsciiLetterOrDigit(runKey[0])
            && runKey.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? runKey
            : throw new ArgumentException(
                "A run key holds ASCII letters, digits, '-', '_' and '.', and begins with a letter or digit.",
                nameof(runKey)
            );
    }
}
