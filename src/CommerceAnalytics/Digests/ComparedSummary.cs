using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Digests;

/// <summary>A summary whose history has a night, and the one a week before, of some services.</summary>
/// <param name="Summary">One that keeps its first rows by a measure.</param>
/// <param name="ServiceNames">At least one.</param>
public sealed record ComparedSummary(Summary Summary, IReadOnlyList<string> ServiceNames);
