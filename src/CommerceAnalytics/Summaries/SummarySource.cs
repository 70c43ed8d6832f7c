namespace CommerceAnalytics.Summaries;

/// <summary>Where a summary stands, so that an error can point to it.</summary>
/// <param name="File">Name of its file.</param>
/// <param name="NameLine">Line of the file that gives its name, from 1.</param>
/// <param name="SqlLine">Line of the file that its SELECT begins on, from 1.</param>
public sealed record SummarySource(string File, int NameLine, int SqlLine);
