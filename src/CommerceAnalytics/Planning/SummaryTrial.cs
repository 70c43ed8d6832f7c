using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Planning;

/// <summary>A summary to be tried out for one service and date: SELECTs only, so that nothing is left behind.</summary>
/// <param name="Summary">The summary.</param>
/// <param name="Plan">The refresh that it stands for: its days, and what the events table lacks.</param>
/// <param name="ShapeSql">No rows; the columns of the summary's own SELECT, before they are cast.</param>
/// <param name="RowsSql">The rows that the table would have.</param>
public sealed record SummaryTrial(Summary Summary, TablePlan Plan, string ShapeSql, string RowsSql);
