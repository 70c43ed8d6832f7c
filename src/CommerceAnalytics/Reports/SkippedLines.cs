namespace CommerceAnalytics.Reports;

/// <summary>Lines of one day of the event log that could not be read. LocalAws tells them; Athena does not.</summary>
/// <param name="Day">UTC day as <c>2025-10-28</c>, or the partition's own name where it is of no day.</param>
/// <param name="Lines">Lines of that day.</param>
/// <param name="Skipped">How many of them could not be read.</param>
/// <param name="Files">The files with the most of them.</param>
public sealed record SkippedDay(string Day, long Lines, long Skipped, IReadOnlyList<SkippedFile> Files);

/// <summary>
/// Lines that could not be read, over all days that a table reads: its report has no list of days, since the same days
/// of one log would stand in the reports of all tables of all services.
/// </summary>
/// <param name="Days">Days with such lines.</param>
/// <param name="Lines">Lines of these days.</param>
/// <param name="Skipped">How many of them could not be read.</param>
/// <param name="Worst">The day that lost the largest share of its lines.</param>
public sealed record SkippedSum(int Days, long Lines, long Skipped, SkippedDay Worst);

/// <summary>Lines of a file that could not be read.</summary>
/// <param name="File"><c>s3://</c> address.</param>
/// <param name="Lines">Lines in it.</param>
/// <param name="Skipped">How many of them could not be read.</param>
/// <param name="FirstLine">Number of the first such line, from 1.</param>
/// <param name="Fault">What is wrong with that line.</param>
public sealed record SkippedFile(string File, long Lines, long Skipped, long FirstLine, string Fault);
