using System.Text.Json.Serialization;
using CommerceAnalytics.Summaries;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace CommerceAnalytics.Events;

/// <summary>
/// How one shop's event table is read: what of it differs from the documented one. Small, so that it travels between
/// activities.
/// </summary>
public sealed record EventsTableFit
{
    /// <summary>The code of the failure for a table that cannot be read.</summary>
    public const string Unsupported = "EventsTableUnsupported";

    /// <summary>What <c>timestamp</c> holds.</summary>
    public TimestampForm Timestamp { get; init; }

    /// <summary>What <c>attributes</c> is.</summary>
    public AttributesForm Attributes { get; init; }

    /// <summary>Attributes that are read, by their names in the log, that a row type lacks: NULL everywhere.</summary>
    public IReadOnlyList<string> MissingAttributes { get; init; } = [];

    /// <summary>
    /// Attributes that are read, by their names in the log, that the table has with underscores for dots.
    /// </summary>
    public IReadOnlyList<string> UnderscoredAttributes { get; init; } = [];

    /// <summary>Those of <c>year</c>, <c>month</c> and <c>day</c> that are integers.</summary>
    public IReadOnlyList<string> IntegerPartitionKeys { get; init; } = [];

    /// <summary>
    /// Those text partition keys whose values are written otherwise than the documented table's; null where none are.
    /// </summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public IReadOnlyList<PartitionWidths>? PartitionWidths { get; init; }

    /// <summary>
    /// Names of partitions that are of no day, so that no window holds their events; null where there are none.
    /// </summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public string? UnreadPartitions { get; init; }

    /// <summary>The table as docs/change/contract.md describes it.</summary>
    public static EventsTableFit Documented { get; } = new();

    /// <summary>
    /// Fits the SQL to a table's columns. Throws <see cref="FailureException"/> with what was found and what is needed.
    /// </summary>
    /// <param name="columns">Data columns as the catalog has them; names in any case.</param>
    /// <param name="partitionKeys">Partition columns as the catalog has them.</param>
    /// <param name="others">Attributes that summaries read besides the documented ones.</param>
    public static EventsTableFit From(
        IReadOnlyList<Column> columns,
        IReadOnlyList<Column> partitionKeys,
        IReadOnlyList<string>? others = null
    ) => new EventsTableReader(columns, partitionKeys, others ?? []).Fit();

    internal IReadOnlyList<int> Widths(string key)
    {
        var widths = PartitionWidths?.FirstOrDefault(widths => widths.Key == key);
        return widths?.Digits ?? [];
    }
}

/// <summary>What the column <c>timestamp</c> holds.</summary>
public enum TimestampForm
{
    /// <summary>A timestamp, in UTC.</summary>
    Timestamp = 0,

    /// <summary>Text, ISO 8601; without an offset it is UTC.</summary>
    Text = 1,

    /// <summary>Unix time in seconds, milli-, micro- or nanoseconds, told by its size.</summary>
    UnixTime = 2,
}

/// <summary>What the column <c>attributes</c> is.</summary>
public enum AttributesForm
{
    /// <summary>A row type with a text field for each attribute.</summary>
    Row = 0,

    /// <summary>A map from text to text.</summary>
    Map = 1,
}
