namespace CommerceAnalytics.Summaries;

/// <summary>Which rows are kept of a summary that may have any number: the first ones by a measure.</summary>
/// <param name="Limit">Most rows that the table holds.</param>
/// <param name="By">A <c>bigint</c> column, largest first. Ties go by the key, ascending, NULL last.</param>
public sealed record SummaryTop(int Limit, string By);
