namespace CommerceAnalytics.Audit;

/// <summary>A table of a batch that the audit's query reads.</summary>
/// <param name="Summary">Its summary.</param>
/// <param name="StagingTable">Where it was built.</param>
public sealed record StagedTable(AuditedSummary Summary, string StagingTable)
{
    /// <summary>Its history; null where there is none.</summary>
    public string? HistoryTable { get; init; }

    /// <summary>
    /// Nights of its history that were built by the summary's present definition: those of the 7 dates before.
    /// </summary>
    public IReadOnlyList<DateOnly> Nights { get; init; } = [];
}
