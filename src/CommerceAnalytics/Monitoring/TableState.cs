using System.Text.Json.Serialization;
using CommerceAnalytics.Windows;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace CommerceAnalytics.Monitoring;

/// <summary>How one summary table stands.</summary>
public sealed record TableState
{
    /// <summary>Service.</summary>
    public required string ServiceName { get; init; }

    /// <summary>Query type.</summary>
    public required string QueryType { get; init; }

    /// <summary>Table name.</summary>
    public required string Table { get; init; }

    /// <summary>Where it stands.</summary>
    public required TableHealth State { get; init; }

    /// <summary>Its rows; null where it could not be read.</summary>
    public long? Rows { get; init; }

    /// <summary>Its last calculation date; null where nobody knows.</summary>
    public DateOnly? LastCalculationDate { get; init; }

    /// <summary>
    /// When the published version was written, UTC; null for a table that the pipeline did not publish.
    /// </summary>
    public DateTimeOffset? WrittenAt { get; init; }

    /// <summary>Age of the published version in minutes.</summary>
    public long? AgeMinutes { get; init; }

    /// <summary>The run that published it.</summary>
    public string? RunId { get; init; }

    /// <summary>Days that were left out of its window when it was built; null for none.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public IReadOnlyList<DateOnly>? ExcludedDays { get; init; }

    /// <summary>Why it could not be read.</summary>
    public string? Problem { get; init; }

    /// <summary>The state of a table that is there.</summary>
    /// <param name="rows">Its rows.</param>
    /// <param name="lastCalculationDate">Its last calculation date, or null.</param>
    /// <param name="date">
    /// Date that it is judged by, as a rule today's in the reporting zone. A table is late when a whole night is
    /// missing: before the nightly run, the day before is right.
    /// </param>
    public static TableHealth HealthOf(long rows, DateOnly? lastCalculationDate, DateOnly date)
    {
        return lastCalculationDate is null || lastCalculationDate < date.AddDays(-1) ? TableHealth.Late
            : rows == 0 ? TableHealth.Empty
            : TableHealth.Current;
    }
}

/// <summary>Where a summary table stands, the better states first.</summary>
public enum TableHealth
{
    /// <summary>Published for the date that it is judged by or the day before, with rows.</summary>
    Current = 0,

    /// <summary>Published for the date that it is judged by or the day before, without rows.</summary>
    Empty = 1,

    /// <summary>Published for an earlier date, or for none that is known.</summary>
    Late = 2,

    /// <summary>Not there.</summary>
    Missing = 3,

    /// <summary>There, but Athena cannot read it.</summary>
    Unreadable = 4,
}

/// <summary>A row of <see cref="MonitoringQuery"/>.</summary>
/// <param name="Table">Table name.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="LastCalculationDate">Null for an empty table.</param>
public sealed record MonitoringRow(string Table, long Rows, DateOnly? LastCalculationDate)
{
    /// <summary>The row that Athena's texts say.</summary>
    /// <param name="values">The columns of the query.</param>
    public static MonitoringRow FromTexts(IReadOnlyList<string?> values)
    {
        var rows = long.Parse(values[1]!);
        DateOnly? date = values[2] is { } text ? DayText.Read(text) : null;
        return new(values[0]!, rows, date);
    }
}
