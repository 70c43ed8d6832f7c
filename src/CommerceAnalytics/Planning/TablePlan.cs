using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Planning;

/// <summary>
/// One attempt to refresh one summary table: where it is built, from which days, and the statement that builds it.
/// </summary>
public sealed record TablePlan
{
    /// <summary>Service.</summary>
    public required string ServiceName { get; init; }

    /// <summary>Query type.</summary>
    public required string QueryType { get; init; }

    /// <summary>1 to 9, 0 of the overview.</summary>
    public required int Batch { get; init; }

    /// <summary>Execution date.</summary>
    public required DateOnly ExecutionDate { get; init; }

    /// <summary>Live table.</summary>
    public required string Table { get; init; }

    /// <summary>Table that the statement creates, of this attempt alone.</summary>
    public required string StagingTable { get; init; }

    /// <summary><c>s3://</c> address of the version's data, with a slash at its end; of this attempt alone.</summary>
    public required string Location { get; init; }

    /// <summary>Columns that the table must have, in order.</summary>
    public required IReadOnlyList<Column> Columns { get; init; }

    /// <summary>Kinds of event (<c>body</c>) that the table is made from.</summary>
    public required IReadOnlyList<string> EventKinds { get; init; }

    /// <summary>First day, in the reporting zone.</summary>
    public required DateOnly WindowStart { get; init; }

    /// <summary>Last day, in the reporting zone.</summary>
    public required DateOnly WindowEnd { get; init; }

    /// <summary>Tells the definition that it is built by from any other.</summary>
    public string Definition { get; init; } = "";

    /// <summary>Days of the window that are read: fewer where <c>MinDataDate</c> or <c>ExcludedDays</c> cut it.</summary>
    public int WindowDays { get; init; }

    /// <summary>Days of the window that are left out, in order.</summary>
    public IReadOnlyList<DateOnly> ExcludedDays { get; init; } = [];

    /// <summary>The window in words, e.g. <c>2025-10-21 to 2025-10-27 without 2025-10-25 (ExcludedDays)</c>.</summary>
    public string WindowText
    {
        get
        {
            var window = $"{WindowStart:yyyy-MM-dd} to {WindowEnd:yyyy-MM-dd}";
            return ExcludedDays.Count == 0
                ? window
                : $"{window} without {Windows.ExcludedDays.Text(ExcludedDays)} (ExcludedDays)";
        }
    }

    /// <summary>Attributes of the summary that the events table lacks: NULL everywhere.</summary>
    public required IReadOnlyList<string> MissingAttributes { get; init; }

    /// <summary>Names of partitions of the events table that are of no day; null where there are none.</summary>
    public string? UnreadPartitions { get; init; }

    /// <summary>The CREATE TABLE AS SELECT, in Athena's SQL, without a semicolon.</summary>
    public required string CtasSql { get; init; }
}
