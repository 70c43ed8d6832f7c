namespace CommerceAnalytics.Extracts;

/// <summary>
/// Columns of the extract that one kind of reader needs, filled for its kinds of event and NULL for all others. Athena
/// bills by the columns that a query reads, and a column that is mostly NULL weighs next to nothing: purchases do not
/// pay for the sessions of page views.
/// </summary>
internal sealed record ExtractLane
{
    /// <summary>Begins the names of its columns, e.g. <c>cart</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Kinds of event (<c>body</c>) that fill it.</summary>
    public required IReadOnlyList<string> Kinds { get; init; }

    /// <summary>Columns of the common expression <c>events</c> besides <c>ts</c>.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>
    /// Whether its readers go by the order of events; the others need no more of <c>ts</c> than its day and hour in the
    /// reporting zone.
    /// </summary>
    public bool IsOrdered { get; init; }

    /// <summary>The column that holds <c>ts</c>: not NULL in the rows of the lane, and in no others.</summary>
    public string At => Column("at");

    /// <summary>The name that a column of <c>events</c> has in the extract.</summary>
    public string Column(string column) => $"{Name}_{column}";
}
