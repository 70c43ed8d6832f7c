namespace CommerceAnalytics.Summaries;

/// <summary>One of the seven summary tables: what it is called, what it covers, and what it holds.</summary>
public sealed record Summary
{
    /// <summary>
    /// Query type, e.g. <c>button_interaction</c>: names the table, the <c>.sql</c> file and the option.
    /// </summary>
    public required string QueryType { get; init; }

    /// <summary>Number of complete days before the execution date that the summary covers.</summary>
    public required int WindowDays { get; init; }

    /// <summary>Most rows that the table may hold, or null where all rows are kept.</summary>
    public int? TopN { get; init; }

    /// <summary>Exact number of rows, where it is fixed (hourly traffic: 24), else null.</summary>
    public int? ExactRows { get; init; }

    /// <summary>1 to 3: a batch begins when all queries of the one before have ended.</summary>
    public required int Batch { get; init; }

    /// <summary>Kinds of event (<c>body</c>) that feed the summary: named in the warning for an empty table.</summary>
    public required IReadOnlyList<string> EventKinds { get; init; }

    /// <summary>Attributes that the summary reads besides the service's name, by their names in the log.</summary>
    public IReadOnlyList<string> Attributes { get; init; } = [];

    /// <summary>Columns in their order, names in lower case, types as Glue has them.</summary>
    public required IReadOnlyList<Column> Columns { get; init; }
}
