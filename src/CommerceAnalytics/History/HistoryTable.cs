using CommerceAnalytics.Naming;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.History;

/// <summary>
/// The table <c>pipeline_history_{query_type}</c>: of each service and night the version that was published.
/// </summary>
/// <remarks>
/// Its catalog partitions point at the versions' own folders. Nothing is copied, and nothing is ever written at the
/// table's own location.
/// </remarks>
public static class HistoryTable
{
    /// <summary>Names of all history tables begin with this.</summary>
    public const string Prefix = "pipeline_history_";

    /// <summary>A pattern of Glue that the names of all history tables match.</summary>
    public const string All = Prefix + ".*";

    /// <summary>Where the history tables lie, below the pipeline's prefix. Nothing is written there.</summary>
    public const string Folder = "history/";

    /// <summary>Partition column: the service's name.</summary>
    public const string ServiceKey = "service";

    /// <summary>Partition column: the date of the run, <c>YYYY-MM-DD</c>.</summary>
    public const string NightKey = "night";

    private static readonly Column Night = new(NightKey, "string");

    /// <summary>Partition columns in order: the overview's nights are of all services.</summary>
    public static IReadOnlyList<Column> KeysOf(string queryType)
    {
        if (queryType == SummaryNames.OverviewType)
            return [Night];
        return [new(ServiceKey, "string"), Night];
    }

    /// <summary>Table name.</summary>
    public static string Name(string queryType) => Prefix + queryType;

    /// <summary>Whether a table is one of them, by its name.</summary>
    public static bool Is(string table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table.StartsWith(Prefix, StringComparison.Ordinal);
    }

    /// <summary><c>s3://</c> address of the table, with a slash at its end.</summary>
    /// <param name="settings">Bucket and prefix.</param>
    public static string Location(CommerceSettings settings, string queryType)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return $"{settings.PipelineAddress()}{Folder}{queryType}/";
    }
}
