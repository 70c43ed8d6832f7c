using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Summaries;

/// <summary>A summary table, as its file says: what it is called, what it covers, and what it holds.</summary>
public sealed record Summary
{
    /// <summary>Query type: names the table and the option.</summary>
    public required string QueryType { get; init; }

    /// <summary>What the table is for, in words.</summary>
    public required string About { get; init; }

    /// <summary>Number of complete days before the execution date that the summary covers.</summary>
    public required int WindowDays { get; init; }

    /// <summary>1 to 9: a batch begins when all queries of the one before have ended.</summary>
    public required int Batch { get; init; }

    /// <summary>Which rows are kept, or null where all are.</summary>
    public SummaryTop? Top { get; init; }

    /// <summary>Exact number of rows, where it is fixed (hourly traffic: 24), else null.</summary>
    public int? ExactRows { get; init; }

    /// <summary>Most rows that the table may hold, or null where there is no limit.</summary>
    public int? MostRows => Top?.Limit ?? ExactRows;

    /// <summary>Columns that tell one row from another, NULL equal to NULL; lower case, in the order of ties.</summary>
    public required IReadOnlyList<string> Key { get; init; }

    /// <summary>The measure that the audit adds up and compares with earlier nights; null where it watches none.</summary>
    public string? Watched { get; init; }

    /// <summary>What the audit does otherwise for this summary than the settings say for all.</summary>
    public AuditOverrides Audit { get; init; } = AuditOverrides.None;

    /// <summary>What the audit can compare the table's columns with.</summary>
    public SummaryMeasures Measures { get; init; } = SummaryMeasures.None;

    /// <summary>
    /// Where the figures differ, on purpose, from those of the pipeline that this one replaces; a sentence each.
    /// </summary>
    public IReadOnlyList<string> Differences { get; init; } = [];

    /// <summary>Kinds of event (<c>body</c>) that feed the summary: named in the warning for an empty table.</summary>
    public required IReadOnlyList<string> EventKinds { get; init; }

    /// <summary>Attributes that the summary reads besides the service's name, by their names in the log.</summary>
    public IReadOnlyList<string> Attributes { get; init; } = [];

    /// <summary>The summary's own columns in their order.</summary>
    public required IReadOnlyList<SummaryColumn> OwnColumns { get; init; }

    /// <summary>The SELECT over <c>events</c> that gives the own columns.</summary>
    public required string Sql { get; init; }

    /// <summary>Whether it is refreshed only where a setting says so: those in <c>more/</c>.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Where the summary comes from.</summary>
    public required SummarySource Source { get; init; }

    /// <summary>
    /// Tells what the rows depend on from any other definition: SELECT, events, attributes, window, columns, key, and
    /// which rows are kept. What is only said about the table is not in it.
    /// </summary>
    public string Definition =>
        DefinitionHash.Of([
            Sql,
            $"{WindowDays} {Top} {ExactRows}",
            string.Join(',', EventKinds),
            string.Join(',', Attributes),
            string.Join(',', Key),
            .. OwnColumns.Select(column => $"{column.Name} {column.Type}"),
        ]);

    /// <summary>All columns of the table in their order. Every table begins and ends with the same ones.</summary>
    public IReadOnlyList<Column> Columns =>
        [
            new("service_name", "string") { Comment = "the shop" },
            .. OwnColumns.Select(column => column.InCatalog),
            new("window_start", "date") { Comment = "first day that the rows cover" },
            new("window_end", "date") { Comment = "last day that the rows cover" },
            new("calculation_date", "date") { Comment = "the day after: the date that they were calculated for" },
        ];
}
