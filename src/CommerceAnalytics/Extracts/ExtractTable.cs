using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Extracts;

/// <summary>
/// The table <c>pipeline_events</c>: of each UTC day of the raw log and each service, what the summaries read of its
/// commerce events.
/// </summary>
/// <remarks>
/// Its catalog partitions say what is there. There is no partition projection, so that a day is seen when it is
/// published and not before.
/// </remarks>
public static class ExtractTable
{
    /// <summary>Table name.</summary>
    public const string Name = "pipeline_events";

    /// <summary>Where its data lies, below the summary prefix.</summary>
    public const string KeyPrefix = "pipeline/events/";

    /// <summary>Columns in order, types as Glue has them.</summary>
    /// <param name="summaries">The summaries that read it.</param>
    public static IReadOnlyList<Column> Columns(SummarySet summaries) => new ExtractLanes(summaries).Columns;

    /// <summary>
    /// Partition columns: the day of the raw log's partition (<c>2025-10-28</c>), the service's name.
    /// </summary>
    public static IReadOnlyList<Column> PartitionKeys { get; } = [new("day", "string"), new("service", "string")];

    /// <summary><c>s3://</c> address of its data, with a slash at its end.</summary>
    /// <param name="settings">Bucket and prefix.</param>
    public static string Location(CommerceSettings settings) => settings.SummaryAddress() + KeyPrefix;
}
