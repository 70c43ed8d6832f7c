namespace CommerceAnalytics.Summaries.Parsing;

/// <summary>What came of reading a summary's file.</summary>
/// <param name="Summary">The summary; null where there are problems.</param>
/// <param name="Problems">All that is wrong, by line; none where there is a summary.</param>
public sealed record SummaryReading(Summary? Summary, IReadOnlyList<SummaryProblem> Problems);
