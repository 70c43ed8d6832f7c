namespace CommerceAnalytics.Summaries.Parsing;

/// <summary>A file of a shop's own folder, as it was read.</summary>
/// <param name="File">Its name, for messages.</param>
/// <param name="Text">All of its text.</param>
public sealed record SummaryFileText(string File, string Text);
