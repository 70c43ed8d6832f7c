using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Audit;

/// <summary>What the audit knows of a summary.</summary>
public sealed record AuditedSummary
{
    /// <summary>Query type.</summary>
    public required string QueryType { get; init; }

    /// <summary>Days of its window.</summary>
    public required int WindowDays { get; init; }

    /// <summary>Kinds of event that it reads, by their names in the log.</summary>
    public required IReadOnlyList<string> EventKinds { get; init; }

    /// <summary>Its columns, names in lower case, types as Glue has them.</summary>
    public required IReadOnlyList<Column> Columns { get; init; }

    /// <summary>Columns of the key.</summary>
    public required IReadOnlyList<string> Key { get; init; }

    /// <summary>Columns of the key that may be NULL.</summary>
    public IReadOnlyList<string> KeyMayBeMissing { get; init; } = [];

    /// <summary>The measure that is added up and compared with the nights before; null where none is.</summary>
    public string? Watched { get; init; }

    /// <summary>Columns that are percentages.</summary>
    public IReadOnlyList<string> Percentages { get; init; } = [];

    /// <summary>Columns that count a part of what another column of their row counts: the part, the whole.</summary>
    public IReadOnlyList<(string Part, string Whole)> AtMost { get; init; } = [];

    /// <summary>Columns that count: they cannot be below 0.</summary>
    public IEnumerable<string> Counts => Columns.Where(column => column.Type == "bigint").Select(column => column.Name);

    /// <summary>Columns of the key that must have a value.</summary>
    public IEnumerable<string> KeyThatMustBe => Key.Except(KeyMayBeMissing);

    /// <summary>The overview's kinds that it reads.</summary>
    public IReadOnlyList<OverviewKind> Kinds => OverviewKind.ReadBy(EventKinds);

    /// <summary>Whether it has all these columns.</summary>
    /// <param name="names">Names in lower case.</param>
    public bool Has(params IEnumerable<string> names) => names.All(Columns.Select(column => column.Name).Contains);
}
